import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { PlannedEdit } from './plan.ts';

// Message types of @hocuspocus/server 4.7 (src/types.ts, MessageType).
const message = { sync: 0, auth: 2, syncReply: 4, syncStatus: 8, ping: 9, pong: 10 } as const;
// Edits that may be on their way at once: more than any network keeps waiting, less than would fill a socket's buffers.
const mostInFlight = 500;

/**
 * One author at one screen, with a real socket and a real Y.Doc: sends its planned edits in order, each as soon as what it
 * hangs on has arrived here, and applies what the others send.
 */
export class Author {
  readonly doc = new Y.Doc();
  saved = 0;
  /** Null while all is well: else why this author can write no more. */
  trouble: string | null = null;
  readonly #edits: readonly PlannedEdit[];
  readonly #prefix: Uint8Array;
  readonly #socket: WebSocket;
  readonly #synced: Promise<void>;
  #next = 0;
  #arrived: Uint8Array[] = [];
  // Answers to the server's sync steps are acknowledged too, in turn: true stands for an edit, false for such an answer.
  #waiting: boolean[] = [];
  #closing = false;

  constructor(seat: { url: string; document: string; token: string }, edits: readonly PlannedEdit[] = []) {
    this.#edits = edits;
    const address = encoding.createEncoder();
    encoding.writeVarString(address, seat.document);
    this.#prefix = encoding.toUint8Array(address);
    this.#socket = new WebSocket(seat.url, { perMessageDeflate: false, skipUTF8Validation: true });
    this.#synced = new Promise((resolve, reject) => {
      this.#socket.on('open', () => {
        this.#send(message.auth, 0, (encoder) => {
          encoding.writeVarString(encoder, seat.token);
          encoding.writeVarString(encoder, '4.7.0');
        });
        this.#send(message.sync, 0, (encoder) => encoding.writeVarUint8Array(encoder, Y.encodeStateVector(this.doc)));
      });
      this.#socket.on('message', (data: Buffer) => this.#receive(data, resolve, reject));
      this.#socket.on('error', reject);
      this.#socket.on('close', (code, reason) => {
        if (!this.#closing) this.trouble ??= `closed with ${code} ${reason.toString()}`;
        reject(new Error(this.trouble ?? 'closed'));
      });
    });
    this.#synced.catch(() => undefined);
  }

  /** Resolves when the server's text is here. */
  synced(): Promise<void> {
    return this.#synced;
  }

  /** Whether every edit of this author has been sent and acknowledged. */
  get done(): boolean {
    return this.saved === this.#edits.length;
  }

  /** Sends what can be sent now. */
  write(): void {
    if (this.#next < this.#edits.length) this.doc.transact(() => this.#writeReady(), this);
  }

  leave(): void {
    this.#closing = true;
    this.#socket.terminate();
    this.doc.destroy();
  }

  #writeReady(): void {
    for (; this.#waiting.length < mostInFlight; this.#next++) {
      const edit = this.#edits[this.#next];
      if (!edit || !edit.needs.every(([client, clock]) => Y.getState(this.doc.store, client) > clock)) return;
      Y.applyUpdate(this.doc, edit.bytes, this);
      this.#waiting.push(true);
      this.#send(message.sync, 2, (encoder) => encoding.writeVarUint8Array(encoder, edit.bytes));
    }
  }

  #send(type: number, step: number, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeUint8Array(encoder, this.#prefix);
    encoding.writeVarUint(encoder, type);
    encoding.writeVarUint(encoder, step);
    write(encoder);
    this.#socket.send(encoding.toUint8Array(encoder));
  }

  #receive(data: Buffer, synced: () => void, denied: (error: Error) => void): void {
    const decoder = decoding.createDecoder(data);
    decoding.readVarString(decoder);
    switch (decoding.readVarUint(decoder)) {
      case message.sync:
      case message.syncReply: {
        const step = decoding.readVarUint(decoder);
        const body = decoding.readVarUint8Array(decoder);
        if (step === 0) {
          this.#waiting.push(false);
          this.#send(message.sync, 1, (encoder) => encoding.writeVarUint8Array(encoder, Y.encodeStateAsUpdate(this.doc, body)));
          break;
        }
        // Whatever comes in one turn of the event loop is applied in one transaction: that is what makes eight readers affordable.
        if (this.#arrived.push(body) === 1) setImmediate(() => this.#apply());
        if (step === 1) setImmediate(synced);
        break;
      }
      case message.auth:
        if (decoding.readVarUint(decoder) === 1) denied(new Error(`denied: ${decoding.readVarString(decoder)}`));
        break;
      case message.syncStatus:
        if (decoding.readVarUint(decoder) !== 1) this.trouble ??= `edit ${this.saved} was refused`;
        else if (this.#waiting.shift() === true) this.saved += 1;
        if (this.#arrived.length === 0) this.write();
        break;
      case message.ping: {
        const encoder = encoding.createEncoder();
        encoding.writeUint8Array(encoder, this.#prefix);
        encoding.writeVarUint(encoder, message.pong);
        this.#socket.send(encoding.toUint8Array(encoder));
        break;
      }
    }
  }

  #apply(): void {
    const arrived = this.#arrived;
    this.#arrived = [];
    this.doc.transact(() => {
      for (const update of arrived) Y.applyUpdate(this.doc, update, this);
    }, this);
    this.write();
  }
}
