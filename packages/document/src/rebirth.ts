import * as Y from 'yjs';
import { birthUpdate } from './birth.ts';
import { placeComment, type Stretch } from './comments.ts';
import type { NodeJson } from './json.ts';

/**
 * The Yjs update that a new round begins with: a paper, with the marks of threads at their places in it. Throws RangeError
 * when the paper does not fit the schema.
 */
export function rebirthUpdate(json: NodeJson, threads: readonly { id: string; ranges: readonly Stretch[] }[]): Uint8Array {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, birthUpdate(json));
  ydoc.transact(() => {
    for (const { id, ranges } of threads) placeComment(ydoc, id, ranges);
  });
  const update = Y.encodeStateAsUpdate(ydoc);
  ydoc.destroy();
  return update;
}
