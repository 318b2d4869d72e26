import { makeTokenAtConsole } from '@samskriv/commands';
import { demoHouse, yes, type DemoHouse } from '@samskriv/commands/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDoor } from './door.ts';

let demo: DemoHouse;
let get: (mail: string, path: string) => Promise<Response>;
const sealed = new Map<string, string>();
let seal: (paperId: string) => Promise<string>;
beforeAll(async () => {
  demo = await demoHouse();
  const ask = openDoor(demo.house);
  const tokenOf = async (mail: string) => yes(await makeTokenAtConsole(demo.house, { mail })).token;
  get = async (mail, path) => ask('GET', path, { token: await tokenOf(mail) });
  seal = async (paperId) => {
    const known = sealed.get(paperId);
    if (known !== undefined) return known;
    const token = await tokenOf('sekretariat@partnerskab.example');
    const body = { purpose: 'milestone', reason: 'Til mødet' };
    const response = await ask('POST', `/api/papers/${paperId}/versions`, { token, body });
    expect(response.status).toBe(201);
    const { id } = (await response.json()) as { id: string };
    sealed.set(paperId, id);
    return id;
  };
});
afterAll(() => demo.drop());

const chair = 'formand@strandholt.example';

test('two texts are compared as data and as a redline to show', async () => {
  const { a, b } = demo.groups;
  const [one, other] = [await seal(a.paper.id), await seal(b.paper.id)];
  const secretariat = 'sekretariat@partnerskab.example';
  const same = await get(secretariat, `/api/compare?from=${one}&to=paper:${a.paper.id}`);
  expect(await same.json()).toMatchObject({ equal: true, count: 0, from: { version: { id: one } }, to: { version: null } });

  const different = (await (await get(secretariat, `/api/compare?from=${one}&to=${other}`)).json()) as { equal: boolean; count: number };
  expect(different.equal).toBe(false);
  expect(different.count).toBeGreaterThan(3);
  for (const view of ['one', 'beside']) {
    const page = await get(secretariat, `/api/compare?from=${one}&to=${other}&format=html&view=${view}`);
    expect(page.headers.get('content-type')).toContain('text/html');
    const html = await page.text();
    expect(html).toMatch(/<ins><span class="spoken">Indsat: <\/span>/);
    for (let number = 1; number <= different.count; number += 1) expect(html).toContain(`id="change-${String(number)}"`);
  }
});

test('both texts are judged', async () => {
  const { a, c } = demo.groups;
  const [own, foreign] = [await seal(a.paper.id), await seal(c.paper.id)];
  for (const [from, to] of [
    [own, foreign],
    [foreign, own],
    [own, `paper:${c.paper.id}`],
    [own, 'paper:'],
    [own, 'none'],
  ])
    for (const format of ['json', 'html'])
      expect((await get(chair, `/api/compare?from=${String(from)}&to=${String(to)}&format=${format}`)).status).toBe(404);
  expect((await get(chair, `/api/compare?from=${own}`)).status).toBe(422);
  expect((await get(chair, `/api/compare?from=${own}&to=paper:${a.paper.id}`)).status).toBe(200);
});
