import { makeTokenAtConsole } from '@samskriv/commands';
import { demoHouse, yes, type DemoHouse } from '@samskriv/commands/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDoor, type Knock } from './door.ts';

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
const tokens = new Map<string, string>();
beforeAll(async () => {
  demo = await demoHouse();
  ask = openDoor(demo.house);
  for (const [who, mail] of Object.entries(mails)) tokens.set(who, yes(await makeTokenAtConsole(demo.house, { mail })).token);
});
afterAll(() => demo.drop());

const say = (who: Who, method: string, path: string, knock: Knock = {}) => ask(method, path, { token: tokens.get(who)!, ...knock });
const json = async (response: Response) => (await response.json()) as Record<string, never>;
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const group = () => demo.groups.a.id;

async function sent(who: Who, name: string, raw: BodyInit): Promise<{ status: number; body: Record<string, never> }> {
  const response = await say(who, 'POST', `/api/groups/${group()}/files?name=${encodeURIComponent(name)}`, { raw });
  return { status: response.status, body: await json(response) };
}

test('a file goes in and comes out as an attachment that cannot run', async () => {
  const { status, body } = await sent('member', '../../Oplæg "møde\u202E2".pdf', pdf);
  expect(status).toBe(201);
  const response = await say('observer', 'GET', `/api/material/${String(body.id)}/file`);
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer()).equals(pdf)).toBe(true);
  expect(response.headers.get('content-type')).toBe('application/pdf');
  expect(response.headers.get('content-length')).toBe(String(pdf.length));
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toContain('sandbox');
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="Opl_g _m_de2_.pdf"; filename*=UTF-8''Opl%C3%A6g%20_m%C3%B8de2_.pdf`,
  );
});

test('what may not come in says why at the field', async () => {
  expect(await sent('member', 'tom.pdf', Buffer.alloc(0))).toMatchObject({ status: 422, body: { code: 'empty_file', field: 'file' } });
  expect(await sent('member', 'side.html', '<html></html>')).toMatchObject({
    status: 422,
    body: { code: 'wrong_file_type', field: 'file' },
  });
  expect(await sent('observer', 'a.pdf', pdf)).toMatchObject({ status: 403 });
  expect(await sent('outsider', 'a.pdf', pdf)).toMatchObject({ status: 404 });
});

test('200 MB are refused after 25 of them, and what came is let go', async () => {
  const piece = new Uint8Array(1024 * 1024);
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++;
      if (pulled > 200) controller.close();
      else controller.enqueue(piece);
    },
  });
  expect(await sent('member', 'stor.pdf', endless)).toMatchObject({ status: 413, body: { code: 'too_large', field: 'file' } });
  expect(pulled).toBeLessThan(40);
});

test('of uploads that all come at once some are taken, some wait, and what is more is refused before it is read', async () => {
  const open: ReadableStreamDefaultController<Uint8Array>[] = [];
  const held = () => new ReadableStream<Uint8Array>({ start: (controller) => void open.push(controller) });
  const uploads = Array.from({ length: 25 }, () => sent('member', 'tom.pdf', held()));
  expect(await Promise.race(uploads)).toMatchObject({ status: 429, body: { code: 'too_many_uploads' } });
  for (const one of open) one.close();
  const statuses = (await Promise.all(uploads)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 422)).toHaveLength(24);
});

test('another group’s material is not there, by any door (row 40)', async () => {
  const made = await json(await say('secretariat', 'POST', `/api/groups/${demo.groups.c.id}/packs`, { body: { title: 'Biler' } }));
  await say('secretariat', 'POST', `/api/packs/${String(made.id)}/sharing`, { body: {} });
  const path = `/api/groups/${demo.groups.c.id}/files?name=biler.pdf&packId=${String(made.id)}`;
  const file = await json(await say('secretariat', 'POST', path, { raw: pdf }));
  const doors: [string, string, object?][] = [
    ['GET', `/api/groups/${demo.groups.c.id}/material`],
    ['POST', `/api/groups/${demo.groups.c.id}/material`, { kind: 'note', title: 'Note' }],
    ['POST', `/api/groups/${demo.groups.c.id}/packs`, { title: 'Pakke' }],
    ['GET', `/api/material/${String(file.id)}/file`],
    ['PATCH', `/api/material/${String(file.id)}`, { version: 1, title: 'Andet' }],
    ['PUT', `/api/material/${String(file.id)}/topic`, { topic: 'home' }],
    ['DELETE', `/api/material/${String(file.id)}`],
    ['PATCH', `/api/packs/${String(made.id)}`, { version: 1, title: 'Andet' }],
    ['POST', `/api/packs/${String(made.id)}/sharing`, {}],
    ['DELETE', `/api/packs/${String(made.id)}`],
  ];
  for (const who of ['chair', 'member', 'outsider'] as const) {
    for (const [method, path, body] of doors) {
      const response = await say(who, method, path, body === undefined ? {} : { body });
      expect(response.status, `${who} ${method} ${path}`).toBe(404);
      expect(JSON.stringify(await response.json())).not.toContain('biler');
    }
  }
});

test('an own group with a foreign pack: both are judged (row 41)', async () => {
  const made = await json(await say('secretariat', 'POST', `/api/groups/${demo.groups.c.id}/packs`, { body: { title: 'Biler' } }));
  const body = { kind: 'note', title: 'Note', packId: made.id };
  expect((await say('chair', 'POST', `/api/groups/${group()}/material`, { body })).status).toBe(404);
  expect((await say('secretariat', 'POST', `/api/groups/${group()}/material`, { body })).status).toBe(404);
});
