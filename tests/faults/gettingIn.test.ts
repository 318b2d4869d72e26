import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createToken } from '@samskriv/auth';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { serve, type Served } from '../journeys/serve.ts';

const secretariat = 'sekretariat@partnerskab.example';
const publicUrl = 'https://samskriv.example';
const behindProxy = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https', host: 'samskriv.example', origin: publicUrl };

let folder: string;
let served: Served | undefined;
let token = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'samskriv-getting-in-'));
});
afterEach(async () => {
  await served?.stop();
  served = undefined;
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

const start = async (env: Record<string, string> = {}, dataDir = join(folder, 'demo')) =>
  (served = await serve({ DATA_DIR: dataDir, LOG_LEVEL: 'info', ...env }));

type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

async function ask(path: string, headers: Record<string, string> = {}, form?: Record<string, string>): Promise<Answer> {
  const { hostname, port } = new URL(served!.url);
  const type = form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
  const sent = request({
    host: hostname,
    port,
    path,
    method: form === undefined ? 'GET' : 'POST',
    agent: false,
    headers: { ...type, ...headers },
  });
  sent.end(form === undefined ? undefined : new URLSearchParams(form).toString());
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

const local = () => ({ origin: served!.url, host: new URL(served!.url).host });
const enter = async (headers: Record<string, string>) =>
  (await ask('/?/signIn', headers, { mail: secretariat, password: 'samskriv' })).status;
const me = async (headers: Record<string, string>) => (await ask('/api/me', { ...headers, authorization: `Bearer ${token}` })).status;

/** What a y-websocket client with the token is told: the code its socket is closed with, or `in`. */
async function bySocket(headers: Record<string, string>): Promise<number | 'in'> {
  const { paper } = (await paperOf()) as { paper: string };
  const ws = new WebSocket(`${served!.url.replace('http', 'ws')}/y-websocket/${paper}?token=${token}`, { headers });
  return new Promise((resolve, reject) => {
    ws.on('error', reject);
    // It asks for the text, as every client does: a state vector of nothing (y-protocols, sync.js).
    ws.on('open', () => ws.send(Uint8Array.from([0, 0, 1, 0])));
    ws.on('message', () => (resolve('in'), ws.close()));
    ws.on('close', (code) => resolve(code));
  });
}

async function paperOf(): Promise<unknown> {
  const sql = await served!.database();
  const [row] = await sql<{ paper: string }[]>`select 'paper:' || id || ':' || round as paper from paper where kind = 'target' limit 1`;
  await sql.end();
  return row;
}

async function statusOfSocket(headers: Record<string, string>): Promise<number> {
  const ws = new WebSocket(`${served!.url.replace('http', 'ws')}/collab`, { headers });
  ws.on('error', () => {});
  return new Promise((resolve) => {
    ws.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    ws.on('open', () => (resolve(101), ws.close()));
  });
}

describe('row 66: who gets in', () => {
  test('on one’s own machine the demo’s people do, and not by any other way to the same process', async () => {
    await start();
    expect(served!.log()).not.toContain('/link/');
    const sql = await served!.database();
    const [person] = await sql<{ id: string }[]>`select id from person where mail = ${secretariat}`;
    const made = await createToken(sql, person!.id, { label: 'x', days: 30 });
    if ('refused' in made) throw new Error(made.refused);
    token = made.token;
    await sql.end();

    expect(await enter(local())).toBe(303);
    expect(await me({})).toBe(200);
    expect(await bySocket({})).toBe('in');
    const forwarded = { ...local(), 'x-forwarded-for': '203.0.113.9' };
    const elsewhere = { host: 'samskriv.example', origin: 'http://samskriv.example' };
    for (const headers of [forwarded, elsewhere, { ...local(), 'x-forwarded-host': 'samskriv.example' }]) {
      expect(await enter(headers)).toBe(401);
      expect(await me(headers)).toBe(401);
      expect(await bySocket(headers)).toBe(4403);
    }
    // What /metrics tells is for this machine too.
    expect((await ask('/metrics')).status).toBe(200);
    for (const headers of [forwarded, elsewhere]) expect((await ask('/metrics', headers)).status).toBe(404);
    expect((await ask('/', local())).text).not.toContain('Dette er en demonstration');
  });

  test('every answer forbids guessing its type', async () => {
    await start();
    const page = await ask('/');
    const assets = [...page.text.matchAll(/(?:href|src)="(\/[^"]+|\.\/[^"]+)"/g)].map(([, path]) => path!.replace(/^\./, ''));
    expect(assets.length).toBeGreaterThan(3);
    const walked = [
      ...assets,
      '/',
      '/plain.css',
      '/forgot',
      '/nothing',
      '/api/me',
      '/api/nothing',
      '/api/openapi.json',
      '/collab',
      '/healthz',
      '/readyz',
      '/metrics',
      '/link/x',
      '/%',
    ];
    for (const path of walked) expect((await ask(path)).headers['x-content-type-options'], path).toBe('nosniff');
    expect((await ask('/?/signIn', { origin: 'https://ond.example' }, {})).headers['x-content-type-options']).toBe('nosniff');
  });

  test('with DEMO=1 everybody does, and the foot of every page says so', async () => {
    await start({ DEMO: '1', PUBLIC_URL: publicUrl, TRUST_PROXY: '1' });
    for (const path of ['/', '/forgot', '/nothing', '/link/x'])
      expect((await ask(path, behindProxy)).text, path).toContain('Dette er en demonstration');
    expect((await ask('/?/signIn', { ...behindProxy, origin: 'https://ond.example' }, {})).text).toContain('Dette er en demonstration');
    expect(await enter(behindProxy)).toBe(303);
  });

  test('on a public address nobody of the demo does; the first account is made by the link that was printed, and ends the demo', async () => {
    await start({ PUBLIC_URL: publicUrl, TRUST_PROXY: '1', METRICS_TOKEN: 'et-langt-tegn-til-tal' });
    const log = served!.log();
    for (const headers of [behindProxy, { ...local(), origin: publicUrl }]) {
      expect(await enter(headers)).toBe(401);
      expect(await me(headers)).toBe(401);
      expect(await bySocket(headers)).toBe(4403);
    }
    const page = (await ask('/', behindProxy)).text;
    expect(page).toContain('Demonstrationen er lukket');
    expect(page).not.toContain('value="samskriv"');
    expect((await ask('/', local())).text).toContain('Du kan ikke logge ind på denne adresse');
    expect(log).toContain('people of the demo live here');

    const link = new RegExp(`^${publicUrl}(/link/[\\w-]{43})$`, 'm').exec(log)?.[1];
    expect(log.split('\n').filter((line) => line.startsWith('{') && line.includes(link!))).toEqual([]);
    expect((await ask(link!, behindProxy)).text).toContain('Opret den første konto');
    const form = { name: 'Else', organisation: 'Kommunen', mail: 'else@kommune.dk', password: 'fire heste i en stald' };

    const stranger = await ask(`${link!}?/first`, { ...local() }, form);
    expect([stranger.status, stranger.text.includes(publicUrl)]).toEqual([403, true]);
    const made = await ask(`${link!}?/first`, behindProxy, form);
    expect(made.status).toBe(303);
    const cookie = made.headers['set-cookie']!.find((line) => line.startsWith('__Host-samskriv_session='))!;
    expect(cookie).toMatch(/; Path=\/;.*; Secure/);
    expect(cookie).not.toContain('Domain');
    expect(made.headers['strict-transport-security']).toBe('max-age=31536000');
    expect((await ask(`${link!}?/first`, behindProxy, { ...form, mail: 'x@kommune.dk' })).status).toBe(409);
    const session = { cookie: cookie.split(';')[0]! };
    expect(JSON.parse((await ask('/api/me', { ...behindProxy, ...session })).text)).toMatchObject({
      mail: 'else@kommune.dk',
      secretariat: true,
    });

    // Pages, API and sockets take the same Origin and no other, also where it is the host that was asked for.
    const own = { ...behindProxy, ...session };
    const other = { ...own, origin: 'https://intern.example', host: 'intern.example' };
    expect([await statusOfSocket(own), await statusOfSocket(other)]).toEqual([101, 403]);
    expect((await ask('/preferences', other, { theme: 'dark' })).status).toBe(403);
    expect((await ask('/api/groups', other, {})).status).toBe(403);
    expect((await ask('/preferences', own, { theme: 'dark' })).status).toBe(303);

    expect((await ask('/metrics', { ...behindProxy, authorization: 'Bearer et-langt-tegn-til-tal' })).status).toBe(200);
    for (const authorization of ['', 'Bearer et-andet-tegn-til-tal', 'Basic et-langt-tegn-til-tal'])
      expect((await ask('/metrics', { ...behindProxy, authorization })).status).toBe(404);
  });

  test('after that nobody of the demo does at home either, and no link is printed', async () => {
    await start();
    expect(await enter(local())).toBe(401);
    expect(served!.log()).not.toContain('/link/');
  });

  test('a fresh house on a public address has nobody in it', async () => {
    await start({ PUBLIC_URL: publicUrl, TRUST_PROXY: '1' }, join(folder, 'fresh'));
    const sql = await served!.database();
    expect(await sql`select 1 from person`).toHaveLength(0);
    await sql.end();
    expect(await enter(behindProxy)).toBe(401);
    expect(served!.log()).toMatch(/^https:\/\/samskriv\.example\/link\//m);
    expect((await ask('/', behindProxy)).text).toContain('Her er ingen konti endnu');
  });
});
