import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { characterUpdate, emptyStateVector, emptyUpdate, scanUpdate } from './update.ts';

/** How a server is spoken to: the Hocuspocus protocol acknowledges an edit, y-websocket's does not. */
export type Protocol = 'hocuspocus' | 'y-websocket';

/** Where one person sits down: the socket's address, the document's name and the person's token. */
export type Seat = { readonly url: string; readonly document: string; readonly token: string };

type Edit = { readonly at: number; unseenBy: number; acknowledged: boolean };

// Message types of @hocuspocus/server 4.7 (src/types.ts, MessageType); y-websocket knows the first two.
const message = { sync: 0, awareness: 1, auth: 2, syncReply: 4, syncStatus: 8, ping: 9, pong: 10 } as const;
const providerVersion = '4.7.0';

/** What the clients of one workload share: who sent which edit when, and who has seen it. Times are milliseconds. */
export class Ledger {
  readonly clients = new Map<number, Client>();
  /** From the keystroke until the last other client had it. */
  seenByAll: number[] = [];
  /** From the keystroke until the server had acknowledged it (y-websocket: until its echo came back). */
  acknowledged: number[] = [];
  sent = 0;
  delivered = 0;
  frames = 0;
  refused = 0;
  counting = true;

  reset(): void {
    this.seenByAll = [];
    this.acknowledged = [];
    this.sent = this.delivered = this.frames = this.refused = 0;
    this.counting = true;
  }
}

/**
 * One person at one screen. With `doc` it keeps a real Y.Doc and applies all it is sent; without, it writes one-character
 * updates by hand and only lists what an update carries.
 */
export class Client {
  readonly id: number;
  /** Own edits that not every other client has seen, by clock. */
  readonly pending = new Map<number, Edit>();
  open = false;
  onAcknowledged: ((clock: number) => void) | null = null;
  readonly doc: Y.Doc | null;
  readonly #protocol: Protocol;
  readonly #seat: () => Promise<Seat>;
  readonly #ledger: Ledger;
  readonly #others: number;
  #socket: WebSocket | null = null;
  #prefix = new Uint8Array();
  #clock = 0;
  #presenceClock = 0;
  #text: Y.XmlText | null = null;
  // What waits for its SyncStatus, in order: the clock of an edit, or -1 for an answer to the server's sync step.
  #waiting: number[] = [];
  #settleConnect: ((error?: Error) => void) | null = null;
  #wholeState: (() => void) | null = null;

  constructor(options: { protocol: Protocol; seat: () => Promise<Seat>; doc: boolean; ledger?: Ledger; others?: number }) {
    this.#protocol = options.protocol;
    this.#seat = options.seat;
    this.#ledger = options.ledger ?? new Ledger();
    this.#others = options.others ?? 0;
    this.doc = options.doc ? new Y.Doc() : null;
    this.id = this.doc?.clientID ?? 1 + Math.floor(Math.random() * 0x7ffffffe);
    this.#ledger.clients.set(this.id, this);
    this.doc?.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#sendEdit(update);
    });
  }

  /** Connects (again) and resolves with the milliseconds until the server's state was here. Rejects when it cannot. */
  async connect(timeoutSeconds = 30): Promise<number> {
    const { url, document, token } = await this.#seat();
    const started = performance.now();
    const address = encoding.createEncoder();
    if (this.#protocol === 'hocuspocus') encoding.writeVarString(address, document);
    this.#prefix = encoding.toUint8Array(address);
    this.#waiting = [];
    const socket = new WebSocket(url, { perMessageDeflate: false, skipUTF8Validation: true, maxPayload: 512 * 1024 * 1024 });
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => this.#settleConnect?.(new Error(`not synced after ${timeoutSeconds} s`)), timeoutSeconds * 1000);
      this.#settleConnect = (error) => {
        clearTimeout(timer);
        this.#settleConnect = null;
        if (error) reject(error);
        else resolve();
      };
      socket.on('open', () => {
        this.open = true;
        this.#hello(token);
      });
      socket.on('message', (data: Buffer) => {
        if (this.#socket === socket) this.#receive(data);
      });
      socket.on('error', (error) => this.#settleConnect?.(error));
      socket.on('close', (code, reason) => {
        if (this.#socket !== socket) return;
        this.open = false;
        this.#settleConnect?.(new Error(`closed with ${code} ${reason.toString()} before sync`));
      });
    });
    return performance.now() - started;
  }

  /** One keystroke: one character at the end of this client's own paragraph. */
  type(character = 'x'): void {
    if (!this.doc) {
      const clock = this.#clock++;
      this.#sendEdit(characterUpdate(this.id, clock, character), clock);
      return;
    }
    this.#text ??= this.#startParagraph(this.doc);
    this.#text.insert(this.#text.length, character);
  }

  /** Presence as an editor sends it after each keystroke: a user and a cursor. */
  showCursor(): void {
    const place = { type: null, tname: 'default', item: { client: this.id, clock: this.#presenceClock }, assoc: 0 };
    const state = JSON.stringify({ user: { name: `Person ${this.id}`, color: '#30bced' }, cursor: { anchor: place, head: place } });
    this.#presenceClock += 1;
    const presence = encoding.createEncoder();
    encoding.writeVarUint(presence, 1);
    encoding.writeVarUint(presence, this.id);
    encoding.writeVarUint(presence, this.#presenceClock);
    encoding.writeVarString(presence, state);
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, message.awareness);
      encoding.writeVarUint8Array(encoder, encoding.toUint8Array(presence));
    });
  }

  /** Sends a whole document's state as one update; resolves when it is acknowledged, or when its echo comes. */
  async pushState(update: Uint8Array, timeoutSeconds = 30): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the state was not acknowledged')), timeoutSeconds * 1000);
      this.#wholeState = () => {
        clearTimeout(timer);
        this.#wholeState = null;
        resolve();
      };
      this.#sendUpdate(update, -2);
    });
  }

  /** Cuts the connection without a goodbye. */
  cut(): void {
    const socket = this.#socket;
    this.open = false;
    this.#socket = null;
    socket?.terminate();
  }

  /** Says goodbye and forgets the document. */
  async leave(): Promise<void> {
    const socket = this.#socket;
    this.open = false;
    this.#socket = null;
    if (socket && socket.readyState !== WebSocket.CLOSED) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => socket.terminate(), 2000);
        socket.once('close', () => {
          clearTimeout(timer);
          resolve();
        });
        socket.close(1000);
      });
    }
    this.doc?.destroy();
  }

  #startParagraph(doc: Y.Doc): Y.XmlText {
    const text = new Y.XmlText();
    doc.transact(() => {
      const section = new Y.XmlElement('section');
      section.setAttribute('kind', 'background');
      section.setAttribute('id', `of-${this.id}`);
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [text]);
      section.insert(0, [paragraph]);
      doc.getXmlFragment('default').push([section]);
    });
    return text;
  }

  #hello(token: string): void {
    if (this.#protocol === 'hocuspocus') {
      this.#send((encoder) => {
        encoding.writeVarUint(encoder, message.auth);
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarString(encoder, token);
        encoding.writeVarString(encoder, providerVersion);
      });
    }
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, message.sync);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint8Array(encoder, this.doc ? Y.encodeStateVector(this.doc) : emptyStateVector);
    });
  }

  #send(write: (encoder: encoding.Encoder) => void): void {
    if (!this.open) return;
    const encoder = encoding.createEncoder();
    encoding.writeUint8Array(encoder, this.#prefix);
    write(encoder);
    this.#socket?.send(encoding.toUint8Array(encoder));
  }

  #sendUpdate(update: Uint8Array, waitsAs: number): void {
    if (!this.open) return;
    if (this.#protocol === 'hocuspocus') this.#waiting.push(waitsAs);
    this.#send((encoder) => {
      encoding.writeVarUint(encoder, message.sync);
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint8Array(encoder, update);
    });
  }

  #sendEdit(update: Uint8Array, knownClock?: number): void {
    let clock = knownClock ?? -1;
    if (knownClock === undefined) {
      scanUpdate(update, (client, first) => {
        if (client === this.id && clock < 0) clock = first;
      });
    }
    if (clock >= 0) {
      this.pending.set(clock, { at: performance.now(), unseenBy: this.#others, acknowledged: false });
      this.#ledger.sent += 1;
    }
    this.#sendUpdate(update, clock);
  }

  #receive(data: Buffer): void {
    this.#ledger.frames += 1;
    const decoder = decoding.createDecoder(data);
    if (this.#protocol === 'hocuspocus') decoding.readVarString(decoder);
    switch (decoding.readVarUint(decoder)) {
      case message.sync:
      case message.syncReply:
        this.#receiveSync(decoder);
        break;
      case message.auth:
        if (decoding.readVarUint(decoder) === 1) this.#settleConnect?.(new Error(`denied: ${decoding.readVarString(decoder)}`));
        break;
      case message.syncStatus:
        this.#receiveStatus(decoding.readVarUint(decoder) === 1);
        break;
      case message.ping:
        this.#send((encoder) => encoding.writeVarUint(encoder, message.pong));
        break;
    }
  }

  #receiveSync(decoder: decoding.Decoder): void {
    const step = decoding.readVarUint(decoder);
    const body = decoding.readVarUint8Array(decoder);
    if (step === 0) {
      if (this.#protocol === 'hocuspocus') this.#waiting.push(-1);
      this.#send((encoder) => {
        encoding.writeVarUint(encoder, message.sync);
        encoding.writeVarUint(encoder, 1);
        encoding.writeVarUint8Array(encoder, this.doc ? Y.encodeStateAsUpdate(this.doc, body) : emptyUpdate);
      });
      return;
    }
    if (this.doc) Y.applyUpdate(this.doc, body, this);
    if (step === 1) this.#settleConnect?.();
    else if (this.#protocol !== 'hocuspocus') this.#wholeState?.();
    const now = performance.now();
    scanUpdate(body, (client, clock, length) => this.#see(client, clock, length, now));
  }

  #see(client: number, first: number, length: number, now: number): void {
    if (client === this.id) {
      if (this.#protocol === 'y-websocket') for (let clock = first; clock < first + length; clock++) this.#acknowledge(clock);
      return;
    }
    const author = this.#ledger.clients.get(client);
    if (!author) return;
    for (let clock = first; clock < first + length; clock++) {
      const edit = author.pending.get(clock);
      if (!edit || edit.unseenBy === 0) continue;
      this.#ledger.delivered += 1;
      edit.unseenBy -= 1;
      if (edit.unseenBy > 0) continue;
      if (this.#ledger.counting) this.#ledger.seenByAll.push(now - edit.at);
      if (edit.acknowledged) author.pending.delete(clock);
    }
  }

  #receiveStatus(saved: boolean): void {
    const clock = this.#waiting.shift();
    if (!saved) this.#ledger.refused += 1;
    if (clock === -2) this.#wholeState?.();
    if (clock !== undefined && clock >= 0 && saved) this.#acknowledge(clock);
  }

  #acknowledge(clock: number): void {
    const edit = this.pending.get(clock);
    if (!edit || edit.acknowledged) return;
    edit.acknowledged = true;
    if (this.#ledger.counting) this.#ledger.acknowledged.push(performance.now() - edit.at);
    if (edit.unseenBy === 0) this.pending.delete(clock);
    this.onAcknowledged?.(clock);
  }
}
