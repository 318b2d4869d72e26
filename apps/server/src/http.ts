import { createServer, ServerResponse, type IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { isHttps } from '@samskriv/commands';
import { clientAddress, clientScheme, isStraightFromHere } from './clientAddress.ts';

/** Answers a request; `next` is for what it does not know. */
export type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Takes over the connection of a request to upgrade; false when the path is not one of its own. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/** The parts of the front door. `plain` are small answers by path; `web` answers everything else. */
export type Doors = {
  readonly plain: Readonly<Record<string, (response: ServerResponse, request: IncomingMessage) => Promise<void>>>;
  web: Handler | null;
  upgrade: Upgrade | null;
};

export type Limits = {
  readonly trustedProxies: number;
  readonly connectionsPerAddress: number;
  /** Where it is told, it says whether browsers must use TLS; else the scheme of each request does. */
  readonly publicUrl: string | null;
};

/** Headers by which the web code learns what this file found out; whatever a client sends under these names is replaced. */
export const addressHeader = 'x-samskriv-address';
export const schemeHeader = 'x-samskriv-scheme';
export const straightHeader = 'x-samskriv-straight';

type Watch = { answered(status: number, seconds: number): void; refusedConnection(): void; failed(error: unknown): void };

/**
 * The one HTTP server, with its fences: slow senders are cut off, one address has a bounded number of connections, and a
 * client's word about its own address counts for nothing. Every answer, whoever writes it, forbids browsers to guess its type.
 */
export function openFrontDoor(doors: Doors, limits: Limits, watch: Watch): Server {
  // Headers and silent connections get 10 seconds, looked after every 2; a whole request a minute.
  const times = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2000 };
  const server = createServer({ ...times, maxHeaderSize: 16_384, ServerResponse: guardedResponse(limits) });
  server.maxRequestsPerSocket = 10_000;
  const open = new Map<string, number>();

  server.on('connection', (socket) => {
    // Behind a proxy all connections have its address; there the cap stands on sockets alone.
    if (limits.trustedProxies > 0) return;
    const address = socket.remoteAddress ?? '';
    const count = (open.get(address) ?? 0) + 1;
    if (count > limits.connectionsPerAddress) {
      watch.refusedConnection();
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const started = performance.now();
    response.once('close', () => watch.answered(response.statusCode, (performance.now() - started) / 1000));
    mark(request, limits.trustedProxies);
    const plain = doors.plain[pathOf(request)];
    if (plain !== undefined) {
      plain(response, request).catch((error: unknown) => {
        watch.failed(error);
        answer(response, 500, 'error');
      });
    } else if (doors.web === null) answer(response, 404, 'not found');
    else doors.web(request, response, () => answer(response, 404, 'not found'));
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    mark(request, limits.trustedProxies);
    try {
      if (doors.upgrade?.(request, socket, head)) return;
    } catch (error) {
      watch.failed(error);
    }
    endRaw(socket, '404 Not Found');
  });

  // As Node answers by itself what it cannot read, or waited for in vain, but for the one header.
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else endRaw(socket, unreadable[error.code ?? ''] ?? '400 Bad Request');
  });
  return server;
}

const unreadable: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

function endRaw(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n${noSniff.join(': ')}\r\n\r\n`);
}

const noSniff = ['X-Content-Type-Options', 'nosniff'] as const;

/** What Node makes for every request, also for those that it answers itself (417, 503). */
function guardedResponse({ publicUrl, trustedProxies }: Limits): typeof ServerResponse {
  return class<Request extends IncomingMessage = IncomingMessage> extends ServerResponse<Request> {
    constructor(request: Request, ...settings: []) {
      super(request, ...settings);
      this.setHeader(...noSniff);
      const secure = publicUrl === null ? clientScheme(request, trustedProxies) === 'https' : isHttps(publicUrl);
      if (secure) this.setHeader('Strict-Transport-Security', 'max-age=31536000');
    }
  };
}

function mark(request: IncomingMessage, trustedProxies: number): void {
  request.headers[addressHeader] = clientAddress(request, trustedProxies);
  request.headers[schemeHeader] = clientScheme(request, trustedProxies);
  request.headers[straightHeader] = isStraightFromHere(request) ? 'yes' : 'no';
}

/** Sends a short plain answer. */
export function answer(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  if (!response.headersSent) response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(`${text}\n`);
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0]!;
}
