import { plainBody } from '@samskriv/comments';
import type { SectionSummary } from '@samskriv/document';
import { quoteOf, type Thread, type ThreadKind } from './thread.ts';

/** Which threads a list shows. Empty strings and nulls choose nothing out. */
export type Sieve = {
  readonly state: 'open' | 'resolved' | 'all';
  readonly mine: boolean;
  readonly mentionsMe: boolean;
  readonly unanswered: boolean;
  readonly kind: ThreadKind | null;
  readonly personId: string | null;
  readonly organisationId: string | null;
  readonly sectionId: string | null;
  readonly words: string;
};

/** All open threads. */
export const everything: Sieve = {
  state: 'open',
  mine: false,
  mentionsMe: false,
  unanswered: false,
  kind: null,
  personId: null,
  organisationId: null,
  sectionId: null,
  words: '',
};

/** How many things a sieve asks for, the search and the state not counted. */
export function asked({ mine, mentionsMe, unanswered, kind, personId, organisationId, sectionId }: Sieve): number {
  return [mine, mentionsMe, unanswered, kind, personId, organisationId, sectionId].filter(Boolean).length;
}

// What a thread is searched by, kept as long as the thread is.
const searched = new WeakMap<Thread, string>();

function searchText(thread: Thread): string {
  const kept = searched.get(thread);
  if (kept !== undefined) return kept;
  const said = thread.comments.flatMap(({ author, body }) => [author.name, author.organisation?.name ?? '', plainBody(body)]);
  const text = [thread.anchor.quote, quoteOf(thread), thread.proposal ?? '', ...said].join('\n').toLocaleLowerCase('da');
  searched.set(thread, text);
  return text;
}

/** The threads that a sieve lets through, in their order. One's own are those one has spoken in or was given. */
export function sift(threads: readonly Thread[], sieve: Sieve, selfId: string): Thread[] {
  const words = sieve.words.toLocaleLowerCase('da').split(/\s+/).filter(Boolean);
  return threads.filter((thread) => {
    const { comments, anchor, assignedTo } = thread;
    if (sieve.state !== 'all' && thread.resolved !== (sieve.state === 'resolved')) return false;
    if (sieve.mine && assignedTo?.id !== selfId && !comments.some(({ mine }) => mine)) return false;
    if (sieve.mentionsMe && !thread.mentionsMe) return false;
    if (sieve.unanswered && !thread.unanswered) return false;
    if (sieve.kind !== null && thread.kind !== sieve.kind) return false;
    if (sieve.personId !== null && !comments.some(({ author }) => author.id === sieve.personId)) return false;
    if (sieve.organisationId !== null && !comments.some(({ author }) => author.organisation?.id === sieve.organisationId)) return false;
    if (sieve.sectionId !== null && anchor.sectionId !== sieve.sectionId) return false;
    if (words.length === 0) return true;
    const text = searchText(thread);
    return words.every((word) => text.includes(word));
  });
}

/** Threads under the section they stand in; `section` is null for those whose section is gone. */
export type Gathered = { readonly section: SectionSummary | null; readonly threads: Thread[] };

/**
 * Threads by section in the paper's order, and within a section by where they stand in the text (`tops`, pixels), those that
 * are lost last. Sections without threads are left out.
 */
export function gather(threads: readonly Thread[], sections: readonly SectionSummary[], tops: ReadonlyMap<string, number>): Gathered[] {
  const bySection = new Map<SectionSummary | null, Thread[]>();
  const known = new Map(sections.map((section) => [section.id, section]));
  for (const thread of threads) {
    const section = (thread.anchor.sectionId === null ? null : known.get(thread.anchor.sectionId)) ?? null;
    const there = bySection.get(section) ?? [];
    there.push(thread);
    bySection.set(section, there);
  }
  const standing = ({ id }: Thread): number => tops.get(id) ?? Infinity;
  return [...sections, null].flatMap((section) => {
    const there = bySection.get(section);
    if (there === undefined) return [];
    const ordered = there.toSorted((one, other) => {
      const [a, b] = [standing(one), standing(other)];
      return a === b ? one.openedAt.localeCompare(other.openedAt) : a - b;
    });
    return [{ section, threads: ordered }];
  });
}

/** The thread after (or before) `current` in this order; from null the first (or last). Null at the end. */
export function neighbour(order: readonly string[], current: string | null, step: 1 | -1): string | null {
  const at = current === null ? -1 : order.indexOf(current);
  if (at < 0) return (step === 1 ? order[0] : order.at(-1)) ?? null;
  return order[at + step] ?? null;
}
