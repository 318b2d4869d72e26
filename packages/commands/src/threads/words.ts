import { longestBody, withTrueNames } from '@samskriv/comments';
import type { PersonRef } from '@samskriv/database';
import { refuse, type Refusal } from '@samskriv/process';

/** What a person writes in a comment, made tidy: line ends, no control characters, true names; 1 to 10,000 characters. */
export function commentBody(text: string, people: readonly PersonRef[]): string | Refusal {
  const tidy = clean(text)
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  if (tidy === '') return refuse('required', 'body');
  if (lengthOf(tidy) > longestBody) return refuse('too_long', 'body', { most: longestBody });
  return withTrueNames(tidy, new Map(people.map(({ id, name }) => [id, name])));
}

/** A proposed wording: one run of text. Empty proposes that the quoted text should go; null where there is none. */
export function proposalText(text: string | null | undefined): string | null | Refusal {
  if (text === null || text === undefined) return null;
  const tidy = clean(text).replace(/\s+/g, ' ').trim();
  return lengthOf(tidy) > longestBody ? refuse('too_long', 'proposal', { most: longestBody }) : tidy;
}

/** Words of a paper that somebody picked: as they are, but storable. */
export function pickedText(text: string, field: string, most: number): string | Refusal {
  const tidy = clean(text);
  return lengthOf(tidy) > most ? refuse('too_long', field, { most }) : tidy;
}

function clean(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed();
}

// Characters as people count them, more or less: an emoji of two units is one.
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
