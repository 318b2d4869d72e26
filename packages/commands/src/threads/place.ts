import { createHash } from 'node:crypto';
import { marksOf, textIndex, type Run, type TextIndex } from '@samskriv/comments';
import { appendHouseEdit, findSealed, notify, readTail, type HouseEdit, type Pool, type Sql } from '@samskriv/database';
import { documentJson, numberPoints, readSealedText, type NodeJson } from '@samskriv/document';
import { refuse, type Refusal } from '@samskriv/process';
import * as Y from 'yjs';
import { applyLog } from '../papers/applyLog.ts';
import { fillRound } from '../papers/wholeRound.ts';

/** The text of a round as saved, ready to look places up in; `head` is the number of its last edit. */
export type SavedText = { head: string; index: TextIndex; marks: Map<string, Run[]> };

// A margin asks at every change of a thread, mostly about the text it asked about before. A head says exactly which text it
// is, so an entry is never wrong, only old.
const known = new Map<string, SavedText>();
const mostKnown = 20;

/** The saved text of a round; throws RangeError where there is no such round. */
export async function savedText(sql: Sql, paper: { id: string; round: number; head: string }): Promise<SavedText> {
  const key = `${paper.id}:${paper.round}`;
  const entry = known.get(key);
  known.delete(key);
  const saved =
    entry?.head === paper.head ? entry : await withReplica(sql, paper.id, paper.round, (replica) => replica.edit((_, text) => text).result);
  known.set(key, saved);
  const [oldest] = known.keys();
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
  return saved;
}

/** What a replica says, indexed; `head` is the number of the log it stands at. */
export function indexText(ydoc: Y.Doc, head: number): SavedText {
  return indexJson(documentJson(ydoc), head);
}

function indexJson(json: NodeJson, head: number): SavedText {
  const points = numberPoints(json).map(({ number, pos, node }) => ({ number, from: pos, to: pos + node.nodeSize }));
  const index = textIndex(json, points);
  return { head: String(head), index, marks: marksOf(index) };
}

/** The text of a version, ready to look places up in; throws RangeError where there is no such version. */
export async function versionText(sql: Sql, versionId: string): Promise<SavedText> {
  const entry = known.get(versionId);
  if (entry !== undefined) return entry;
  const version = await findSealed(sql, versionId);
  if (version === null) throw new RangeError('No such version');
  const text = indexJson(readSealedText(version.content).doc, version.head);
  known.set(versionId, text);
  return text;
}

/**
 * A copy of a round's text that nobody else has. `catchUp` reads what was appended since; `edit` works an edit out on it,
 * under a Yjs client id that nobody has and nobody uses again. The bytes hang on Yjs items, not on positions, so they may be
 * appended after whatever others write meanwhile.
 */
export type Replica = {
  catchUp(sql: Pool | Sql): Promise<void>;
  edit<Result>(edit: (ydoc: Y.Doc, text: SavedText) => Result): Prepared<Result>;
};

/** Does `work` on a replica of a round; throws RangeError where there is no such round. */
export async function withReplica<Result>(
  sql: Pool | Sql,
  paperId: string,
  round: number,
  work: (replica: Replica) => Result | Promise<Result>,
): Promise<Result> {
  const ydoc = new Y.Doc();
  try {
    const filled = await fillRound(sql, { paperId, round }, ydoc);
    if (filled === null) throw new RangeError('No such round');
    let { head } = filled;
    return await work({
      async catchUp(now) {
        const tail = await readTail(now, paperId, round, head);
        applyLog(ydoc, tail);
        head = tail.at(-1)?.number ?? head;
      },
      edit(edit) {
        const pieces: Uint8Array[] = [];
        const keep = (bytes: Uint8Array) => pieces.push(bytes);
        ydoc.on('update', keep);
        const result = edit(ydoc, indexText(ydoc, head));
        ydoc.off('update', keep);
        return { result, bytes: pieces.length === 0 ? null : Y.mergeUpdates(pieces) };
      },
    });
  } finally {
    ydoc.destroy();
  }
}

/** An edit worked out on a replica: the bytes to append, or null where there was nothing to change. */
export type Prepared<Result> = { result: Result; bytes: Uint8Array | null };

/** Works out an edit of a round on a replica of its own. */
export async function prepareEdit<Result>(
  sql: Pool | Sql,
  paperId: string,
  round: number,
  edit: (ydoc: Y.Doc, text: SavedText) => Result,
): Promise<Prepared<Result>> {
  return withReplica(sql, paperId, round, (replica) => replica.edit(edit));
}

/**
 * Appends a prepared edit and tells the living papers to read it. The last thing a transaction does. A refusal means that
 * the transaction must come to nothing: throw it with `undone`.
 */
export async function appendPrepared(sql: Sql, edit: Omit<HouseEdit, 'hash'>): Promise<{ number: number } | Refusal> {
  const { paperId, round } = edit;
  const appended = await appendHouseEdit(sql, { ...edit, hash: createHash('sha256').update(edit.bytes).digest('hex') });
  switch (appended.verdict) {
    case 'saved':
    case 'known':
      await notify(sql, { kind: 'paper', paperId, round, number: String(appended.number) });
      return { number: appended.number };
    case 'closed':
      return refuse('paper_closed');
    case 'forbidden':
      return refuse('forbidden');
    case 'gone':
      return refuse('not_found');
  }
}
