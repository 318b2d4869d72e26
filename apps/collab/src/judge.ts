import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { readUpdate, type DeletedRange, type Item, type StructRun, type UpdateContents } from './updateReader.ts';

/**
 * What an update means to a document that stands where `doc` stands. `nothing`: all of it is there. `new`: `bytes` is the
 * part that is not. `missing`: it hangs on edits that `doc` has not.
 */
export type Judgement = { is: 'nothing' } | NewEdit | { is: 'missing' };

/**
 * The new part of an update. `reach` is how far it brings each Yjs client whose structs it holds; `fresh` are its items, per
 * client, that are new from the clock `known` on; `deletes` what it deletes that was not.
 */
export type NewEdit = {
  is: 'new';
  bytes: Uint8Array;
  reach: Reach;
  runs: readonly StructRun[];
  fresh: readonly { client: number; known: number; items: readonly Item[] }[];
  deletes: readonly DeletedRange[];
};

/** For Yjs clients, the clock up to which their structs are taken for known though they are not in the document yet. */
export type Reach = ReadonlyMap<number, number>;

/**
 * Judges an update against a document, and against what is on its way into it (`coming`). Throws `MalformedUpdate` for what
 * is no update.
 */
export function judge(doc: Y.Doc, bytes: Uint8Array, coming: Reach = NOTHING_COMING): Judgement {
  const contents = readUpdate(bytes);
  const stand = (client: number) => Math.max(Y.getState(doc.store, client), coming.get(client) ?? 0);
  const reach = new Map<number, number>();
  const fresh: StructRun[] = [];
  const items: NewEdit['fresh'][number][] = [];
  for (const run of contents.runs) {
    const known = reach.get(run.client) ?? stand(run.client);
    if (run.clock > known) return { is: 'missing' };
    if (run.end > known) {
      fresh.push(run);
      items.push({
        client: run.client,
        known,
        items: run.clock === known ? run.items : run.items.filter(({ clock, length }) => clock + length > known),
      });
      reach.set(run.client, run.end);
    }
  }
  const within = (client: number, clock: number) => clock < (reach.get(client) ?? stand(client));
  if (!hangsTogether(fresh, stand, within)) return { is: 'missing' };
  for (const { client, clock, length } of contents.deletes) {
    if (!within(client, clock + length - 1)) return { is: 'missing' };
  }
  const deletes = contents.deletes.filter((range) => !isDeleted(doc, range));
  if (fresh.length === 0 && deletes.length === 0) return { is: 'nothing' };
  return { is: 'new', bytes: onlyNew(bytes, contents, fresh, deletes, stand), reach, runs: fresh, fresh: items, deletes };
}

const NOTHING_COMING: Reach = new Map();

type Stand = (client: number) => number;

/** Whether every new struct hangs on what is there or on an earlier new one: a circle would wait for itself for ever. */
function hangsTogether(fresh: StructRun[], stand: Stand, within: (client: number, clock: number) => boolean): boolean {
  for (const run of fresh) {
    for (let at = 0; at < run.needs.length; at += 3) {
      const clock = run.needs[at] as number;
      const needed = run.needs[at + 2] as number;
      if (run.needs[at + 1] === run.client ? needed >= clock : !within(run.needs[at + 1] as number, needed)) return false;
    }
  }
  return fresh.length < 2 || resolves(fresh, stand);
}

/** Walks several clients' new structs in an order in which each stands on the last; false where there is none. */
function resolves(fresh: StructRun[], stand: Stand): boolean {
  const done = new Map(fresh.map((run) => [run.client, stand(run.client)]));
  const walks = fresh.map((run) => ({ run, at: 0 }));
  for (let moved = true; moved;) {
    moved = false;
    for (const walk of walks) {
      const { client, end, needs } = walk.run;
      while (walk.at < needs.length) {
        const other = needs[walk.at + 1] as number;
        const reached = other === client ? undefined : done.get(other);
        if (reached !== undefined && (needs[walk.at + 2] as number) >= reached) break;
        walk.at += 3;
      }
      const reached = walk.at < needs.length ? (needs[walk.at] as number) : end;
      if (reached > (done.get(client) as number)) {
        done.set(client, reached);
        moved = true;
      }
    }
  }
  return fresh.every((run) => done.get(run.client) === run.end);
}

function isDeleted(doc: Y.Doc, { client, clock, length }: DeletedRange): boolean {
  const structs = doc.store.clients.get(client);
  if (structs === undefined || clock + length > Y.getState(doc.store, client)) return false;
  for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
    const struct = structs[at] as (typeof structs)[number];
    if (struct.id.clock >= clock + length) break;
    if (!struct.deleted) return false;
  }
  return true;
}

/** A keystroke is new as it stands; an answer to a sync step repeats what is known, which stays out of the log. */
function onlyNew(bytes: Uint8Array, contents: UpdateContents, fresh: StructRun[], deletes: DeletedRange[], stand: Stand): Uint8Array {
  const allFresh = contents.runs.every((run) => fresh.includes(run) && run.clock === stand(run.client));
  if (allFresh && deletes.length === contents.deletes.length) return bytes;
  const encoder = encoding.createEncoder();
  if (fresh.length === 0) encoding.writeVarUint(encoder, 0);
  else {
    const known = new Map(contents.runs.map((run) => [run.client, stand(run.client)]));
    const trimmed = allFresh ? bytes : Y.diffUpdate(bytes, Y.encodeStateVector(known));
    encoding.writeUint8Array(encoder, trimmed.subarray(0, readUpdate(trimmed).deletesAt));
  }
  writeDeletes(encoder, deletes);
  return encoding.toUint8Array(encoder);
}

function writeDeletes(encoder: encoding.Encoder, deletes: DeletedRange[]): void {
  const byClient = Map.groupBy(deletes, (range) => range.client);
  encoding.writeVarUint(encoder, byClient.size);
  for (const [client, ranges] of byClient) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, length } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
}
