import { findPaper, findThread, type PaperRow, type Sql, type ThreadHead } from '@samskriv/database';
import { may, refuse, type Action, type Actor, type Refusal } from '@samskriv/process';
import { isId } from '../identifiers.ts';

/** A paper that a person may do something in: not found where they may not read it, forbidden where they may only that. */
export async function paperFor(sql: Sql, actor: Actor, paperId: string, action: Action): Promise<PaperRow | Refusal> {
  const paper = isId(paperId) ? await findPaper(sql, paperId) : null;
  if (paper === null || !may(actor, 'paper.read', paper.groupId)) return refuse('not_found');
  return may(actor, action, paper.groupId) ? paper : refuse('forbidden');
}

/** A thread that a person may do something in, judged as its paper is. With `hold` its row is kept until the transaction ends. */
export async function threadFor(
  sql: Sql,
  actor: Actor,
  threadId: string,
  action: Action,
  { hold = false }: { hold?: boolean } = {},
): Promise<ThreadHead | Refusal> {
  const thread = isId(threadId) ? await findThread(sql, threadId, { hold }) : null;
  if (thread === null || !may(actor, 'paper.read', thread.groupId)) return refuse('not_found');
  return may(actor, action, thread.groupId) ? thread : refuse('forbidden');
}
