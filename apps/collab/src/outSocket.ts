import type { Connection } from '@hocuspocus/server';
import type { WebSocket } from 'ws';
import { CloseCode } from './messages.ts';
import type { PresenceDoor } from './presence.ts';

/** A reader this far behind (bytes) must connect anew: it costs less than what waits for it. */
const SLOWEST = 8 << 20;
/** What may come on one socket before its paper is open (bytes): one large edit, or many small ones. */
const MOST_EARLY = 2 << 20;
/** Presences of one connection that wait for an edit; more are shown at once. */
const MOST_HELD = 16;

/** How an edit came: as an answer to a sync step, or by itself (y-protocols, sync.js). */
export type EditKind = 1 | 2;

/** Takes the edits of one open paper, in order (EditDoor); `underWay` ends when the last of them is answered, null when all are. */
type EditTaker = { take(kind: EditKind, bytes: Uint8Array): void; readonly underWay: Promise<void> | null };

type Early = { edits: { kind: EditKind; bytes: Uint8Array }[]; presence: Uint8Array | null; bytes: number };

/** One paper open on a socket; `held` is how many presences wait for an edit. */
type OpenPaper = { connection: Connection; presence: PresenceDoor; edits: EditTaker; held: number };

/**
 * A socket as Hocuspocus sees it. A frame is built once per broadcast (every recipient gets the same bytes) and each socket
 * is written to once per turn of the event loop, which is where a plain server spends most of its time.
 */
export class OutSocket {
  readonly ws: WebSocket;
  /** Whether anybody has signed in on this socket; until then its time is short. */
  entered = false;
  /** The papers open on this socket, by document name. */
  readonly #open = new Map<string, OpenPaper>();
  /** What came before its paper was open, by document name, in order. */
  readonly #early = new Map<string, Early>();
  #earlyBytes = 0;
  #waiting: Buffer[] = [];

  constructor(ws: WebSocket) {
    this.ws = ws;
  }

  get readyState(): number {
    return this.ws.readyState;
  }

  /** A paper is open for this socket from now on. */
  enter(connection: Connection, presence: PresenceDoor, edits: EditTaker): void {
    const { name } = connection.document;
    this.entered = true;
    this.#open.set(name, { connection, presence, edits, held: 0 });
    const early = this.#early.get(name);
    if (early === undefined) return;
    this.#early.delete(name);
    this.#earlyBytes -= early.bytes;
    for (const { kind, bytes } of early.edits) edits.take(kind, bytes);
    if (early.presence !== null) this.takePresence(name, early.presence);
  }

  leave(connection: Connection): void {
    if (this.#open.get(connection.document.name)?.connection === connection) this.#open.delete(connection.document.name);
  }

  /** Takes an edit; one whose paper is not open yet waits for that. False: the socket should be closed for it. */
  takeEdit(name: string, kind: EditKind, bytes: Uint8Array): boolean {
    const open = this.#open.get(name);
    if (open === undefined) return this.#keep(name, bytes, (early) => early.edits.push({ kind, bytes }));
    open.edits.take(kind, bytes);
    return true;
  }

  /** Takes a presence for a paper. False: the socket should be closed for it. */
  takePresence(name: string, update: Uint8Array): boolean {
    const open = this.#open.get(name);
    return open === undefined ? this.#keep(name, update, (early) => (early.presence = update)) : this.#takeBehindEdit(open, update);
  }

  #keep(name: string, bytes: Uint8Array, put: (early: Early) => void): boolean {
    const early = this.#early.get(name) ?? { edits: [], presence: null, bytes: 0 };
    // An empty message takes room as well.
    const size = bytes.length + 64;
    early.bytes += size;
    this.#earlyBytes += size;
    if (this.#earlyBytes > MOST_EARLY) return false;
    put(early);
    this.#early.set(name, early);
    return true;
  }

  /**
   * A caret that comes right after an edit stands in text that the others get with the commit: it waits for that, and both
   * go out in one write to each socket.
   */
  #takeBehindEdit(open: OpenPaper, update: Uint8Array): boolean {
    const { underWay } = open.edits;
    if (underWay === null || open.held >= MOST_HELD) return open.presence.take(update);
    open.held++;
    void underWay.then(() => {
      open.held--;
      if (!open.presence.take(update)) this.close(CloseCode.flood, 'presence');
    });
    return true;
  }

  send(message: Uint8Array): void {
    this.write(frameOf(message));
  }

  /** Sends what waits, then closes. Codes are those of docs/decisions/005-append-path.md. */
  close(code?: number, reason?: string): void {
    this.flush();
    this.ws.close(code, reason);
  }

  protected write(frame: Buffer): void {
    this.#waiting.push(frame);
    schedule(this);
  }

  flush(): void {
    const frames = this.#waiting;
    if (frames.length === 0) return;
    this.#waiting = [];
    const stream = streamOf(this.ws);
    if (this.ws.readyState !== 1 || stream === null) return;
    if (stream.writableLength > SLOWEST) this.ws.terminate();
    else stream.write(frames.length === 1 ? frames[0]! : Buffer.concat(frames));
  }
}

const dirty = new Set<OutSocket>();

function schedule(socket: OutSocket): void {
  if (dirty.size === 0) setImmediate(flushAll);
  dirty.add(socket);
}

function flushAll(): void {
  const sockets = [...dirty];
  dirty.clear();
  for (const socket of sockets) socket.flush();
}

/** The stream under a ws socket. ws has no public way to write a frame that was built before (websockets/ws, lib/websocket.js). */
function streamOf(ws: WebSocket): (NodeJS.WritableStream & { writableLength: number }) | null {
  return (ws as unknown as { _socket: (NodeJS.WritableStream & { writableLength: number }) | null })._socket;
}

let lastMessage: Uint8Array | null = null;
let lastFrame: Buffer | null = null;

/** A binary WebSocket frame, unmasked, in one piece (RFC 6455, 5.2); the last one is kept for the next recipient. */
export function frameOf(message: Uint8Array): Buffer {
  if (message === lastMessage && lastFrame !== null) return lastFrame;
  const size = message.length;
  const head = size < 126 ? 2 : size < 65536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + size);
  frame[0] = 0x82;
  if (head === 2) frame[1] = size;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(size, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(size), 2);
  }
  frame.set(message, head);
  lastMessage = message;
  lastFrame = frame;
  return frame;
}
