import * as encoding from 'lib0/encoding';
import { OutgoingMessage, type Connection } from '@hocuspocus/server';
import * as Y from 'yjs';
import type { LivePaper } from './livePaper.ts';
import { Message } from './messages.ts';

/** An answer larger than this (bytes) is given as the whole state, which all who open the paper share. */
const OWN = 256 << 10;

/**
 * What a client is told that opens a paper. The frames' large part is made once for all: a paper of 10 MB costs a process the
 * same memory whether one or a hundred open it over slow lines, and its state is not worked out for each.
 */
export class Opening {
  readonly #live: LivePaper;
  /** The state that was sent last, for as long as somebody is still being sent it. */
  #shared: WeakRef<State> | null = null;

  constructor(live: LivePaper) {
    this.#live = live;
  }

  /**
   * Answers a sync step 1, whose `vector` says what the client has: messages in two parts each, which are sent as one. The
   * first is our sync step 2, then what was written since that was made, then our own sync step 1.
   */
  answer(connection: Connection, vector: Uint8Array): PartedMessage[] {
    const { doc } = this.#live;
    const { messageAddress } = connection;
    const ours = new OutgoingMessage(messageAddress).createSyncMessage().writeFirstSyncStepFor(connection.document).toUint8Array();
    const states = this.#statesFor(doc, vector);
    return [
      ...states.map((bytes, index): PartedMessage => [headOf(messageAddress, index === 0 ? 1 : 2, bytes.length), bytes]),
      [ours, NOTHING],
    ];
  }

  #statesFor(doc: Y.Doc, vector: Uint8Array): Uint8Array[] {
    if (!hasNothing(vector)) {
      const own = Y.encodeStateAsUpdate(doc, vector);
      if (own.length <= OWN) return [own];
    }
    const shared = this.#shared?.deref();
    if (shared?.number === this.#live.known) return [shared.bytes];
    if (shared !== undefined) {
      const since = Y.encodeStateAsUpdate(doc, shared.vector);
      if (since.length < Math.max(OWN, shared.bytes.length / 2)) return [shared.bytes, since];
    }
    const encoded = Y.encodeStateAsUpdate(doc);
    // The very object that a stream holds on to.
    const bytes = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.length);
    if (bytes.length > OWN) {
      const state = { bytes, vector: Y.encodeStateVector(doc), number: this.#live.known };
      states.set(bytes, state);
      this.#shared = new WeakRef(state);
    }
    return [bytes];
  }
}

/** A message in two parts: what is its own, and what it may share with others. */
export type PartedMessage = readonly [head: Uint8Array, body: Uint8Array];

type State = { bytes: Uint8Array; vector: Uint8Array; number: number };

/** Keeps a state for as long as its bytes wait in a stream. */
const states = new WeakMap<Uint8Array, State>();

const NOTHING = new Uint8Array();

function headOf(address: string, step: 1 | 2, length: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, address);
  encoding.writeVarUint(encoder, Message.sync);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint(encoder, length);
  return encoding.toUint8Array(encoder);
}

/** A state vector that names no client: that of a document in which nothing is. */
function hasNothing(vector: Uint8Array): boolean {
  return vector.length === 1 && vector[0] === 0;
}
