import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import * as decoding from 'lib0/decoding';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Hocuspocus } from '@hocuspocus/server';
import type { Context } from './context.ts';
import { EditLane } from './livePaper.ts';
import { CloseCode, Message } from './messages.ts';
import { OutSocket } from './outSocket.ts';
import { YWebsocketSocket } from './yWebsocketSocket.ts';

/** The largest message: an edit of 1 MB and what stands around it. A larger one closes the socket with 1009. */
const LARGEST_MESSAGE = (1 << 20) + 4096;
export type DoorOptions = {
  cookieName: string;
  /** Whether an Origin is the house's own, for a request sent to this host. */
  isOwnOrigin: (origin: string, host: string | undefined) => boolean;
  /** Whether the demo's people are somebody to this request. */
  demoFor: (request: IncomingMessage) => boolean;
  /** A client's address, as the process sees it (X-Forwarded-For is its business). */
  addressOf: (request: IncomingMessage) => string;
  /** Open sockets of one address, above which a new one is answered with 429. */
  mostSocketsPerAddress: number;
  /** Time to sign in after the socket has opened (ms). */
  timeToSignIn: number;
};

/** Where sockets come in: who may open one at all, and which protocol it speaks. */
export class Door {
  readonly #hocuspocus: Hocuspocus<Context>;
  readonly #options: DoorOptions;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE, perMessageDeflate: false, clientTracking: true });
  readonly #perAddress = new Map<string, number>();

  constructor(hocuspocus: Hocuspocus<Context>, options: DoorOptions) {
    this.#hocuspocus = hocuspocus;
    this.#options = options;
    // What ws answers by itself, with the header that every answer of the house has.
    this.#server.on('headers', (headers) => headers.push(NO_SNIFF));
    this.#server.on('wsClientError', (_, socket) => turnAway(socket, '400 Bad Request', 'malformed'));
  }

  get sockets(): number {
    return this.#server.clients.size;
  }

  /** Answers an HTTP upgrade; false where the path is not one of ours. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const url = new URL(request.url ?? '/', 'http://house');
    const name = url.pathname.startsWith('/y-websocket/') ? decoded(url.pathname.slice('/y-websocket/'.length)) : null;
    if (url.pathname !== '/collab' && name === null) return false;
    const cookie = readCookie(request.headers.cookie, this.#options.cookieName);
    const address = this.#options.addressOf(request);
    if (cookie !== null && !this.#isOwnOrigin(request)) return turnAway(socket, '403 Forbidden', 'foreign_origin');
    if ((this.#perAddress.get(address) ?? 0) >= this.#options.mostSocketsPerAddress)
      return turnAway(socket, '429 Too Many Requests', 'too_many_sockets');
    this.#server.handleUpgrade(request, socket, head, (ws) => {
      this.#count(ws, address);
      const schema = namedSchema(url.searchParams.get('schema'));
      if (Number.isNaN(schema)) return ws.close(CloseCode.outdated, 'schema');
      const came = { cookie: hashOf(cookie), schema, demo: this.#options.demoFor(request) };
      this.#welcome(ws, name, came, url.searchParams.get('token') ?? '');
    });
    return true;
  }

  /** Tells every client to come back, and waits until they are gone or `patience` (ms) is over. */
  async close(patience: number): Promise<void> {
    for (const ws of this.#server.clients) ws.close(CloseCode.goingAway, 'restarting');
    const end = performance.now() + patience;
    while (this.#server.clients.size > 0 && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
    for (const ws of this.#server.clients) ws.terminate();
  }

  #isOwnOrigin(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    return origin !== undefined && this.#options.isOwnOrigin(origin, host);
  }

  #count(ws: WebSocket, address: string): void {
    this.#perAddress.set(address, (this.#perAddress.get(address) ?? 0) + 1);
    ws.on('close', () => {
      const left = (this.#perAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#perAddress.set(address, left);
      else this.#perAddress.delete(address);
    });
    // ws closes the socket itself after an error (a frame that is too large: 1009); unheard, it would end the process.
    ws.on('error', () => {});
  }

  #welcome(ws: WebSocket, yWebsocketName: string | null, came: Pick<Context, 'cookie' | 'schema' | 'demo'>, token: string): void {
    const plain = yWebsocketName === null ? null : new YWebsocketSocket(ws, yWebsocketName);
    const socket = plain ?? new OutSocket(ws);
    const connection = this.#hocuspocus.handleConnection(socket, REQUEST, { ...NOBODY, ...came, socket });
    const timer = setTimeout(() => socket.entered || socket.close(CloseCode.tooSlowToSignIn, 'not_signed_in'), this.#options.timeToSignIn);
    ws.on('message', (data: Buffer, isBinary: boolean) => {
      // What still comes on a socket that is being closed is not taken any more.
      if (ws.readyState !== ws.OPEN) return;
      try {
        if (!isBinary) throw new RangeError('text');
        const frame = plain === null ? data : plain.inward(data);
        if (!look(socket, connection, frame)) connection.handleMessage(frame);
      } catch {
        socket.close(CloseCode.malformed, 'not a message');
      }
    });
    ws.on('close', (code, reason) => {
      clearTimeout(timer);
      connection.handleClose({ code, reason: reason.toString() });
    });
    if (plain !== null) connection.handleMessage(plain.signIn(token));
  }
}

/**
 * Looks at a frame before Hocuspocus does. An edit is handed to the log at once and passed on; presence stays here, because
 * Hocuspocus makes a document for each (docs/decisions/005-append-path.md). True: nothing is left to pass on.
 */
function look(socket: OutSocket, client: { lastMessageReceivedAt: number }, frame: Uint8Array): boolean {
  const decoder = decoding.createDecoder(frame);
  const key = decoding.readVarString(decoder);
  const type = decoding.readVarUint(decoder);
  const separator = key.indexOf('\0');
  const name = separator === -1 ? key : key.slice(0, separator);
  if (type === Message.awareness) {
    client.lastMessageReceivedAt = Date.now();
    if (!socket.takePresence(name, decoding.readVarUint8Array(decoder))) socket.close(CloseCode.flood, 'presence');
    return true;
  }
  if (type !== Message.sync && type !== Message.syncReply) return false;
  const kind = decoding.readVarUint(decoder);
  if (kind !== 0 && kind !== 1 && kind !== 2) return false;
  client.lastMessageReceivedAt = Date.now();
  if (kind === 0) {
    if (!socket.takeStep(name, decoding.readVarUint8Array(decoder))) socket.close(CloseCode.flood, 'sync steps');
    return true;
  }
  if (!socket.takeEdit(name, kind, decoding.readVarUint8Array(decoder))) socket.close(CloseCode.flood, 'edits before sign-in');
  return true;
}

const NO_SNIFF = 'X-Content-Type-Options: nosniff';

/** Hocuspocus wants a request for every connection; nothing of the real one is needed after this door. */
const REQUEST = new Request('http://house/collab');
const NOBODY = {
  personId: '',
  name: '',
  credential: '',
  paperId: '',
  round: 0,
  lane: new EditLane('', ''),
  signedIn: { since: 0, open: false },
};

/** The schema that a client names; null where it names none, NaN where what it names is no number. */
function namedSchema(value: string | null): number | null {
  if (value === null) return null;
  return /^[1-9][0-9]{0,5}$/.test(value) ? Number(value) : NaN;
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=');
    if (pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return null;
}

function hashOf(cookie: string | null): string | null {
  return cookie === null ? null : createHash('sha256').update(cookie).digest('hex');
}

function turnAway(socket: Duplex, status: string, code: string): true {
  const body = JSON.stringify({ code, message: status.slice(4) });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n${NO_SNIFF}\r\nConnection: close\r\n\r\n${body}`,
  );
  return true;
}
