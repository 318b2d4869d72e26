/** Somebody who can be mentioned. */
export type Mentioned = { readonly id: string; readonly name: string };

const written = /@\[([^\]\n]{1,200})\]\(person:([0-9a-f-]{36})\)/g;

/** What a person wrote, with @Name for those in `people` turned into the mention that is kept (packages/comments, body). */
export function withMentions(text: string, people: readonly Mentioned[]): string {
  let kept = text;
  // Longer names first: "@Anna" must not take the beginning of "@Anna Berg".
  for (const { id, name } of [...people].sort((one, other) => other.name.length - one.name.length))
    kept = kept.replaceAll(`@${name}`, () => `@[${name.replaceAll(/[[\]\n]/g, ' ')}](person:${id})`);
  return kept;
}

/** The same the other way, to write on in what was kept. */
export function withoutMentions(body: string): { text: string; people: Mentioned[] } {
  const people: Mentioned[] = [];
  const text = body.replace(written, (_, name: string, id: string) => {
    if (!people.some((one) => one.id === id)) people.push({ id, name });
    return `@${name}`;
  });
  return { text, people };
}

/** What is being written as a mention right before the caret: where its @ stands, and what follows it. Null when nothing is. */
export function mentionAt(text: string, caret: number): { start: number; begun: string } | null {
  const start = text.lastIndexOf('@', caret - 1);
  if (start < 0 || caret <= start) return null;
  const begun = text.slice(start + 1, caret);
  if (/[\n@]/.test(begun) || begun.length > 40 || begun.split(' ').length > 3) return null;
  return start > 0 && /[\p{L}\p{N}]/u.test(text.charAt(start - 1)) ? null : { start, begun };
}

/** The people whose name, or a word of it, begins so; by name, at most `most`. */
export function matching<Person extends Mentioned>(people: readonly Person[], begun: string, most = 6): Person[] {
  const sought = begun.toLocaleLowerCase('da');
  return people
    .filter(({ name }) => {
      const words = name.toLocaleLowerCase('da');
      return words.startsWith(sought) || words.split(/[\s-]+/).some((word) => word.startsWith(sought));
    })
    .slice(0, most);
}
