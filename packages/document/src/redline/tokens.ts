// What a reader takes as one: a number with its commas, an abbreviation with its full stops, a compound with its hyphens, an
// emoji with its parts; else a word, a run of white space, or one sign.
const pattern = new RegExp(
  [
    String.raw`\p{N}+(?:[.,:/–-]\p{N}+)*(?![\p{L}\p{N}\p{M}])`,
    String.raw`\p{L}{1,4}(?:\.\p{L}{1,4})+(?![\p{L}\p{N}])`,
    String.raw`[\p{L}\p{N}\p{M}]+(?:[-'’][\p{L}\p{N}\p{M}]+)*`,
    String.raw`[^\S\n]+`,
    String.raw`\n`,
    String.raw`\p{Extended_Pictographic}(?:\p{M}|\p{Emoji_Modifier}|\u200d|(?<=\u200d)\p{Extended_Pictographic})*`,
    String.raw`[^]\p{M}*`,
  ].join('|'),
  'gu',
);

/** A text in pieces: words, white space, signs. Joined, they are the text. */
export function tokens(text: string): string[] {
  return text.match(pattern) ?? [];
}

/** Whether a piece is white space. */
export function isSpace(token: string): boolean {
  return /^\s/.test(token);
}

/** Whether a piece is a word or a number. */
export function isWord(token: string): boolean {
  return /^[\p{L}\p{N}]/u.test(token);
}

/** How much a piece means to a reader who looks for what stayed: long words more than short, signs and white space little. */
export function weightOf(token: string): number {
  if (isSpace(token)) return 1;
  return isWord(token) ? 8 + Math.min(token.length, 12) : 4;
}
