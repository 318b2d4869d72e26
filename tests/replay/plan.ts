import * as Y from 'yjs';
import { LinedPaper, type Patch } from '../traces/trace.ts';

/** One edit of a planned session: its Yjs update, and `[client, clock]` of the structs it hangs on, the last one a client. */
export type PlannedEdit = { readonly bytes: Uint8Array; readonly needs: readonly (readonly [client: number, clock: number])[] };

/** What each author writes, in the order they write it. `clients` are their Yjs client ids; `edits` is how many there are in all. */
export type Plan = { readonly authors: readonly (readonly PlannedEdit[])[]; readonly clients: readonly number[]; readonly edits: number };

/**
 * Deals a recorded text out to `count` authors, who write it into one paper in turns of random length (`meanTurn` edits on
 * average). `random` gives numbers in [0, 1). Which edits wait for which is left to those who replay it: only the true
 * dependencies are named, so authors who write in different places write at the same time.
 */
export function planReplay(patches: readonly Patch[], count: number, meanTurn: number, random: () => number): Plan {
  const doc = new Y.Doc();
  const clients = Array.from({ length: count }, (_, index) => 1_000_000 + index);
  const authors: PlannedEdit[][] = clients.map(() => []);
  let author = 0;
  doc.clientID = clients[0]!;
  doc.on('update', (bytes: Uint8Array) => authors[author]!.push({ bytes, needs: needsOf(bytes) }));
  const paper = new LinedPaper(doc);
  let left = meanTurn;
  for (const patch of patches) {
    if (left-- <= 0) {
      author = Math.floor(random() * count);
      doc.clientID = clients[author]!;
      left = Math.floor(random() * 2 * meanTurn);
    }
    doc.transact(() => paper.apply(patch));
  }
  doc.destroy();
  return { authors, clients, edits: authors.reduce((sum, edits) => sum + edits.length, 0) };
}

function needsOf(bytes: Uint8Array): [number, number][] {
  const { structs, ds } = Y.decodeUpdate(bytes);
  const own = new Map<number, number>();
  for (const { id } of structs) own.set(id.client, Math.min(id.clock, own.get(id.client) ?? id.clock));
  const needs = new Map<number, number>();
  const need = (client: number, clock: number): void => {
    if (clock >= (own.get(client) ?? Infinity)) return;
    needs.set(client, Math.max(clock, needs.get(client) ?? 0));
  };
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue;
    for (const id of [struct.origin, struct.rightOrigin, struct.parent]) if (id instanceof Y.ID) need(id.client, id.clock);
  }
  for (const [client, ranges] of ds.clients) for (const { clock, len } of ranges) need(client, clock + len - 1);
  return [...needs];
}
