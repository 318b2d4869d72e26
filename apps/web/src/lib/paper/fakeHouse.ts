import { clone, createDecoder, peekVarUint, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarInt, writeVarString, writeVarUint } from 'lib0/encoding';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import { applyUpdate, Doc, encodeStateAsUpdate, snapshot, snapshotContainsUpdate } from 'yjs';

/** How the server meets what a client sends; tests change it in the middle of a conversation. */
export type Manners = {
  /** `hold`: neither applied nor answered, like a server whose database is away. */
  edits: 'store' | 'hold' | 'refuse';
  /** Null lets people in; otherwise the reason they are turned away with. */
  turnAway: string | null;
  readOnly: boolean;
  /** False: nobody answers, as when the network is gone. */
  reachable: boolean;
};

/**
 * For tests: a server that speaks the Hocuspocus protocol within this process, with sockets that a provider takes for
 * WebSockets. Everything arrives in order and a turn of the event loop later.
 */
export class FakeHouse {
  readonly doc = new Doc();
  readonly manners: Manners = { edits: 'store', turnAway: null, readOnly: false, reachable: true };
  /** Every update and step 2 that came with something in it. */
  readonly received: Uint8Array[] = [];
  readonly open = new Set<FakeSocket>();
  readonly Socket: typeof WebSocket;

  constructor() {
    // Each socket finds its house through the class it was made from.
    const house = new WeakRef(this);
    this.Socket = class extends FakeSocket {
      constructor(url: string | URL) {
        const found = house.deref();
        if (found === undefined) throw new RangeError('The house is gone');
        super(String(url), found);
      }
    } as unknown as typeof WebSocket;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      for (const socket of this.open) {
        if (socket !== origin && socket.document !== null) socket.sendSync(update);
      }
    });
  }

  /** Whether the update builds on something that came neither here nor on its own socket; the true server refuses it. */
  lacksWhatItHangsOn(update: Uint8Array, underWay: readonly Uint8Array[]): boolean {
    const trial = new Doc();
    for (const each of [encodeStateAsUpdate(this.doc), ...underWay, update]) applyUpdate(trial, each);
    return trial.store.pendingStructs !== null;
  }

  /** Cuts every socket, as a killed process does; `code` as in CloseEvent. */
  cut(code = 1006, reason = ''): void {
    for (const socket of [...this.open]) socket.end(code, reason);
  }
}

/** One such socket. */
export class FakeSocket extends EventTarget {
  binaryType = 'arraybuffer';
  readyState = 0;
  document: string | null = null;
  private pending: string | null = null;
  private readonly held: Uint8Array[] = [];

  constructor(
    readonly url: string,
    readonly house: FakeHouse,
  ) {
    super();
    setTimeout(() => {
      if (this.readyState !== 0) return;
      if (!house.manners.reachable) {
        this.dispatchEvent(new Event('error'));
        return this.end(1006, '');
      }
      this.readyState = 1;
      house.open.add(this);
      this.dispatchEvent(new Event('open'));
    });
  }

  send(data: Uint8Array): void {
    if (this.readyState !== 1) throw new Error('The socket is not open');
    const bytes = data.slice();
    setTimeout(() => {
      if (this.readyState === 1 && this.house.manners.reachable) this.hear(bytes);
    });
  }

  close(): void {
    if (this.readyState >= 2) return;
    this.readyState = 2;
    setTimeout(() => this.end(1000, ''));
  }

  end(code: number, reason: string): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.house.open.delete(this);
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason }));
  }

  /** Sends an update, or without one asks for what the client has. */
  sendSync(update?: Uint8Array): void {
    this.say(0, (encoder) => (update === undefined ? writeSyncStep1(encoder, this.house.doc) : writeUpdate(encoder, update)));
  }

  /** Sends a stateless message, or with type 7 the reason why the document is closed. */
  sayString(type: 5 | 7, text: string): void {
    this.say(type, (encoder) => writeVarString(encoder, text));
    // After that the server knows nothing of the document on this socket.
    if (type === 7) this.document = null;
  }

  private hear(bytes: Uint8Array): void {
    const decoder = createDecoder(bytes);
    const name = readVarString(decoder);
    const type = readVarUint(decoder);
    const { manners } = this.house;
    if (type === 2) {
      this.pending = name;
      if (manners.turnAway !== null) {
        const reason = manners.turnAway;
        return this.say(2, (encoder) => {
          writeVarUint(encoder, 1);
          writeVarString(encoder, reason);
        });
      }
      this.document = name;
      return this.say(2, (encoder) => {
        writeVarUint(encoder, 2);
        writeVarString(encoder, manners.readOnly ? 'readonly' : 'read-write');
      });
    }
    if (type !== 0 || this.document === null) return;
    if (peekVarUint(decoder) === 0) {
      this.say(0, (encoder) => readSyncMessage(decoder, encoder, this.house.doc, this));
      return this.sendSync();
    }
    const rest = clone(decoder);
    readVarUint(rest);
    const update = readVarUint8Array(rest);
    const news = !snapshotContainsUpdate(snapshot(this.house.doc), update);
    if (news) this.house.received.push(update);
    if (manners.edits === 'hold') {
      this.held.push(update);
      return;
    }
    const stored = (manners.edits === 'store' && !this.house.lacksWhatItHangsOn(update, this.held)) || !news;
    if (stored) readSyncMessage(decoder, createEncoder(), this.house.doc, this);
    this.say(8, (encoder) => writeVarInt(encoder, stored ? 1 : 0));
  }

  private say(type: number, write: (encoder: ReturnType<typeof createEncoder>) => void): void {
    const encoder = createEncoder();
    writeVarString(encoder, this.document ?? this.pending ?? '');
    writeVarUint(encoder, type);
    write(encoder);
    const data = toUint8Array(encoder).slice().buffer;
    setTimeout(() => {
      if (this.readyState === 1 && this.house.manners.reachable) {
        this.dispatchEvent(Object.assign(new Event('message'), { data }));
      }
    });
  }
}
