import { createHash, randomUUID } from 'node:crypto';
import { anchorAt, pickedPlace } from '@samskriv/comments';
import {
  backdateComment,
  backdateThread,
  insertComment,
  insertThread,
  plantEdits,
  saveSeen,
  updateAssigned,
  updateResolved,
  type Sql,
} from '@samskriv/database';
import { placeComment } from '@samskriv/document';
import { peopleOf } from '../threads/people.ts';
import { prepareEdit } from '../threads/place.ts';
import type { DemoThread } from './threadsA.ts';

/**
 * Plants threads in the first round of a paper, as said in the past. `@First name` in a comment mentions that member. Throws
 * RangeError for words that the paper does not have.
 */
export async function plantThreads(
  sql: Sql,
  { groupId, paperId }: { groupId: string; paperId: string },
  threads: readonly DemoThread[],
  { personOf, ago }: { personOf: (mail: string) => string; ago: (days: number) => Date },
): Promise<void> {
  const people = await peopleOf(sql, groupId);
  const mentioning = (body: string) =>
    body.replace(/@(\p{Lu}\p{Ll}+)/gu, (said, first: string) => {
      const person = people.find(({ name }) => name.startsWith(`${first} `));
      return person === undefined ? said : `@[${person.name}](person:${person.id})`;
    });
  for (const { quote, prefix = '', kind, proposal = null, comments, resolved, assigned } of threads) {
    const [first] = comments;
    if (first === undefined) throw new RangeError(`Nobody says anything about ${quote}`);
    const id = randomUUID();
    const { result: anchor, bytes } = await prepareEdit(sql, paperId, 1, (ydoc, { index }) => {
      const place = pickedPlace(index, { quote, prefix });
      if (place === null) throw new RangeError(`The paper does not say ${quote} in one place`);
      placeComment(ydoc, id, place.ranges);
      return anchorAt(index, place);
    });
    const openedBy = personOf(first.by);
    await insertThread(sql, { id, paperId, round: 1, kind, proposal, whole: false, ...anchor, openedBy });
    for (const { by, days, body } of comments) {
      const commentId = randomUUID();
      const seq = await insertComment(sql, { id: commentId, threadId: id, author: personOf(by), body: mentioning(body) });
      await backdateComment(sql, commentId, ago(days));
      if (seq !== null) await saveSeen(sql, personOf(by), id, seq);
    }
    if (resolved !== undefined) await updateResolved(sql, id, personOf(resolved.by));
    await backdateThread(sql, id, ago(first.days), resolved === undefined ? null : ago(resolved.days));
    if (assigned !== undefined) {
      const dueDate = ago(-assigned.inDays).toISOString().slice(0, 10);
      await updateAssigned(sql, id, { assignedTo: personOf(assigned.to), assignedBy: personOf(assigned.by), dueDate });
    }
    const mark = bytes as Uint8Array;
    const hash = createHash('sha256').update(mark).digest('hex');
    await plantEdits(sql, paperId, [{ author: openedBy, client: null, at: ago(first.days), bytes: mark, hash }]);
  }
}
