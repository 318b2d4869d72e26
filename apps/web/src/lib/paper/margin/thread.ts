import type { ThreadView } from '@samskriv/commands';
import { plainBody } from '@samskriv/comments';
import type { SectionSummary } from '@samskriv/document';
import { dueWords } from '#lib/words/when.ts';
import { m } from '#paraglide/messages.js';
import { sectionLabel } from '../outline.ts';
import type { Replier } from './replying.ts';

export type Thread = ThreadView;
export type Said = ThreadView['comments'][number];
export type ThreadKind = ThreadView['kind'];

export const threadKinds: readonly ThreadKind[] = ['general', 'technical', 'editorial'];

/** The kind of a thread as a word. */
export function kindWord(kind: ThreadKind): string {
  return { general: m.thread_kind_general, technical: m.thread_kind_technical, editorial: m.thread_kind_editorial }[kind]();
}

/** What a thread is about, in a few words: what the passage says now, or said when it was opened; '' for a whole section. */
export function quoteOf({ anchor }: Thread): string {
  return anchor.currentQuote ?? anchor.quote;
}

/** The number of replies as words; null when there are none. */
export function repliesWords({ comments }: Thread): string | null {
  const count = comments.length - 1;
  if (count <= 0) return null;
  return count === 1 ? m.thread_replies_one() : m.thread_replies({ count });
}

/** The opening comment as plain words for a line or two; what was proposed, when nothing was said. */
export function excerpt({ comments }: Thread): string {
  const [first] = comments;
  return first === undefined || first.deleted ? m.thread_deleted() : plainBody(first.body);
}

/** Where a thread stands, as the page names the place: "Mål, punkt 1.a". Empty when nobody knows. */
export function placeWords(
  { anchor }: { anchor: Pick<Thread['anchor'], 'sectionId' | 'point'> },
  sections: readonly SectionSummary[],
): string {
  const section = sections.find(({ id }) => id !== null && id === anchor.sectionId);
  const point = anchor.point === null ? '' : m.paper_aside_point({ number: anchor.point });
  return [section === undefined ? '' : sectionLabel(section), point].filter(Boolean).join(', ');
}

/** Whom a thread is given to and until when; null where it is nobody's. `late` while it is open after its day. */
export function assignedWords(
  { assignedTo, dueDate, resolved }: Thread,
  selfId: string,
  now: Date,
): { words: string; late: boolean } | null {
  if (assignedTo === null) return null;
  const whom = assignedTo.id === selfId ? m.thread_assigned_me() : m.thread_assigned({ person: assignedTo.name });
  if (dueDate === null || resolved) return { words: whom, late: false };
  const due = dueWords(dueDate, now);
  return { words: m.thread_assigned_until({ whom, due: due.words }), late: due.late };
}

/** Who is writing a reply, as a line. */
export function repliersWords([first, second, ...more]: readonly Replier[]): string {
  if (first === undefined) return '';
  if (second === undefined) return m.thread_replying_one({ person: first.name });
  if (more.length === 0) return m.thread_replying_two({ person: first.name, other: second.name });
  return m.thread_replying_more({ person: first.name, count: more.length + 1 });
}

/** A person with their organisation, as one line. */
export function personWords({ name, organisation }: Said['author']): string {
  return organisation === null ? name : m.thread_person({ name, organisation: organisation.name });
}
