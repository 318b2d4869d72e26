import { isWritable } from '@samskriv/document';
import * as decoding from 'lib0/decoding';

/**
 * A strict reader of Yjs' update format, version 1 (yjs 13.6, src/utils/encoding.js and src/structs). Yjs' own decoder
 * accepts trailing garbage, zero-length items and unknown type numbers, some of which throw only while they are applied;
 * what passes here applies without error.
 */

/**
 * Edits of one client, `[clock, end)`. `needs` are the ids its structs hang on: struct clock, client, clock, repeated. `items`
 * are its structs that hold something, in order.
 */
export type StructRun = { client: number; clock: number; end: number; needs: number[]; items: Item[] };

/** Of one client, the struct with this clock. */
export type Id = { client: number; clock: number };

/** Yjs' numbers for what an item holds (yjs 13.6, src/structs/Item.js, contentRefs). */
export const Held = { deleted: 1, json: 2, binary: 3, text: 4, embed: 5, format: 6, type: 7, any: 8 } as const;
/** Yjs' numbers for types (src/structs/ContentType.js, typeRefs), of which a paper has two. */
export const Kind = { element: 3, text: 6 } as const;

/**
 * One struct that holds something. `left`, `right`: its neighbours when it was written. `parent`: the name of a root or the
 * id of the type it is in; null where its neighbour tells. `sub`: the attribute it gives; null in a sequence or where its
 * neighbour tells. `held`: a number of `Held`; `kind`: of a type, its number, else -1. `name`: of an element its name, of a
 * format its key. `value`: of a format. `size`: UTF-16 units of text, else the bytes it takes. `writable`: no text in it has a
 * character that cannot be kept.
 */
export type Item = {
  client: number;
  clock: number;
  length: number;
  left: Id | null;
  right: Id | null;
  parent: string | Id | null;
  sub: string | null;
  held: number;
  kind: number;
  name: string | null;
  value: unknown;
  size: number;
  writable: boolean;
};

/** A deleted range, `[clock, clock + length)` of one client's structs. */
export type DeletedRange = { client: number; clock: number; length: number };

/** An update's contents; `deletesAt` is the byte at which its delete set begins. */
export type UpdateContents = { runs: StructRun[]; deletes: DeletedRange[]; deletesAt: number };

/** The bytes are no Yjs update. */
export class MalformedUpdate extends Error {}

const DEEPEST = 64;
const HIGHEST_TYPE = 6;
const NAMED_TYPES = [3, 5];

/** Reads an update. Throws `MalformedUpdate` for anything that a Yjs client would not write. */
export function readUpdate(bytes: Uint8Array): UpdateContents {
  try {
    const decoder = decoding.createDecoder(bytes);
    const runs: StructRun[] = [];
    for (let left = count(decoder); left > 0; left--) runs.push(readRun(decoder));
    const deletesAt = decoder.pos;
    const deletes = readDeletes(decoder);
    if (decoding.hasContent(decoder)) throw new MalformedUpdate('bytes after the end');
    return { runs, deletes, deletesAt };
  } catch (error) {
    throw error instanceof MalformedUpdate ? error : new MalformedUpdate('not an update', { cause: error });
  }
}

/** A number of things that follow: each takes a byte at least, so more than are left is a lie. */
function count(decoder: decoding.Decoder): number {
  const number = decoding.readVarUint(decoder);
  if (number > decoder.arr.length - decoder.pos) throw new MalformedUpdate('more announced than sent');
  return number;
}

function length(decoder: decoding.Decoder): number {
  const number = decoding.readVarUint(decoder);
  if (number === 0) throw new MalformedUpdate('an empty struct');
  return number;
}

function readRun(decoder: decoding.Decoder): StructRun {
  const structs = count(decoder);
  const client = decoding.readVarUint(decoder);
  const run: StructRun = { client, clock: decoding.readVarUint(decoder), end: 0, needs: [], items: [] };
  let clock = run.clock;
  if (structs === 0) throw new MalformedUpdate('a client without structs');
  for (let left = structs; left > 0; left--) {
    clock += readStruct(decoder, clock, run);
    if (!Number.isSafeInteger(clock)) throw new MalformedUpdate('a clock out of range');
  }
  run.end = clock;
  return run;
}

function readStruct(decoder: decoding.Decoder, clock: number, { client, needs, items }: StructRun): number {
  const info = decoding.readUint8(decoder);
  const held = info & 31;
  if (held === 0) return length(decoder);
  if (held === 10) throw new MalformedUpdate('a gap');
  const left = info & 128 ? needId(decoder, clock, needs) : null;
  const right = info & 64 ? needId(decoder, clock, needs) : null;
  let parent: Item['parent'] = null;
  let sub: string | null = null;
  if ((info & 192) === 0) {
    parent = decoding.readVarUint(decoder) === 1 ? decoding.readVarString(decoder) : needId(decoder, clock, needs);
    if (info & 32) sub = decoding.readVarString(decoder);
  }
  const item: Item = {
    client,
    clock,
    length: 1,
    left,
    right,
    parent,
    sub,
    held,
    kind: -1,
    name: null,
    value: null,
    size: 0,
    writable: true,
  };
  const start = decoder.pos;
  readContent(decoder, item);
  if (held !== Held.text) item.size = decoder.pos - start;
  items.push(item);
  return item.length;
}

function needId(decoder: decoding.Decoder, struct: number, needs: number[]): Id {
  const client = decoding.readVarUint(decoder);
  const clock = decoding.readVarUint(decoder);
  needs.push(struct, client, clock);
  return { client, clock };
}

/** Reads what an item holds into it; its length is in Yjs' units (UTF-16 code units for text, 1 for most others). */
function readContent(decoder: decoding.Decoder, item: Item): void {
  switch (item.held) {
    case Held.deleted:
      item.length = length(decoder);
      return;
    case Held.json: {
      item.length = length(decoder);
      if (item.length > decoder.arr.length - decoder.pos) throw new MalformedUpdate('more announced than sent');
      for (let left = item.length; left > 0; left--) readJson(decoder, item, true);
      return;
    }
    case Held.binary:
      decoding.readVarUint8Array(decoder);
      return;
    case Held.text: {
      const text = readText(decoder, item);
      if (text.length === 0) throw new MalformedUpdate('empty text');
      item.length = item.size = text.length;
      return;
    }
    case Held.embed:
      readJson(decoder, item, false);
      return;
    case Held.format:
      item.name = readText(decoder, item);
      item.value = readJson(decoder, item, false);
      return;
    case Held.type:
      item.kind = decoding.readVarUint(decoder);
      if (item.kind > HIGHEST_TYPE) throw new MalformedUpdate('an unknown type');
      if (NAMED_TYPES.includes(item.kind)) item.name = readText(decoder, item);
      return;
    case Held.any: {
      item.length = length(decoder);
      if (item.length > decoder.arr.length - decoder.pos) throw new MalformedUpdate('more announced than sent');
      for (let left = item.length; left > 0; left--) skipAny(decoder, item, 0);
      return;
    }
    default:
      // 9 is a document within the document: papers have none, and each would be loaded by every client.
      throw new MalformedUpdate('an unknown content');
  }
}

function readText(decoder: decoding.Decoder, item: Item): string {
  const text = decoding.readVarString(decoder);
  if (!isWritable(text)) item.writable = false;
  return text;
}

function readJson(decoder: decoding.Decoder, item: Item, orUndefined: boolean): unknown {
  const text = decoding.readVarString(decoder);
  if (orUndefined && text === 'undefined') return undefined;
  let depth = 0;
  for (let at = 0; at < text.length && depth <= DEEPEST; at++) {
    const code = text.charCodeAt(at);
    if (code === 91 || code === 123) depth++;
    else if (code === 93 || code === 125) depth--;
  }
  if (depth > DEEPEST) throw new MalformedUpdate('nested too deep');
  // A character may stand in it as an escape.
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value === 'string' && !isWritable(value)) item.writable = false;
    return value;
  });
}

/** Passes over one value of lib0's `any` encoding (lib0/decoding.js, readAny). */
function skipAny(decoder: decoding.Decoder, item: Item, depth: number): void {
  if (depth > DEEPEST) throw new MalformedUpdate('nested too deep');
  switch (decoding.readUint8(decoder)) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      decoding.readVarInt(decoder);
      return;
    case 124:
      decoding.readFloat32(decoder);
      return;
    case 123:
      decoding.readFloat64(decoder);
      return;
    case 122:
      decoding.readBigInt64(decoder);
      return;
    case 119:
      readText(decoder, item);
      return;
    case 118:
      for (let left = count(decoder); left > 0; left--) {
        readText(decoder, item);
        skipAny(decoder, item, depth + 1);
      }
      return;
    case 117:
      for (let left = count(decoder); left > 0; left--) skipAny(decoder, item, depth + 1);
      return;
    case 116:
      decoding.readVarUint8Array(decoder);
      return;
    default:
      throw new MalformedUpdate('an unknown value');
  }
}

function readDeletes(decoder: decoding.Decoder): DeletedRange[] {
  const deletes: DeletedRange[] = [];
  for (let clients = count(decoder); clients > 0; clients--) {
    const client = decoding.readVarUint(decoder);
    for (let ranges = count(decoder); ranges > 0; ranges--) {
      deletes.push({ client, clock: decoding.readVarUint(decoder), length: length(decoder) });
    }
  }
  return deletes;
}
