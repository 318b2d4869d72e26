import { createDecoder, readVarInt, readVarString, readVarUint } from 'lib0/decoding';

/** What a Hocuspocus frame is, as far as the save state must know. `other` is anything it need not know. */
export type Frame =
  | { readonly kind: 'ask' }
  | { readonly kind: 'reply' }
  | { readonly kind: 'update' }
  | { readonly kind: 'status'; readonly stored: boolean }
  | { readonly kind: 'close'; readonly reason: string }
  | { readonly kind: 'other' };

const other: Frame = { kind: 'other' };

/** Message types of the Hocuspocus protocol (its server's types.ts) and of y-protocols/sync. */
const sync = 0;
const syncReply = 4;
const close = 7;
const status = 8;
const syncKinds = ['ask', 'reply', 'update'] as const;

/** Reads the head of one frame, outgoing or incoming; what cannot be read is `other`. */
export function readFrame(data: unknown): Frame {
  const bytes = bytesOf(data);
  if (bytes === null || bytes.length < 2) return other;
  try {
    const decoder = createDecoder(bytes);
    readVarString(decoder);
    const type = readVarUint(decoder);
    if (type === sync || type === syncReply) {
      const kind = syncKinds[readVarUint(decoder)];
      return kind === undefined ? other : { kind };
    }
    if (type === status) return { kind: 'status', stored: readVarInt(decoder) === 1 };
    if (type === close) return { kind: 'close', reason: readVarString(decoder) };
    return other;
  } catch {
    return other;
  }
}

function bytesOf(data: unknown): Uint8Array | null {
  if (data instanceof Uint8Array) return data;
  return data instanceof ArrayBuffer ? new Uint8Array(data) : null;
}
