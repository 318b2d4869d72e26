/** How many words a plain text has; figures count, and a compound with a hyphen is one. */
export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:[-’'.,:/][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
