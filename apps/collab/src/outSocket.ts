import type { Connection } from '@hocuspocus/server';
import type { WebSocket } from 'ws';
import { Backlog } from './backlog.ts';
import { CloseCode } from './messages.ts';
import type { PartedMessage } from './opening.ts';
import type { PresenceDoor } from './presence.ts';

/** What may come on one socket before its paper is open (bytes): one large edit, or many small ones. */
const MOST_EARLY = 2 << 20;
/** Presences of one connection that wait for an edit; more are shown at once. */
const MOST_HELD = 16;
/** How often a client may ask for the whole of a paper within `STEPS_WITHIN` milliseconds: each answer is work for everybody. */
const MOST_STEPS = 30;
const STEPS_WITHIN = 60_000;

/** How an edit came: as an answer to a sync step, or by itself (y-protocols, sync.js). */
export type EditKind = 1 | 2;

/** Takes the edits of one open paper, in order (EditDoor); `underWay` ends when the last of them is answered, null when all are. */
type EditTaker = { take(kind: EditKind, bytes: Uint8Array): void; readonly underWay: Promise<void> | null };

/** Answers a client's question what it lacks (Opening). */
type Answerer = { answer(connection: Connection, vector: Uint8Array): PartedMessage[] };

type Early = { edits: { kind: EditKind; bytes: Uint8Array }[]; presence: Uint8Array | null; step: Uint8Array | null; bytes: number };

/** One paper open on a socket; `held` is how many presences wait for an edit, `steps` how often it was asked for since `since`. */
type OpenPaper = {
  connection: Connection;
  presence: PresenceDoor;
  edits: EditTaker;
  opening: Answerer;
  held: number;
  steps: number;
  since: number;
};

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
  readonly #backlog: Backlog;

  constructor(ws: WebSocket) {
    this.ws = ws;
    this.#backlog = new Backlog(ws);
  }

  get readyState(): number {
    return this.ws.readyState;
  }

  /** A paper is open for this socket from now on. */
  enter(connection: Connection, presence: PresenceDoor, edits: EditTaker, opening: Answerer): void {
    const { name } = connection.document;
    this.entered = true;
    this.#open.set(name, { connection, presence, edits, opening, held: 0, steps: 0, since: performance.now() });
    const early = this.#early.get(name);
    if (early === undefined) return;
    this.#early.delete(name);
    this.#earlyBytes -= early.bytes;
    if (early.step !== null) this.#answerEarly(name, early.step);
    for (const { kind, bytes } of early.edits) edits.take(kind, bytes);
    if (early.presence !== null) this.takePresence(name, early.presence);
  }

  #answerEarly(name: string, vector: Uint8Array): void {
    try {
      this.takeStep(name, vector);
    } catch {
      this.close(CloseCode.malformed, 'not a state');
    }
  }

  leave(connection: Connection): void {
    if (this.#open.get(connection.document.name)?.connection === connection) this.#open.delete(connection.document.name);
  }

  /** Tells a client what it lacks; the first answer counts against no limit. False: the socket should be closed for asking. Throws for no state vector. */
  takeStep(name: string, vector: Uint8Array): boolean {
    const open = this.#open.get(name);
    if (open === undefined) return this.#keep(name, vector, (early) => (early.step = vector));
    const now = performance.now();
    if (now - open.since > STEPS_WITHIN) Object.assign(open, { since: now, steps: Math.min(open.steps, 1) });
    if (++open.steps > MOST_STEPS) return false;
    const frames = open.opening.answer(open.connection, vector).flatMap(([head, body]) => partedFrame(this.outward(head), body));
    this.flush();
    if (open.steps === 1) this.#backlog.writeFirst(frames);
    else this.#backlog.write(frames);
    return true;
  }

  /** A message as this client reads it. */
  protected outward(message: Uint8Array): Uint8Array {
    return message;
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
    const early = this.#early.get(name) ?? { edits: [], presence: null, step: null, bytes: 0 };
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
    // One that is not read from would not hear the client's goodbye, and stand for half a minute.
    if (this.ws.isPaused) this.ws.resume();
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
    this.#backlog.write(frames);
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

let lastMessage: Uint8Array | null = null;
let lastFrame: Buffer | null = null;

/** A binary WebSocket frame, unmasked, in one piece (RFC 6455, 5.2); the last one is kept for the next recipient. */
export function frameOf(message: Uint8Array): Buffer {
  if (message === lastMessage && lastFrame !== null) return lastFrame;
  const [frame] = partedFrame(message, NOTHING) as [Buffer];
  lastMessage = message;
  lastFrame = frame;
  return frame;
}

const NOTHING = new Uint8Array();

/** The same of a message in two parts, of which the second is not copied. */
function partedFrame(head: Uint8Array, body: Uint8Array): Buffer[] {
  const size = head.length + body.length;
  const start = size < 126 ? 2 : size < 65536 ? 4 : 10;
  const own = Buffer.allocUnsafe(start + head.length);
  own[0] = 0x82;
  if (start === 2) own[1] = size;
  else if (start === 4) {
    own[1] = 126;
    own.writeUInt16BE(size, 2);
  } else {
    own[1] = 127;
    own.writeBigUInt64BE(BigInt(size), 2);
  }
  own.set(head, start);
  if (body.length === 0) return [own];
  return [own, body instanceof Buffer ? body : Buffer.from(body.buffer, body.byteOffset, body.length)];
}
