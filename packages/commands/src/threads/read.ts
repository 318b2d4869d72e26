import { findPaper, selectAssigned, selectThreads } from '@samskriv/database';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { enqueueThreadSearch } from '../jobs/enqueue.ts';
import { savedText } from './place.ts';
import { paperFor, threadFor } from './reach.ts';
import { inOrder, matches, viewOf, type ThreadFilter, type ThreadView } from './view.ts';

/**
 * The threads of a paper as they stand in the text as saved, in reading order, the lost ones last. A lost thread whose
 * passage is there again is looked for in the background.
 */
export async function listThreads(
  house: House,
  actor: Actor,
  { paperId, filter = {} }: { paperId: string; filter?: ThreadFilter },
): Promise<ThreadView[] | Refusal> {
  const paper = await paperFor(house.sql, actor, paperId, 'paper.read');
  if (isRefusal(paper)) return paper;
  const [rows, text] = await Promise.all([selectThreads(house.sql, paper.id, actor.personId, null), savedText(house.sql, paper)]);
  const views = rows.map((row) => viewOf(row, text, paper, actor));
  if (views.some(({ findable }) => findable)) await enqueueThreadSearch(house.sql, paper.id);
  return views
    .map(({ thread }) => thread)
    .filter((thread) => matches(thread, filter, actor.personId))
    .sort(inOrder);
}

/** One thread as it stands in the text as saved. */
export async function readThread(house: House, actor: Actor, threadId: string): Promise<ThreadView | Refusal> {
  const head = await threadFor(house.sql, actor, threadId, 'paper.read');
  if (isRefusal(head)) return head;
  const paper = await findPaper(house.sql, head.paperId);
  const [row] = await selectThreads(house.sql, head.paperId, actor.personId, [head.id]);
  if (paper === null || row === undefined) return refuse('not_found');
  return viewOf(row, await savedText(house.sql, paper), paper, actor).thread;
}

/** An open thread that waits for somebody. `dueDate` is `YYYY-MM-DD`. */
export type AssignedThread = {
  threadId: string;
  paperId: string;
  group: { id: string; title: string };
  quote: string;
  point: string | null;
  dueDate: string | null;
};

/** The open threads that are assigned to whoever asks, where they may still read them, by due date. */
export async function listAssignedThreads(house: House, actor: Actor): Promise<AssignedThread[]> {
  const rows = await selectAssigned(house.sql, actor.personId);
  return rows
    .filter(({ groupId }) => may(actor, 'paper.read', groupId))
    .map(({ threadId, paperId, groupId, groupTitle, quote, point, dueDate }) => {
      return { threadId, paperId, group: { id: groupId, title: groupTitle }, quote, point, dueDate };
    });
}
