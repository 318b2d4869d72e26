import { createHash } from 'node:crypto';
import { makeTokenAtConsole, signIn } from '@samskriv/commands';
import { demoHouse, yes, type DemoHouse } from '@samskriv/commands/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDoor, paths, type Knock } from './door.ts';
import { operations } from './operations.ts';

const mails = {
  secretariat: 'sekretariat@partnerskab.example',
  chair: 'formand@strandholt.example',
  member: 'miljoe@birkelev.example',
  observer: 'observatoer@aamose.example',
  outsider: 'kollega@birkelev.example',
};
type Who = keyof typeof mails;

let demo: DemoHouse;
let ask: ReturnType<typeof openDoor>;
const tokens = new Map<Who, string>();

beforeAll(async () => {
  demo = await demoHouse();
  ask = openDoor(demo.house);
});
afterAll(() => demo.drop());
beforeEach(async () => {
  for (const [who, mail] of Object.entries(mails)) {
    if (!tokens.has(who as Who)) tokens.set(who as Who, yes(await makeTokenAtConsole(demo.house, { mail })).token);
  }
});

const as = (who: Who, method: string, path: string, knock: Knock = {}) => ask(method, path, { token: tokens.get(who)!, ...knock });
const json = async (response: Response): Promise<Record<string, never>> => (await response.json()) as Record<string, never>;
type Thread = { id: string; comments: { id: string; body: string }[]; anchor: Record<string, unknown> };

type Named = { id: string };
type Planned = Named & { items: (Named & { presentations: Named[] })[] };

/** Opens a thread on the first words of a paper. */
async function opened(who: Who, paperId: string, more: Record<string, unknown> = {}): Promise<Thread> {
  const response = await as(who, 'POST', `/api/papers/${paperId}/threads`, {
    body: { anchor: { from: 0, to: 20 }, body: 'Hvad mener vi?', ...more },
  });
  expect(response.status).toBe(201);
  return (await json(response)) as unknown as Thread;
}

/** Seals a milestone of a paper. */
async function sealed(who: Who, paperId: string): Promise<{ id: string }> {
  const response = await as(who, 'POST', `/api/papers/${paperId}/versions`, { body: { purpose: 'milestone', reason: 'Til mødet' } });
  expect(response.status).toBe(201);
  return (await json(response)) as unknown as { id: string };
}

const nothing = '00000000-0000-4000-8000-000000000000';

describe('what it says', () => {
  test('who asks', async () => {
    const response = await as('member', 'GET', '/api/me');
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(await json(response)).toEqual({
      id: demo.idOf(mails.member),
      name: 'Anna Mose',
      mail: mails.member,
      locale: 'da',
      secretariat: false,
      organisation: { id: expect.any(String), name: 'Birkelev Kommune' },
    });
  });

  test('a paper, with its name on the sockets and whether one may write', async () => {
    const { id } = demo.groups.a.paper;
    const paper = async (who: Who) => json(await as(who, 'GET', `/api/papers/${id}`));
    expect(await paper('member')).toMatchObject({
      id,
      document: `paper:${id}:1`,
      readOnly: false,
      state: 'open',
      kind: 'target',
      round: 1,
    });
    expect(await paper('observer')).toMatchObject({ readOnly: true, mayComment: true });
  });

  test('a paper’s text in four formats', async () => {
    const content = (format: string) => as('observer', 'GET', `/api/papers/${demo.groups.a.paper.id}/content${format}`);
    expect(await json(await content(''))).toMatchObject({ type: 'doc', content: expect.any(Array) });
    expect(await json(await content('?format=json'))).toMatchObject({ type: 'doc' });
    const [html, md, txt] = [await content('?format=html'), await content('?format=md'), await content('?format=txt')];
    expect(html.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await html.text()).toContain('<section');
    expect(md.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(txt.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect((await txt.text()).length).toBeGreaterThan(2000);
    expect(await json(await content('?format=docx'))).toMatchObject({ code: 'invalid', field: 'format' });
  });

  test('a new group, with its paper', async () => {
    const response = await as('chair', 'POST', '/api/groups', { body: { title: 'Møbler', kind: 'new' } });
    expect(response.status).toBe(201);
    const group = (await json(response)) as unknown as { id: string; paper: { id: string }; role: string };
    expect(group.role).toBe('chair');
    expect((await as('chair', 'GET', `/api/papers/${group.paper.id}`)).status).toBe(200);
    expect((await as('member', 'GET', `/api/papers/${group.paper.id}`)).status).toBe(404);
  });

  test('what every operation promises in the description', async () => {
    const { a } = demo.groups;
    const params: Record<string, string> = { id: a.id, person: demo.idOf(mails.member) };
    const { id: threadId, comments } = await opened('secretariat', a.paper.id);
    const { id: versionId } = await sealed('secretariat', a.paper.id);
    const [meeting] = (await json(await as('secretariat', 'GET', `/api/groups/${a.id}/meetings`))) as unknown as { id: string }[];
    for (const operation of operations.filter(({ method, file }) => method === 'GET' && !file)) {
      const ids = operation.path.startsWith('/api/papers')
        ? { id: a.paper.id, round: '1', moment: '1' }
        : operation.path.startsWith('/api/threads')
          ? { id: threadId }
          : operation.path.startsWith('/api/comments')
            ? { id: comments[0]!.id }
            : operation.path.startsWith('/api/people')
              ? { id: params.person! }
              : operation.path.startsWith('/api/versions')
                ? { id: versionId }
                : operation.path.startsWith('/api/meetings')
                  ? { id: meeting!.id }
                  : params;
      const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => (ids as Record<string, string>)[name] ?? '');
      const asked = path === '/api/compare' ? `${path}?from=${versionId}&to=paper:${a.paper.id}` : path;
      const response = await as('secretariat', 'GET', asked);
      expect(response.status, path).toBe(200);
      expect(operation.output.safeParse(await response.json()), path).toMatchObject({ success: true });
    }
  });
});

describe('the description', () => {
  test('names exactly the paths and methods that are there', async () => {
    const response = await ask('GET', '/api/openapi.json');
    expect(response.status).toBe(200);
    const description = (await json(response)) as unknown as { openapi: string; paths: Record<string, Record<string, unknown>> };
    expect(description.openapi).toBe('3.1.0');
    const described = Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const there = paths
      .filter(({ path }) => path !== '/api/openapi.json')
      .flatMap(({ path, methods }) => methods.map((method) => `${method} ${path}`));
    expect(described.toSorted()).toEqual(there.toSorted());
    expect(JSON.stringify(description)).toContain('"additionalProperties":false');
  });
});

describe('who may knock', () => {
  test('nobody without a session or token, anywhere', async () => {
    for (const { method, path } of operations) {
      const filled = path.replace(/\{\w+\}/g, nothing);
      for (const token of [undefined, `sk_${'x'.repeat(43)}`, 'x']) {
        const response = await ask(method, filled, token === undefined ? {} : { token });
        expect(response.status, `${method} ${path}`).toBe(401);
        expect(await json(response)).toMatchObject({ code: 'not_signed_in', message: expect.any(String) });
      }
    }
  });

  test('a cookie from a foreign origin, or from none, changes nothing', async () => {
    const { session } = yes(await signIn(demo.house, { mail: mails.chair, password: 'samskriv', address: '192.0.2.1' }));
    const body = { title: 'Fremmed', kind: 'new' };
    const origins = ['https://evil.example', 'null', 'http://samskriv.example.evil.example', 'http://samskriv.example:8080', undefined];
    for (const origin of origins) {
      for (const { method, path } of operations.filter(({ method }) => method !== 'GET')) {
        const response = await ask(method, path.replace(/\{\w+\}/g, nothing), {
          session,
          body,
          ...(origin === undefined ? {} : { origin }),
        });
        expect(response.status, `${method} ${path} from ${origin}`).toBe(403);
        expect(await json(response)).toMatchObject({ code: 'foreign_origin' });
      }
    }
    const before = await demo.house.sql`select 1 from working_group`;
    expect((await ask('POST', '/api/groups', { session, body, origin: 'http://samskriv.example' })).status).toBe(201);
    expect(await demo.house.sql`select 1 from working_group`).toHaveLength(before.length + 1);
    expect((await ask('GET', '/api/me', { session, origin: 'https://evil.example' })).status).toBe(200);
  });

  test('a bearer token needs no origin, but makes no tokens and no links', async () => {
    const response = await as('chair', 'POST', '/api/tokens', { body: { label: 'barn' } });
    expect(response.status).toBe(403);
    const link = await as('secretariat', 'POST', `/api/people/${demo.idOf(mails.member)}/link`);
    expect(link.status).toBe(403);
    const { session } = yes(await signIn(demo.house, { mail: mails.chair, password: 'samskriv', address: '192.0.2.1' }));
    const made = await ask('POST', '/api/tokens', { session, origin: 'http://samskriv.example', body: { label: 'mit script', days: 7 } });
    expect(made.status).toBe(201);
    const { id, token } = (await json(made)) as unknown as { id: string; token: string };
    expect((await ask('GET', '/api/me', { token })).status).toBe(200);
    expect((await as('member', 'DELETE', `/api/tokens/${id}`)).status).toBe(404);
    expect((await ask('DELETE', `/api/tokens/${id}`, { token })).status).toBe(200);
    expect((await ask('GET', '/api/me', { token })).status).toBe(401);
  });

  test('one’s sessions are listed and ended by ids that open nothing; another’s are not found', async () => {
    const origin = 'http://samskriv.example';
    const enter = async (mail: string) => yes(await signIn(demo.house, { mail, password: 'samskriv', address: '192.0.2.2' })).session;
    const [here, there, neighbour] = [await enter(mails.chair), await enter(mails.chair), await enter(mails.member)];
    type Listed = { id: string; current: boolean }[];
    const list = async (session: string) => (await json(await ask('GET', '/api/me/sessions', { session }))) as unknown as Listed;
    const mine = await list(here);
    expect(mine.filter(({ current }) => current)).toHaveLength(1);
    expect(mine[0]).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/),
      browser: null,
      system: null,
      createdAt: expect.any(String),
      seenAt: expect.any(String),
      expiresAt: expect.any(String),
      current: true,
    });
    const other = (await list(there))[0]!;
    for (const session of [neighbour, await enter(mails.secretariat)]) {
      expect((await ask('DELETE', `/api/me/sessions/${other.id}`, { session, origin })).status).toBe(404);
    }
    expect(
      (await ask('DELETE', `/api/me/sessions/${createHash('sha256').update(there).digest('hex')}`, { session: here, origin })).status,
    ).toBe(404);
    expect((await ask('DELETE', `/api/me/sessions/${other.id}`, { session: here, origin })).status).toBe(200);
    expect((await ask('GET', '/api/me', { session: there })).status).toBe(401);
    const last = await enter(mails.chair);
    expect((await ask('DELETE', '/api/me/sessions', { session: here, origin })).status).toBe(200);
    expect(await list(here)).toHaveLength(1);
    expect((await ask('GET', '/api/me', { session: last })).status).toBe(401);
    expect((await ask('GET', '/api/me', { session: neighbour })).status).toBe(200);
  });

  test('the twenty-first token is refused in words, until one is revoked', async () => {
    const { session } = yes(await signIn(demo.house, { mail: mails.observer, password: 'samskriv', address: '192.0.2.2' }));
    const make = (days: number) =>
      ask('POST', '/api/tokens', { session, origin: 'http://samskriv.example', body: { label: 'script', days } });
    const made = [];
    for (let answer = await make(30); answer.status === 201 && made.length < 30; answer = await make(30)) made.push(await json(answer));
    const before = (await json(await ask('GET', '/api/tokens', { session }))) as unknown as {
      id: string;
      expiresAt: string;
      usedAt: null;
    }[];
    expect(before).toHaveLength(20);
    for (const { expiresAt } of before) expect(Date.parse(expiresAt)).toBeLessThan(Date.now() + 366 * 86_400_000);
    const refused = await make(30);
    expect(refused.status).toBe(409);
    expect(await json(refused)).toMatchObject({ code: 'too_many_tokens', message: expect.stringContaining('20') });
    await ask('DELETE', `/api/tokens/${before[0]!.id}`, { session, origin: 'http://samskriv.example' });
    expect((await make(366)).status).toBe(422);
    expect((await make(365)).status).toBe(201);
    await demo.house.sql`update api_token set revoked_at = now() where label = 'script'`;
  });

  test('a suspended person’s token is nobody’s', async () => {
    const mail = 'eva.lyngsoe@nordoest.example';
    const { token } = yes(await makeTokenAtConsole(demo.house, { mail }));
    expect((await ask('GET', '/api/me', { token })).status).toBe(200);
    expect((await as('secretariat', 'PUT', `/api/people/${demo.idOf(mail)}/suspension`)).status).toBe(200);
    expect((await ask('GET', '/api/me', { token })).status).toBe(401);
    expect((await as('secretariat', 'DELETE', `/api/people/${demo.idOf(mail)}/suspension`)).status).toBe(200);
  });
});

describe('another group’s things (rows 40 and 41)', () => {
  test('are not found by any path, for whoever is outside', async () => {
    const { c } = demo.groups;
    const { id: threadId, comments } = await opened('secretariat', c.paper.id);
    const { id: versionId } = await sealed('secretariat', c.paper.id);
    const day = { date: '2031-03-04', from: '09:00', to: '10:00' };
    const planned = (await json(await as('secretariat', 'GET', `/api/groups/${c.id}/meetings`))) as unknown as Planned[];
    const [item] = planned[0]!.items;
    const held = await as('secretariat', 'POST', `/api/items/${item!.id}/presentations`, { body: { title: 'Oplæg' } });
    const { items } = (await json(held)) as unknown as Planned;
    const { criteria } = (await json(await as('secretariat', 'GET', `/api/groups/${c.id}/criteria`))) as unknown as { criteria: Named[] };
    const [task] = (await json(await as('secretariat', 'GET', `/api/groups/${c.id}/homework`))) as unknown as Named[];
    const nominated = await as('secretariat', 'POST', `/api/groups/${c.id}/experts`, {
      body: { name: 'Egon', mail: 'egon@viden.example' },
    });
    const row = { kind: 'target', source: 'Nabo', wording: 'Kun flergang.' };
    const found = await as('secretariat', 'POST', `/api/groups/${c.id}/comparables`, { body: row });
    const words = { wording: 'Kun flergang.', level: 'requirement' };
    const proposed = await as('secretariat', 'POST', `/api/groups/${c.id}/proposals`, { body: words });
    const ids: Record<string, string> = {
      meetings: planned[0]!.id,
      items: item!.id,
      presentations: items[0]!.presentations[0]!.id,
      criteria: criteria[0]!.id,
      homework: task!.id,
      experts: ((await json(nominated)) as unknown as Named).id,
      groups: c.id,
      papers: c.paper.id,
      threads: threadId,
      comments: comments[0]!.id,
      versions: versionId,
      comparables: ((await json(found)) as unknown as Named).id,
      proposals: ((await json(proposed)) as unknown as Named).id,
    };
    const bodies: Record<string, unknown> = {
      'POST /api/papers/{id}/threads': { anchor: { from: 0, to: 9 }, body: 'Kuppet' },
      'POST /api/papers/{id}/versions': { purpose: 'finalApproval', reason: 'Kuppet' },
      'POST /api/papers/{id}/restorations': { versionId },
      'POST /api/papers/{id}/rounds': { versionId, reason: 'Kuppet' },
      'POST /api/versions/{id}/threads': { anchor: { from: 0, to: 9 }, body: 'Kuppet' },
      'PATCH /api/threads/{id}': { resolved: true },
      'POST /api/threads/{id}/replies': { body: 'Kuppet' },
      'POST /api/threads/{id}/seen': {},
      'POST /api/threads/{id}/acceptance': {},
      'PUT /api/threads/{id}/anchor': { from: 0, to: 9 },
      'PATCH /api/comments/{id}': { body: 'Kuppet' },
      'PUT /api/groups/{id}/roster/{person}': { role: 'member' },
      'POST /api/groups/{id}/material': { kind: 'note', title: 'Kuppet' },
      'PUT /api/groups/{id}/mapping/{organisation}': { version: 0, submit: false },
      'POST /api/groups/{id}/comparables': { kind: 'target', source: 'Kuppet', wording: 'Kuppet' },
      'POST /api/groups/{id}/comparables/lines': { kind: 'target', text: 'a\tb', dry: true },
      'POST /api/groups/{id}/proposals': { wording: 'Kuppet', level: 'requirement' },
      'POST /api/papers/{id}/sources': { pointId: c.id, kind: 'comparable', sourceId: c.id },
      'PUT /api/groups/{id}/process': { way: [], version: 1 },
      'PATCH /api/groups/{id}/process': { steeringDate: '2031-01-01' },
      'POST /api/groups/{id}/steps': { step: 'meeting4', outcome: 'skipped', reason: 'Kuppet' },
      'POST /api/groups/{id}/meetings': day,
      'PATCH /api/meetings/{id}': { ...day, version: 1 },
      'POST /api/meetings/{id}/answer': { answer: 'yes' },
      'PUT /api/meetings/{id}/attendance': { present: [] },
      'POST /api/meetings/{id}/course': { to: 'end' },
      'POST /api/meetings/{id}/items': { title: 'Kuppet' },
      'PATCH /api/items/{id}': { treated: true },
      'PATCH /api/presentations/{id}': { title: 'Kuppet', presented: true, version: 1 },
      'POST /api/groups/{id}/criteria': { wording: 'Kuppet' },
      'PATCH /api/criteria/{id}': { agreed: true },
      'PUT /api/groups/{id}/evaluation': { wentWell: 'Kuppet', doDifferently: '', finished: false, version: 0 },
      'POST /api/groups/{id}/experts': { name: 'Kup', mail: 'kup@viden.example' },
      'POST /api/groups/{id}/homework': { title: 'Kuppet', owner: nothing },
      'PATCH /api/homework/{id}': { done: true },
      'PUT /api/comparables/{id}': { ...row, version: 1 },
      'PUT /api/proposals/{id}': { ...words, version: 1 },
      'PUT /api/proposals/{id}/stance': { stance: 'support' },
      'PUT /api/proposals/{id}/decision': { state: 'kept' },
      'POST /api/proposals/{id}/point': {},
    };
    // What a token is not enough for is refused before anything is looked for. People and organisations are the house's, and
    // material.test.ts knocks on the doors of material and packs.
    const foreign = operations.filter(
      ({ path, session }) => !session && path.includes('{id}') && !/^\/api\/(people|organisations|tokens|material|packs)\//.test(path),
    );
    expect(foreign.filter(({ path }) => /threads|comments/.test(path))).toHaveLength(15);
    for (const { method, path } of foreign) {
      const kind = path.split('/')[2]!;
      const filled = path
        .replace('{id}', ids[kind]!)
        .replace('{person}', demo.idOf('niels.overgaard@fjordby.example'))
        .replace('{organisation}', c.id)
        .replace('{round}/{moment}', '1/1');
      const body = bodies[`${method} ${path}`] ?? { title: 'Kuppet' };
      const asked = path.endsWith('/files') ? `${filled}?name=kuppet.txt` : filled;
      const sent = method === 'GET' || method === 'DELETE' ? {} : { body };
      for (const who of ['chair', 'member', 'observer', 'outsider'] as const) {
        const response = await as(who, method, asked, sent);
        expect(response.status, `${who} ${method} ${path}`).toBe(404);
        expect(await json(response)).toMatchObject({ code: 'not_found' });
      }
    }
    expect(await json(await as('secretariat', 'GET', `/api/groups/${c.id}`))).toMatchObject({ title: c.title });
  });

  test('are not reached by naming one’s own beside them', async () => {
    const { a, c } = demo.groups;
    const strangerInC = demo.idOf('niels.overgaard@fjordby.example');
    expect((await as('chair', 'DELETE', `/api/groups/${a.id}/roster/${strangerInC}`)).status).toBe(404);
    expect((await as('chair', 'PUT', `/api/groups/${c.id}/roster/${demo.idOf(mails.chair)}`, { body: { role: 'member' } })).status).toBe(
      404,
    );
    const stolen = await as('chair', 'POST', '/api/groups', { body: { title: 'Kup', kind: 'update', targetId: c.target.id } });
    expect([stolen.status, await json(stolen)]).toMatchObject([404, { code: 'not_found', field: 'targetId' }]);
    const roster = (await json(await as('secretariat', 'GET', `/api/groups/${c.id}`))) as unknown as { roster: { id: string }[] };
    expect(roster.roster.map(({ id }) => id)).toContain(strangerInC);
  });

  test('seen but not one’s to change is forbidden', async () => {
    const { a } = demo.groups;
    expect((await as('member', 'PATCH', `/api/groups/${a.id}`, { body: { title: 'Nyt' } })).status).toBe(403);
    expect(
      (await as('observer', 'PUT', `/api/groups/${a.id}/roster/${demo.idOf(mails.outsider)}`, { body: { role: 'member' } })).status,
    ).toBe(403);
    expect((await as('chair', 'GET', '/api/people')).status).toBe(403);
    expect((await as('member', 'POST', '/api/groups', { body: { title: 'Ny', kind: 'new' } })).status).toBe(403);
  });
});

describe('bad input', () => {
  const send = (knock: Knock) => as('chair', 'POST', '/api/groups', knock);
  const told = async (response: Response) => [response.status, await json(response)];

  test('is answered with the field it concerns', async () => {
    expect(await told(await send({ raw: '{"title": "x"' }))).toMatchObject([422, { code: 'malformed' }]);
    expect(await told(await send({}))).toMatchObject([422, { code: 'malformed' }]);
    expect(await told(await send({ raw: '[1, 2]' }))).toMatchObject([422, { code: 'invalid' }]);
    expect(await told(await send({ raw: 'null' }))).toMatchObject([422, { code: 'invalid' }]);
    expect(await told(await send({ body: { kind: 'new' } }))).toMatchObject([422, { code: 'required', field: 'title' }]);
    expect(await told(await send({ body: { title: '', kind: 'new' } }))).toMatchObject([422, { code: 'required', field: 'title' }]);
    expect(await told(await send({ body: { title: 7, kind: 'new' } }))).toMatchObject([422, { code: 'invalid', field: 'title' }]);
    expect(await told(await send({ body: { title: 'x', kind: 'gammel' } }))).toMatchObject([422, { code: 'invalid', field: 'kind' }]);
    expect(await told(await send({ body: { title: 'x', kind: 'new', madeBy: nothing } }))).toMatchObject([
      422,
      { code: 'unknown_field', field: 'madeBy' },
    ]);
    expect(await told(await send({ body: { title: 'x'.repeat(300), kind: 'new' } }))).toMatchObject([
      422,
      { code: 'too_long', field: 'title' },
    ]);
    expect(await told(await send({ raw: '{"title":"x","kind":"new","__proto__":{"a":1}}' }))).toMatchObject([
      422,
      { code: 'unknown_field' },
    ]);
  });

  test('is told in the person’s language', async () => {
    const message = async () => (await json(await send({ body: { kind: 'new' } }))).message;
    expect(await message()).toBe('Feltet skal udfyldes.');
    expect((await as('chair', 'PATCH', '/api/me', { body: { locale: 'en' } })).status).toBe(200);
    expect(await message()).not.toBe('Feltet skal udfyldes.');
    await as('chair', 'PATCH', '/api/me', { body: { locale: 'da' } });
  });

  test('that is too large is refused before it is read to the end', async () => {
    const large = JSON.stringify({ title: 'x', kind: 'new', text: 'x'.repeat(600_000) });
    expect(await told(await send({ raw: large }))).toMatchObject([413, { code: 'too_large' }]);
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    expect((await send({ raw: endless })).status).toBe(413);
    expect(pulled).toBeLessThan(20);
  });

  test('as an id is not found', async () => {
    for (const id of ['x', '1', nothing, '%00', "'%20or%201=1", '../me', 'NaN']) {
      expect((await as('secretariat', 'GET', `/api/groups/${encodeURIComponent(id)}`)).status, id).toBe(404);
      expect((await as('secretariat', 'GET', `/api/papers/${encodeURIComponent(id)}/content`)).status, id).toBe(404);
    }
    expect(await told(await as('chair', 'GET', '/api/nothing/here'))).toMatchObject([404, { code: 'not_found' }]);
    const method = await as('chair', 'DELETE', '/api/me');
    expect([method.status, method.headers.get('allow')]).toEqual([405, 'GET, PATCH']);
    expect((await ask('GET', '/api/nothing')).status).toBe(401);
  });

  test('a conflict is told as one', async () => {
    const { id } = demo.groups.a;
    const actor = mails.secretariat;
    const invited = await as('secretariat', 'POST', '/api/people', { body: { mail: actor, name: 'Igen' } });
    expect(await told(invited)).toMatchObject([409, { code: 'already_exists', field: 'mail' }]);
    const expert = await as('chair', 'PUT', `/api/groups/${id}/roster/${demo.idOf(mails.outsider)}`, { body: { role: 'expert' } });
    expect(await told(expert)).toMatchObject([422, { code: 'required', field: 'untilDate' }]);
  });

  test('what nobody foresaw is logged under a number, and tells nothing', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const broken = openDoor({
      ...demo.house,
      sql: new Proxy(demo.house.sql, {
        apply: (sql, self, args: [TemplateStringsArray]) => {
          if (String(args[0]).includes('working_group')) throw new Error('secret inner workings');
          return Reflect.apply(sql, self, args) as unknown;
        },
      }),
    });
    const response = await broken('GET', '/api/groups', { token: tokens.get('secretariat')! });
    const body = JSON.stringify(await json(response));
    expect(response.status).toBe(500);
    expect(body).toContain('"code":"unexpected"');
    expect(body).not.toContain('secret');
    expect(logged.mock.calls.flat().join()).toContain('secret inner workings');
    logged.mockRestore();
    openDoor(demo.house);
  });
});
