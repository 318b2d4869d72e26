import * as decoding from 'lib0/decoding';

/**
 * A strict reader of Yjs' update format, version 1 (yjs 13.6, src/utils/encoding.js and src/structs). Yjs' own decoder
 * accepts trailing garbage, zero-length items and unknown type numbers, some of which throw only while they are applied;
 * what passes here applies without error.
 */

/** Edits of one client, `[clock, end)`. `needs` are the ids its structs hang on: struct clock, client, clock, repeated. */
export type StructRun = { client: number; clock: number; end: number; needs: number[] };

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
  const run: StructRun = { client, clock: decoding.readVarUint(decoder), end: 0, needs: [] };
  let clock = run.clock;
  if (structs === 0) throw new MalformedUpdate('a client without structs');
  for (let left = structs; left > 0; left--) {
    clock += readStruct(decoder, clock, run.needs);
    if (!Number.isSafeInteger(clock)) throw new MalformedUpdate('a clock out of range');
  }
  run.end = clock;
  return run;
}

function readStruct(decoder: decoding.Decoder, clock: number, needs: number[]): number {
  const info = decoding.readUint8(decoder);
  const content = info & 31;
  if (content === 0) return length(decoder);
  if (content === 10) throw new MalformedUpdate('a gap');
  if (info & 128) needId(decoder, clock, needs);
  if (info & 64) needId(decoder, clock, needs);
  if ((info & 192) === 0) {
    if (decoding.readVarUint(decoder) === 1) decoding.readVarString(decoder);
    else needId(decoder, clock, needs);
    if (info & 32) decoding.readVarString(decoder);
  }
  return readContent(decoder, content);
}

function needId(decoder: decoding.Decoder, clock: number, needs: number[]): void {
  const client = decoding.readVarUint(decoder);
  needs.push(clock, client, decoding.readVarUint(decoder));
}

/** Reads an item's content and answers its length in Yjs' units (UTF-16 code units for text, 1 for most others). */
function readContent(decoder: decoding.Decoder, content: number): number {
  switch (content) {
    case 1:
      return length(decoder);
    case 2: {
      const values = length(decoder);
      if (values > decoder.arr.length - decoder.pos) throw new MalformedUpdate('more announced than sent');
      for (let left = values; left > 0; left--) readJson(decoder, true);
      return values;
    }
    case 3:
      decoding.readVarUint8Array(decoder);
      return 1;
    case 4: {
      const text = decoding.readVarString(decoder);
      if (text.length === 0) throw new MalformedUpdate('empty text');
      return text.length;
    }
    case 5:
      readJson(decoder, false);
      return 1;
    case 6:
      decoding.readVarString(decoder);
      readJson(decoder, false);
      return 1;
    case 7: {
      const type = decoding.readVarUint(decoder);
      if (type > HIGHEST_TYPE) throw new MalformedUpdate('an unknown type');
      if (NAMED_TYPES.includes(type)) decoding.readVarString(decoder);
      return 1;
    }
    case 8: {
      const values = length(decoder);
      if (values > decoder.arr.length - decoder.pos) throw new MalformedUpdate('more announced than sent');
      for (let left = values; left > 0; left--) skipAny(decoder, 0);
      return values;
    }
    default:
      // 9 is a document within the document: papers have none, and each would be loaded by every client.
      throw new MalformedUpdate('an unknown content');
  }
}

function readJson(decoder: decoding.Decoder, orUndefined: boolean): void {
  const text = decoding.readVarString(decoder);
  if (orUndefined && text === 'undefined') return;
  let depth = 0;
  for (let at = 0; at < text.length && depth <= DEEPEST; at++) {
    const code = text.charCodeAt(at);
    if (code === 91 || code === 123) depth++;
    else if (code === 93 || code === 125) depth--;
  }
  if (depth > DEEPEST) throw new MalformedUpdate('nested too deep');
  JSON.parse(text);
}

/** Passes over one value of lib0's `any` encoding (lib0/decoding.js, readAny). */
function skipAny(decoder: decoding.Decoder, depth: number): void {
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
      decoding.readVarString(decoder);
      return;
    case 118:
      for (let left = count(decoder); left > 0; left--) {
        decoding.readVarString(decoder);
        skipAny(decoder, depth + 1);
      }
      return;
    case 117:
      for (let left = count(decoder); left > 0; left--) skipAny(decoder, depth + 1);
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
