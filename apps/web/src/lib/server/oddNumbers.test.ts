import { addMaterial, lockVersion, makePack, signIn } from '@samskriv/commands';
import { demoHouse, undone, yes, type DemoHouse } from '@samskriv/commands/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { openDoor } from './api/door.ts';
import { operations } from './api/operations.ts';
import { pages, visitPage, type Visit } from './pageDoor.ts';

// Every field of every form, every parameter of every page, every field of every operation: with what is no number, or none that
// a row can hold, and with characters that cannot be kept. Each door is knocked on as the secretariat, who may do the most, and whatever it did is undone.

const odd = ['x', '', '-1', '1.5', '99999999999', '1e400'];
// U+0000, half a character, a non-character: no row or file holds them all. What a form or an address says comes as bytes, where a
// half is nothing that can be said.
const unwritable = ['Ord\0', 'Ord\ud800', '\uffffOrd'];
const unwritableBytes = unwritable.filter((value) => value.isWellFormed());
const mail = 'sekretariat@partnerskab.example';

let demo: DemoHouse;
let session: string;
const ids: Record<string, string> = {};

beforeAll(async () => {
  // Whatever is unexpected is told by status; Kit's advice is not for here.
  vi.spyOn(console, 'warn').mockReturnValue();
  vi.spyOn(console, 'error').mockReturnValue();
  demo = await demoHouse();
  const { house, groups } = demo;
  const secretariat = await demo.actor(mail);
  const { id: groupId, paper } = groups.a;
  const first = async (table: string) => {
    const [row] = await house.sql<
      { id: string }[]
    >`select id from ${house.sql(table)} t order by (to_jsonb(t) ->> 'state' = 'proposed') desc nulls last limit 1`;
    if (row === undefined) throw new Error(`The demo has no ${table}`);
    return row.id;
  };
  ids.groups = groupId;
  ids.papers = paper.id;
  ids.versions = yes(await lockVersion(house, secretariat, { paperId: paper.id, purpose: 'milestone', reason: 'Til mødet' })).id;
  ids.packs = yes(await makePack(house, secretariat, { groupId, title: 'Udkast' })).packId;
  ids.material = yes(await addMaterial(house, secretariat, { groupId, kind: 'note', title: 'Note' })).materialId;
  const [meeting] = await house.sql<{ id: string }[]>`
    select m.id from meeting m join agenda_item i on i.meeting_id = m.id where m.group_id = ${groupId} and m.state = 'planned' limit 1`;
  ids.meetings = meeting!.id;
  const [item] = await house.sql<{ id: string }[]>`select id from agenda_item where meeting_id = ${meeting!.id} limit 1`;
  ids.items = item!.id;
  const tables = { threads: 'thread', comments: 'comment', presentations: 'presentation', criteria: 'success_criterion' };
  const more = { homework: 'homework', experts: 'expert_nomination', comparables: 'comparable', proposals: 'target_proposal' };
  for (const [kind, table] of Object.entries({ ...tables, ...more, organisations: 'organisation' })) ids[kind] = await first(table);
  ids.people = demo.idOf('miljoe@birkelev.example');
  ({ session } = yes(await signIn(house, { mail, password: 'samskriv', address: '192.0.2.1' })));
});
afterAll(() => demo.drop());

/** A value that fits a field, by its name; what it says must only be worth looking at. */
function fitting(name: string, kind: string): string {
  if (name === 'key' || name === 'id') return ids[kind] ?? '';
  if (/^(date|statedOn|dueDate|steeringDate|until|untilDate|due)$/.test(name)) return '2031-03-04';
  const words: Record<string, string | undefined> = {
    from: '09:00',
    to: '12:00',
    kind: 'target',
    role: 'member',
    level: 'core',
    state: 'kept',
    stance: 'support',
    answer: 'yes',
    purpose: 'milestone',
    score: 'met',
    topic: 'home',
    address: 'https://nabo.example',
    link: 'https://nabo.example',
    mail: 'ny@viden.example',
    owner: ids.people,
    person: ids.people,
    personId: ids.people,
    item: ids.items,
    materialId: ids.material,
    sourceId: ids.comparables,
    version: '1',
    days: '30',
    round: '1',
    number: '1',
    seen: '1',
    at: '1',
    end: '5',
    do: 'optional meeting4',
    step: '',
    belongs: '',
    presenter: '',
    locale: 'da',
  };
  return words[name] ?? 'Ord';
}

/** What a page's parameters are: `[id]` is of the kind in its path. */
function paramsOf(path: string): Record<string, string> {
  const kind = path.split('/').findLast((_, at, parts) => parts[at + 1] === '[id]') ?? '';
  const known: Record<string, string | undefined> = {
    id: ids[kind],
    person: ids.people,
    item: ids.comparables,
    organisation: ids.organisations,
    token: 'x',
  };
  return Object.fromEntries([...path.matchAll(/\[(\w+)\]/g)].map(([, name]) => [name!, known[name!] ?? 'x']));
}

/** What the last visit broke on. */
let wrong: string[] = [];

/** The status a page or a form action answers with; whatever it did is undone. */
async function statusOf(visit: Visit, work: (event: never) => unknown): Promise<number> {
  const answer = await undone(demo.house, (house) => visitPage(house, session, visit, work));
  if (answer.wrong !== null) wrong.push(answer.wrong);
  return answer.status;
}

/** The names that something asks a form or an address for, while `work` runs. */
async function namesAsked(from: { get(name: string): unknown }, work: () => Promise<unknown>): Promise<Set<string>> {
  const names = new Set<string>();
  const get = Reflect.get(from, 'get') as (name: string) => unknown;
  const spy = vi.spyOn(from, 'get').mockImplementation(function (this: unknown, name: string) {
    names.add(name);
    return get.call(this, name);
  });
  await work();
  spy.mockRestore();
  return names;
}

test('row 58: every form refuses what is no number and what cannot be kept, and none breaks', async () => {
  const failed: string[] = [];
  for (const { path, actions = {} } of pages) {
    const params = paramsOf(path);
    const kinds =
      /\/(\w+)$/.exec(path)?.[1] === 'material'
        ? ['material', 'packs']
        : [/\/(criteria|homework|proposals|experts)$/.exec(path)?.[1] ?? 'items', 'presentations'];
    for (const [name, action] of Object.entries(actions)) {
      for (const kind of kinds) {
        const fields = new Map<string, string>();
        for (let known = -1; known < fields.size;) {
          known = fields.size;
          const asked = await namesAsked(FormData.prototype, () => statusOf({ path, params, form: [...fields] }, action as never));
          for (const field of asked) fields.set(field, fitting(field, kind));
        }
        for (const field of fields.keys()) {
          for (const value of [...odd, ...unwritableBytes]) {
            const form = [...fields].map(([one, fits]): [string, string] => [one, one === field ? value : fits]);
            wrong = [];
            const status = await statusOf({ path, params, form }, action as never);
            const no = field === 'version' || unwritable.includes(value) ? status !== 422 : status >= 500;
            if (no) failed.push(`${path}?/${name} ${field}=${JSON.stringify(value)}: ${String(status)} ${wrong.join()}`);
          }
        }
      }
    }
  }
  expect(failed).toEqual([]);
}, 120_000);

test('row 58: every page takes whatever its address says', async () => {
  const failed: string[] = [];
  for (const { path, load } of pages) {
    if (load === undefined) continue;
    const params = paramsOf(path);
    const visit = async (visit: Omit<Visit, 'path'>, must?: number) => {
      wrong = [];
      const status = await statusOf({ path, ...visit }, load as never);
      if (must === undefined ? status >= 500 : status !== must)
        failed.push(`${path} ${JSON.stringify(visit)}: ${String(status)} ${wrong.join()}`);
    };
    const asked = new Map<string, string>();
    for (let known = -1; known < asked.size;) {
      known = asked.size;
      const found = await namesAsked(URLSearchParams.prototype, () => visit({ params, search: [...asked] }));
      for (const name of found) asked.set(name, fitting(name, ''));
    }
    const said = (name: string, value: string) => [...asked].map(([one, fits]): [string, string] => [one, one === name ? value : fits]);
    for (const value of odd) {
      for (const name of Object.keys(params)) await visit({ params: { ...params, [name]: value } });
      for (const name of asked.keys()) await visit({ params, search: said(name, value) });
    }
    for (const value of unwritableBytes) for (const name of Object.keys(params)) await visit({ params: { ...params, [name]: value } }, 404);
    for (const value of unwritableBytes) for (const name of asked.keys()) await visit({ params, search: said(name, value) }, 422);
  }
  expect(failed).toEqual([]);
}, 120_000);

type Shape = { type?: string; enum?: unknown[]; const?: unknown; anyOf?: Shape[]; properties?: Record<string, Shape>; format?: string };

/** Values that fit a shape: one for each of its forms. */
function fittingAll(shape: Shape, name = ''): unknown[] {
  if (shape.anyOf?.some(({ type }) => type === 'null') && /^(step|belongs|presenter)$/.test(name)) return [null];
  if (shape.anyOf !== undefined) return shape.anyOf.flatMap((one) => fittingAll(one, name));
  if (shape.const !== undefined) return [shape.const];
  if (shape.enum !== undefined) return [shape.enum[0]];
  if (shape.type === 'integer' || shape.type === 'number') return [1];
  if (shape.type === 'boolean') return [true];
  if (shape.type === 'null') return [null];
  if (shape.type === 'array') return [[]];
  if (shape.type !== 'object') return [fitting(name, '')];
  const properties = Object.entries(shape.properties ?? {});
  return [Object.fromEntries(properties.map(([key, one]) => [key, fittingAll(one, key)[0]]))];
}

/** A body as JSON with one of its fields, at any depth, changed to each odd value, as a text and as a number. */
function oddBodies(body: unknown): { field: string; raw: string; unwritable?: true }[] {
  const bodies: { field: string; raw: string; unwritable?: true }[] = [];
  const mark = '@odd@';
  const walk = (inside: unknown, field: string, whole: (other: unknown) => unknown): void => {
    if (typeof inside === 'object' && inside !== null && !Array.isArray(inside)) {
      for (const [key, value] of Object.entries(inside)) walk(value, key, (other) => whole({ ...inside, [key]: other }));
      return;
    }
    const json = JSON.stringify(whole(mark));
    for (const value of odd) {
      bodies.push({ field, raw: json.replace(mark, value) });
      if (value !== '' && value !== 'x') bodies.push({ field, raw: json.replace(`"${mark}"`, value) });
    }
    for (const value of unwritable) bodies.push({ field, raw: json.replace(`"${mark}"`, JSON.stringify(value)), unwritable: true });
  };
  walk(body, '', (other) => other);
  return bodies;
}

// Bytes that are no UTF-8, nesting that recursion would not survive, a key that cannot be kept.
const noBodies: BodyInit[] = [
  Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
  `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
  '{"a":{"\\u0000":1}}',
];

test('row 58: every operation refuses what is no number and what cannot be kept, and none breaks', async () => {
  const failed: string[] = [];
  for (const { method, path, input, query, upload } of operations) {
    const kind = path.split('/')[2]!;
    const fill = (name: string): string =>
      ({ id: ids[kind], person: ids.people, organisation: ids.organisations, round: '1', moment: '1' })[name] ?? 'x';
    const address = (odd: Record<string, string> = {}) =>
      path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(odd[name] ?? fill(name)));
    const knock = async (address: string, raw?: BodyInit, must?: number) => {
      const headers = { cookie: '', 'content-type': 'application/json' };
      const sent = raw === undefined ? {} : { raw };
      const status = await undone(
        demo.house,
        async (house) => (await openDoor(house)(method, address, { session, origin: 'http://samskriv.example', headers, ...sent })).status,
      );
      if (must === undefined ? status >= 500 : status !== must)
        failed.push(`${method} ${address} ${String(status)} ${typeof raw === 'string' ? raw.slice(0, 300) : ''}`);
    };
    const shape = input === null || upload ? null : (z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Shape);
    const bodies = shape === null ? [] : fittingAll(shape);
    for (const body of bodies)
      for (const { field, raw, unwritable } of oddBodies(body))
        await knock(address(), raw, field === 'version' || unwritable ? 422 : undefined);
    if (shape !== null) for (const raw of noBodies) await knock(address(), raw, 422);
    const asked =
      query === null ? [] : Object.keys((z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' }) as Shape).properties ?? {});
    const whole = bodies[0] === undefined ? undefined : JSON.stringify(bodies[0]);
    for (const value of odd) {
      for (const [, name] of path.matchAll(/\{(\w+)\}/g)) await knock(address({ [name!]: value }), whole);
      for (const name of asked) await knock(`${address()}?${new URLSearchParams({ [name]: value }).toString()}`, whole);
    }
    for (const value of unwritableBytes) {
      for (const [, name] of path.matchAll(/\{(\w+)\}/g)) await knock(address({ [name!]: value }), whole, 404);
      for (const name of asked) await knock(`${address()}?${new URLSearchParams({ [name]: value }).toString()}`, whole, 422);
    }
  }
  expect(failed).toEqual([]);
}, 120_000);
