import { once } from 'node:events';
import { request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { addressHeader, answer, openFrontDoor, schemeHeader, straightHeader, type Doors, type Limits } from './http.ts';

let server: Server | undefined;
const sockets: Socket[] = [];
const failures: unknown[] = [];
let refused = 0;

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server?.closeAllConnections();
  server?.close();
  failures.length = 0;
  refused = 0;
});

async function openDoor(limits: Partial<Limits> = {}, doors: Partial<Doors> = {}): Promise<number> {
  const told: Doors = {
    plain: {},
    web: (request, response) => answer(response, 200, `${String(request.headers[addressHeader])} ${String(request.headers[schemeHeader])}`),
    upgrade: null,
    ...doors,
  };
  const watch = { answered: () => {}, refusedConnection: () => void refused++, failed: (error: unknown) => void failures.push(error) };
  server = openFrontDoor(told, { trustedProxies: 0, connectionsPerAddress: 1000, publicUrl: null, ...limits }, watch);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function ask(port: number, headers: Record<string, string> = {}, path = '/'): Promise<{ status: number; text: string }> {
  const sent = request({ host: '127.0.0.1', port, path, headers, agent: false });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, text: text.trim() };
}

async function silent(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Sends bytes as they stand and gives all that comes back. */
async function say(port: number, words: string): Promise<string> {
  const socket = await silent(port);
  let said = '';
  socket.on('data', (data) => (said += String(data)));
  socket.write(words);
  await once(socket, 'close');
  return said;
}

describe('row 51: whose request it is', () => {
  const forged = {
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-proto': 'https',
    [addressHeader]: '203.0.113.9',
    [schemeHeader]: 'https',
  };

  test('without a proxy, nothing a client says about itself counts', async () => {
    expect((await ask(await openDoor(), forged)).text).toBe('127.0.0.1 http');
  });

  test('behind one proxy, the entry that the proxy added counts, not those before it', async () => {
    const port = await openDoor({ trustedProxies: 1 });
    expect((await ask(port, { ...forged, 'x-forwarded-for': '198.51.100.1, 203.0.113.9' })).text).toBe('203.0.113.9 https');
  });

  test('behind two, the entry that the outer one added', async () => {
    const port = await openDoor({ trustedProxies: 2 });
    expect((await ask(port, { 'x-forwarded-for': '1.1.1.1, 198.51.100.7, 10.0.0.2' })).text).toBe('198.51.100.7 http');
  });

  test('a proxy that says nothing, or nonsense, leaves the connection’s own address', async () => {
    const port = await openDoor({ trustedProxies: 1 });
    expect((await ask(port)).text).toBe('127.0.0.1 http');
    expect((await ask(port, { 'x-forwarded-for': 'unknown' })).text).toBe('127.0.0.1 http');
  });

  test('an IPv6 household is one address, in whichever way it is written', async () => {
    const port = await openDoor({ trustedProxies: 1 });
    const seen = async (address: string) => (await ask(port, { 'x-forwarded-for': address })).text;
    expect(await seen('2001:db8:1:2:aaaa::1')).toBe('2001:db8:1:2::/64 http');
    expect(await seen('2001:0db8:0001:0002:ffff:0:0:9')).toBe('2001:db8:1:2::/64 http');
    expect(await seen('::ffff:203.0.113.9')).toBe('203.0.113.9 http');
  });
});

describe('a request straight from this machine', () => {
  const told: Partial<Doors> = { web: (request, response) => answer(response, 200, String(request.headers[straightHeader])) };
  const local = { host: 'localhost:3000' };

  test.each(['localhost', '127.0.0.1:3000', '[::1]:80', 'samskriv.localhost'])('is one to %s', async (host) => {
    expect((await ask(await openDoor({}, told), { host })).text).toBe('yes');
  });

  test.each([
    { host: 'samskriv.example.org' },
    { host: 'localhost.example.org' },
    { host: '10.0.0.1' },
    { ...local, 'x-forwarded-for': '203.0.113.9' },
    { ...local, 'x-forwarded-host': 'x' },
    { ...local, forwarded: 'for=203.0.113.9' },
    { ...local, via: '1.1 proxy' },
    { ...local, 'x-real-ip': '203.0.113.9' },
    { host: 'samskriv.example.org', [straightHeader]: 'yes' },
  ] as Record<string, string>[])('is none with %o', async (headers) => {
    expect((await ask(await openDoor({}, told), headers)).text).toBe('no');
  });

  test('is none from a proxy that says nothing and speaks HTTP/1.0, or without a host', async () => {
    const port = await openDoor({}, told);
    expect(await say(port, 'GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n')).toMatch(/no\n$/);
    expect(await say(port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/no\n$/);
  });
});

describe('every answer forbids guessing its type', () => {
  const web: Doors['web'] = (request, response, next) => (request.url === '/next' ? next() : response.writeHead(204).end());
  const plain = { '/broken': () => Promise.reject(new Error('broken')) };

  test.each([
    ['GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 204],
    ['GET /next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 404],
    ['GET /broken HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 500],
    ['GET / HTTP/1.1\r\nHost: x\r\nExpect: tea\r\nConnection: close\r\n\r\n', 417],
    ['GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n', 404],
    ['GET / HTTP/1.1\r\n\r\n', 400],
    ['nonsense\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%#', async (request, status) => {
    const said = await say(await openDoor({}, { web, plain }), request);
    expect(said).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(said).toMatch(/\r\nX-Content-Type-Options: nosniff\r\n/i);
  });

  test('and with a public address over TLS, each asks for TLS from then on', async () => {
    const secure = await say(
      await openDoor({ publicUrl: 'https://samskriv.example' }),
      'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect(secure).toMatch(/\r\nStrict-Transport-Security: max-age=31536000\r\n/i);
    const forged = 'GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n';
    expect(await say(await openDoor({ trustedProxies: 1, publicUrl: 'http://samskriv.example' }), forged)).not.toMatch(/Strict/i);
  });
});

describe('row 35: connections that only take up room', () => {
  test('one address has a bounded number of them', async () => {
    const port = await openDoor({ connectionsPerAddress: 20 });
    const held = await Promise.all(Array.from({ length: 30 }, () => silent(port)));
    const closed = held.map((socket) => once(socket, 'close'));
    await Promise.race(closed);
    await expect.poll(() => refused).toBe(10);
    for (const socket of held) socket.destroy();
    await expect.poll(async () => (await ask(port).catch(() => ({ status: 0 }))).status).toBe(200);
  });

  test('silence and slow headers are cut off within 15 seconds', { timeout: 30_000 }, async () => {
    const port = await openDoor();
    const started = performance.now();
    const quiet = await silent(port);
    const slow = await silent(port);
    slow.write('GET / HTTP/1.1\r\nHost: x\r\n');
    const drip = setInterval(() => slow.write('X-A: b\r\n'), 500);
    for (const socket of [quiet, slow]) socket.resume();
    await Promise.all([once(quiet, 'close'), once(slow, 'close')]).finally(() => clearInterval(drip));
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

describe('the doors', () => {
  test('an upgrade nobody wants, and one that makes its door stumble, are answered and closed', async () => {
    const port = await openDoor(
      {},
      {
        upgrade: (request) => {
          if (request.url === '/stumble') throw new Error('stumbled');
          return false;
        },
      },
    );
    for (const path of ['/elsewhere', '/stumble', '//']) {
      const socket = await silent(port);
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      let said = '';
      socket.on('data', (data) => (said += String(data)));
      await once(socket, 'close');
      expect(said).toMatch(/^HTTP\/1\.1 404 /);
    }
    expect(failures).toHaveLength(1);
  });

  test('a plain answer that fails is a 500, and is told', async () => {
    const port = await openDoor({}, { plain: { '/broken': () => Promise.reject(new Error('broken')) } });
    expect(await ask(port, {}, '/broken?x=1')).toEqual({ status: 500, text: 'error' });
    expect(failures).toHaveLength(1);
  });
});
