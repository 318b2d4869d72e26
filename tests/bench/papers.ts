import * as Y from 'yjs';
import { friendsForever, LinedPaper, patchesOf, researchPaper } from '../traces/trace.ts';

// An author gets a new client id every so many edits, as a reload of the page gives one.
const editsPerSession = 2000;

let research: Uint8Array | null = null;
/** The paper of 260,000 edits, as one Yjs state. */
export function longPaper(): Uint8Array {
  if (research) return research;
  const doc = new Y.Doc();
  const paper = new LinedPaper(doc);
  patchesOf(researchPaper()).forEach((patch, index) => {
    if (index % editsPerSession === 0) doc.clientID = 1 + index / editsPerSession;
    doc.transact(() => paper.apply(patch));
  });
  research = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return research;
}

let friends: Uint8Array | null = null;
/**
 * The text two people wrote at once (21 kB), as one Yjs state in the root type `text`: each author's document hears exactly
 * what the trace says it had heard. Throws when the result is not the trace's text.
 */
export function twoAuthors(): Uint8Array {
  if (friends) return friends;
  const { txns, numAgents, endContent } = friendsForever();
  const authors = Array.from({ length: numAgents }, (_, index) => {
    const doc = new Y.Doc();
    doc.clientID = 100 + index;
    return { doc, heard: new Set<number>() };
  });
  const updates: Uint8Array[] = [];
  txns.forEach(({ agent, parents, patches }, index) => {
    const { doc, heard } = authors[agent]!;
    for (const missed of ancestors(parents, heard, (edit) => txns[edit]!.parents)) Y.applyUpdate(doc, updates[missed]!);
    const before = Y.encodeStateVector(doc);
    const text = doc.getText('text');
    doc.transact(() => {
      for (const [position, deleted, inserted] of patches) {
        if (deleted > 0) text.delete(position, deleted);
        if (inserted !== '') text.insert(position, inserted);
      }
    });
    updates.push(Y.encodeStateAsUpdate(doc, before));
    heard.add(index);
  });
  const all = new Y.Doc();
  for (const { doc } of authors) Y.applyUpdate(all, Y.encodeStateAsUpdate(doc));
  if (all.getText('text').toString() !== endContent) throw new Error('the replay differs from the text of the trace');
  friends = Y.encodeStateAsUpdate(all);
  return friends;
}

function ancestors(parents: readonly number[], heard: Set<number>, parentsOf: (edit: number) => readonly number[]): number[] {
  const missed: number[] = [];
  const waiting = [...parents];
  while (waiting.length > 0) {
    const edit = waiting.pop()!;
    if (heard.has(edit)) continue;
    heard.add(edit);
    missed.push(edit);
    waiting.push(...parentsOf(edit));
  }
  return missed.sort((a, b) => a - b);
}
