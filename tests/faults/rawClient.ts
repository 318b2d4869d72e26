import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import * as Y from 'yjs';

/** Message types of the Hocuspocus protocol, as they stand on the wire. */
export const wire = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  syncReply: 4,
  stateless: 5,
  broadcastStateless: 6,
  close: 7,
  syncStatus: 8,
} as const;

export type Presence = { clock: number; state: { user?: { id: string; name: string } } | null };

/**
 * A client that says exactly what a test wants said, true or false, and notes what it hears. Waiting is for events:
 * `until` resolves when its condition holds after some message. Several speak over one socket when they are given its `ws`.
 */
export class RawClient {
  readonly doc: Y.Doc;
  readonly acks: boolean[] = [];
  readonly presences = new Map<number, Presence>();
  readonly stateless: string[] = [];
  auth: { ok: boolean; word: string } | null = null;
  closed: { code: number; reason: string } | null = null;
  /** Why the server ended this paper on a socket that stays open. */
  ended: string | null = null;
  synced = false;
  /** What the server said it has, when it asked for what it has not; null before. */
  serverVector: Uint8Array | null = null;
  readonly ws: WebSocket;
  readonly name: string;
  #waiting: { holds: () => boolean; resolve: () => void }[] = [];

  constructor(
    url: string,
    name: string,
    { doc = new Y.Doc(), ws, ...options }: { headers?: Record<string, string>; origin?: string; doc?: Y.Doc; ws?: WebSocket } = {},
  ) {
    this.name = name;
    this.doc = doc;
    this.ws = ws ?? new WebSocket(url, { maxPayload: 1 << 30, ...options });
    this.ws.on('message', (data: Buffer) => this.#hear(new Uint8Array(data)));
    this.ws.on('close', (code, reason) => this.#note(() => (this.closed = { code, reason: reason.toString() })));
    this.ws.on('error', () => {});
  }

  opened(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.ws.readyState === WebSocket.OPEN) return resolve();
      this.ws.once('open', () => resolve());
      this.ws.once('error', reject);
    });
  }

  /** Signs in and, when that went well, asks for the text and sends what this client has. */
  async enter(token: string): Promise<this> {
    await this.opened();
    this.send(wire.auth, (e) => {
      encoding.writeVarUint(e, 0);
      encoding.writeVarString(e, token);
    });
    await this.until(() => this.auth !== null || this.closed !== null);
    if (this.auth?.ok === true) {
      this.sendSync(0, Y.encodeStateVector(this.doc));
      await this.until(() => this.synced || this.closed !== null);
    }
    return this;
  }

  /** From now on every edit of `doc` that is not from the server is sent. */
  connectDoc(): this {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this && this.ws.readyState === WebSocket.OPEN) this.sendSync(2, update);
    });
    return this;
  }

  send(type: number, write: (encoder: encoding.Encoder) => void = () => {}): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, this.name);
    encoding.writeVarUint(encoder, type);
    write(encoder);
    this.ws.send(encoding.toUint8Array(encoder));
  }

  /** Sync type 0: a state vector; 1: an answer to one; 2: an update. */
  sendSync(type: 0 | 1 | 2, payload: Uint8Array, message: number = wire.sync): void {
    this.send(message, (e) => {
      encoding.writeVarUint(e, type);
      encoding.writeVarUint8Array(e, payload);
    });
  }

  sendPresence(entries: [client: number, clock: number, state: unknown][]): void {
    this.send(wire.awareness, (e) => encoding.writeVarUint8Array(e, presenceUpdate(entries)));
  }

  /** Resolves when `holds`, looked at now and after every message; rejects after a minute. */
  until(holds: () => boolean, what = holds.toString()): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`did not come true: ${what}; closed ${JSON.stringify(this.closed)}, auth ${JSON.stringify(this.auth)}`)),
        60_000,
      );
      this.#waiting.push({
        holds,
        resolve: () => {
          clearTimeout(timer);
          resolve();
        },
      });
    });
  }

  text(): string {
    return this.doc.getXmlFragment('default').toString();
  }

  leave(): void {
    this.ws.terminate();
  }

  #note(change: () => void): void {
    change();
    this.#waiting = this.#waiting.filter(({ holds, resolve }) => {
      if (!holds()) return true;
      resolve();
      return false;
    });
  }

  #hear(data: Uint8Array): void {
    const decoder = decoding.createDecoder(data);
    if (decoding.readVarString(decoder) !== this.name) return;
    const type = decoding.readVarUint(decoder);
    this.#note(() => {
      if (type === wire.sync || type === wire.syncReply) this.#hearSync(decoder);
      else if (type === wire.syncStatus) this.acks.push(decoding.readVarInt(decoder) === 1);
      else if (type === wire.close) this.ended = decoding.readVarString(decoder);
      else if (type === wire.stateless) this.stateless.push(decoding.readVarString(decoder));
      else if (type === wire.awareness) this.#hearPresence(decoding.createDecoder(decoding.readVarUint8Array(decoder)));
      else if (type === wire.auth) {
        const word = decoding.readVarUint(decoder);
        this.auth = { ok: word === 2, word: decoding.hasContent(decoder) ? decoding.readVarString(decoder) : '' };
      }
    });
  }

  #hearSync(decoder: decoding.Decoder): void {
    const step = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (step === 0) this.serverVector = payload;
    if (step === 0) return;
    Y.applyUpdate(this.doc, payload, this);
    if (step === 1) this.synced = true;
  }

  #hearPresence(decoder: decoding.Decoder): void {
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const client = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      this.presences.set(client, { clock, state: JSON.parse(decoding.readVarString(decoder)) as Presence['state'] });
    }
  }
}

function presenceUpdate(entries: [client: number, clock: number, state: unknown][]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const [client, clock, state] of entries) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, JSON.stringify(state));
  }
  return encoding.toUint8Array(encoder);
}
