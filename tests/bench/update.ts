import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/** An update that carries nothing, and the state vector of an empty document. */
export const emptyUpdate = new Uint8Array([0, 0]);
export const emptyStateVector = new Uint8Array([0]);

/**
 * The Yjs update (format 1) of one character by `client` at `clock`, right after that client's previous character, in the
 * root type `thin`: what lets a client write without keeping a document.
 */
export function characterUpdate(client: number, clock: number, character: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, 1);
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
  if (clock === 0) {
    encoding.writeUint8(encoder, 4);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, 'thin');
  } else {
    encoding.writeUint8(encoder, 0x84);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock - 1);
  }
  encoding.writeVarString(encoder, character);
  encoding.writeVarUint(encoder, 0);
  return encoding.toUint8Array(encoder);
}

/** Calls `seen` for every struct of an update (format 1), gaps and collected ones left out. Throws on what it cannot read. */
export function scanUpdate(update: Uint8Array, seen: (client: number, clock: number, length: number) => void): void {
  const decoder = decoding.createDecoder(update);
  const groups = decoding.readVarUint(decoder);
  for (let group = 0; group < groups; group++) {
    const structs = decoding.readVarUint(decoder);
    const client = decoding.readVarUint(decoder);
    let clock = decoding.readVarUint(decoder);
    for (let index = 0; index < structs; index++) {
      const info = decoding.readUint8(decoder);
      const kind = info & 31;
      if (kind === 0 || kind === 10) {
        clock += decoding.readVarUint(decoder);
        continue;
      }
      skipPlace(decoder, info);
      const length = contentLength(decoder, kind);
      seen(client, clock, length);
      clock += length;
    }
  }
}

function skipPlace(decoder: decoding.Decoder, info: number): void {
  if (info & 0x80) skipId(decoder);
  if (info & 0x40) skipId(decoder);
  if ((info & 0xc0) !== 0) return;
  if (decoding.readVarUint(decoder) === 1) decoding.readVarString(decoder);
  else skipId(decoder);
  if (info & 0x20) decoding.readVarString(decoder);
}

function skipId(decoder: decoding.Decoder): void {
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
}

// The content kinds of yjs/src/structs/Item.js, `contentRefs`.
function contentLength(decoder: decoding.Decoder, kind: number): number {
  switch (kind) {
    case 1:
      return decoding.readVarUint(decoder);
    case 2:
      return repeat(decoder, decoding.readVarString);
    case 3:
      decoding.readVarUint8Array(decoder);
      return 1;
    case 4:
      return decoding.readVarString(decoder).length;
    case 5:
      decoding.readVarString(decoder);
      return 1;
    case 6:
      decoding.readVarString(decoder);
      decoding.readVarString(decoder);
      return 1;
    case 7: {
      const type = decoding.readVarUint(decoder);
      if (type === 3 || type === 5) decoding.readVarString(decoder);
      return 1;
    }
    case 8:
      return repeat(decoder, decoding.readAny);
    case 9:
      decoding.readVarString(decoder);
      decoding.readAny(decoder);
      return 1;
    default:
      throw new RangeError(`unknown content ${kind}`);
  }
}

function repeat(decoder: decoding.Decoder, readOne: (decoder: decoding.Decoder) => unknown): number {
  const count = decoding.readVarUint(decoder);
  for (let index = 0; index < count; index++) readOne(decoder);
  return count;
}
