import type * as Y from 'yjs';
import { textPlaces } from './textPlaces.ts';

/** A stretch of ProseMirror positions in the paper as read, and the Yjs client that wrote it. */
export interface AuthorRun {
  from: number;
  to: number;
  client: number;
}

/** Which Yjs client wrote which words, in reading order; stretches of one client that touch are one. */
export function authorRuns(ydoc: Y.Doc): AuthorRun[] {
  const runs: AuthorRun[] = [];
  const writers = new Map<Y.XmlText, { at: number; end: number; client: number }[]>();
  for (const { text, offset, length, pos } of textPlaces(ydoc)) {
    const written = writers.get(text) ?? writersOf(text);
    writers.set(text, written);
    for (const { at, end, client } of written) {
      const start = Math.max(at, offset);
      const stop = Math.min(end, offset + length);
      if (start >= stop) continue;
      const run = { from: pos + start - offset, to: pos + stop - offset, client };
      const last = runs.at(-1);
      if (last?.client === client && last.to === run.from) last.to = run.to;
      else runs.push(run);
    }
  }
  return runs;
}

function writersOf(text: Y.XmlText): { at: number; end: number; client: number }[] {
  const written: { at: number; end: number; client: number }[] = [];
  let at = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    written.push({ at, end: at + item.length, client: item.id.client });
    at += item.length;
  }
  return written;
}
