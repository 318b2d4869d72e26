import { countFileBytes, hearNotices, selectMaterialReaders, type Notice } from '@samskriv/database';
import { isRefusal, type Refusal } from '@samskriv/process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { addComparable, changeComparable, removeComparable } from '../mapping/comparables.ts';
import { chooseMails } from '../threads/notices.ts';
import { addMaterial, changeMaterial, removeMaterial, widenMaterial } from './items.ts';
import { changePack, makePack, removePack, sharePack } from './packs.ts';
import { listKnowledge, listMaterial, listNewMaterial, openFile, seeMaterial } from './read.ts';
import { cleanName, judgeFile, mostFileBytes, mostGroupBytes } from './uploaded.ts';

let demo: DemoHouse;
beforeAll(async () => {
  demo = await demoHouse();
});
afterAll(() => demo.drop());

const chair = () => demo.actor('formand@strandholt.example');
const member = () => demo.actor('miljoe@birkelev.example');
const expert = () => demo.actor('ekspert@viden.example');
const colleague = () => demo.actor('kollega@birkelev.example');
const secretariat = () => demo.actor('sekretariat@partnerskab.example');
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe('what may come in', () => {
  const no = async (name: string, content: Uint8Array) => ((await judgeFile({ name, content })) as Refusal).refused;

  test('office files, pictures and plain text, by what they are and not by what they are called', async () => {
    expect(await judgeFile({ name: 'oplæg.pdf', content: pdf })).toMatchObject({ name: 'oplæg.pdf', type: 'application/pdf' });
    expect(await judgeFile({ name: 'kop.exe', content: png })).toMatchObject({ name: 'kop.exe.png', type: 'image/png' });
    expect(await judgeFile({ name: 'rækker.csv', content: Buffer.from('å;ø\n1;2\n') })).toMatchObject({ type: 'text/plain' });
  });

  test('no pages, drawings, programs or archives', async () => {
    expect(await no('side.html', Buffer.from('<!doctype html><script>alert(1)</script>'))).toBe('wrong_file_type');
    expect(await no('side.txt', Buffer.from('\n <html><script>alert(1)</script></html>'))).toBe('wrong_file_type');
    expect(await no('tegning.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'))).toBe('wrong_file_type');
    expect(await no('tegning.png', Buffer.from('<?xml version="1.0"?><svg onload="alert(1)"/>'))).toBe('wrong_file_type');
    expect(await no('program.txt', Buffer.from('MZ\u0000\u0001\u0002'))).toBe('wrong_file_type');
    expect(await no('arkiv.docx', Buffer.from('504b0506000000000000000000000000000000000000', 'hex'))).toBe('wrong_file_type');
  });

  test('nothing empty and nothing over 25 MB', async () => {
    expect(await no('tom.pdf', Buffer.alloc(0))).toBe('empty_file');
    expect(await no('stor.pdf', Buffer.concat([pdf, Buffer.alloc(mostFileBytes)]))).toBe('too_large');
  });

  test('names lose paths, turned letters and control characters, and get shorter with their ending kept', () => {
    expect(cleanName('../../etc/passwd')).toBe('passwd');
    expect(cleanName('..\\..\\system32\\regler.pdf')).toBe('regler.pdf');
    expect(cleanName('faktura\u202Efdp.exe')).toBe('fakturafdp.exe');
    expect(cleanName('linje\r\nSet-Cookie: x.pdf')).toBe('linjeSet-Cookie_ x.pdf');
    expect(cleanName(`${'å'.repeat(400)}.docx`)).toMatch(/^å{115}\.docx$/);
    expect(cleanName('..')).toBe('fil');
    expect(cleanName('')).toBe('fil');
  });
});

test('2.4 a pack is prepared unseen, shared, and everybody in the group is told until they have looked', async () => {
  const groupId = demo.groups.a.id;
  const { packId } = yes(await makePack(demo.house, await secretariat(), { groupId, title: 'Mål fra andre', summary: 'Læs før møde 2.' }));
  const file = { name: 'mål.pdf', content: pdf };
  const { materialId } = yes(await addMaterial(demo.house, await secretariat(), { groupId, packId, kind: 'file', file }));
  const packs = async (who: typeof member) => yes(await listMaterial(demo.house, await who(), { groupId })).packs.map(({ id }) => id);
  expect(await packs(member)).not.toContain(packId);
  expect(await packs(chair)).toContain(packId);
  expect(await openFile(demo.house, await member(), { materialId })).toMatchObject({ refused: 'not_found' });
  expect(await widenMaterial(demo.house, await chair(), { materialId, topic: 'home' })).toMatchObject({ refused: 'invalid' });

  yes(await sharePack(demo.house, await secretariat(), { packId }));
  expect(await sharePack(demo.house, await secretariat(), { packId })).toMatchObject({ refused: 'pack_shared' });
  const news = async () => (await listNewMaterial(demo.house, await member())).map(({ id }) => id);
  expect(await news()).toContain(packId);
  expect(await packs(member)).toContain(packId);
  const mails = await demo.house.sql<{ n: number }[]>`
    select count(*)::int as n from graphile_worker._private_jobs where payload::text like ${`%${demo.idOf('miljoe@birkelev.example')}%`}`;
  expect(mails[0]!.n).toBe(1);
  yes(await seeMaterial(demo.house, await member(), { groupId }));
  expect(await news()).not.toContain(packId);

  yes(await removePack(demo.house, await secretariat(), { packId }));
  const left = await demo.house.sql`select 1 from stored_file where name = 'mål.pdf'`;
  expect(left).toHaveLength(0);
});

test('what is added by itself, or to a pack that is shared, is told to everybody in the group but who added it', async () => {
  const groupId = demo.groups.a.id;
  const { packId } = yes(await makePack(demo.house, await secretariat(), { groupId, title: 'Bilag til møde 3' }));
  const add = async (who: typeof member, title: string, more: { packId?: string } = {}) =>
    yes(await addMaterial(demo.house, await who(), { groupId, kind: 'note', title, ...more })).materialId;
  const news = async (who: typeof member) => (await listNewMaterial(demo.house, await who())).map(({ title }) => title);
  for (const who of [member, expert, chair]) yes(await seeMaterial(demo.house, await who(), { groupId }));
  const letters = async () =>
    (
      await demo.house.sql<{ payload: { personId: string } }[]>`
      select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'mailMaterial'`
    ).map(({ payload }) => payload.personId);
  await demo.owner`delete from graphile_worker._private_jobs`;
  yes(await chooseMails(demo.house, await expert(), { choice: 'atOnce' }));

  const materialId = await add(member, 'Svar fra Nordby');
  await add(chair, 'Notat i udkast', { packId });
  expect(await news(expert)).toEqual(['Svar fra Nordby']);
  expect(await news(chair)).toEqual(['Svar fra Nordby']);
  expect(await news(member)).toEqual([]);
  expect(await news(colleague)).toEqual([]);
  expect(await letters()).toEqual([demo.idOf('ekspert@viden.example')]);
  expect(await selectMaterialReaders(demo.house.sql)).toContain(demo.idOf('formand@strandholt.example'));

  yes(await sharePack(demo.house, await secretariat(), { packId }));
  await add(chair, 'Eftersendt', { packId });
  expect(await news(member)).toEqual(['Eftersendt', 'Bilag til møde 3']);
  yes(await removeMaterial(demo.house, await member(), { materialId }));
  expect(await news(expert)).not.toContain('Svar fra Nordby');
  yes(await seeMaterial(demo.house, await member(), { groupId }));
  expect(await news(member)).toEqual([]);
  // Who has left the group is told nothing of it any more.
  const { roles, ...rest } = await expert();
  expect(roles.size).toBe(1);
  expect(await listNewMaterial(demo.house, { ...rest, roles: new Map() })).toEqual([]);
});

test('whatever changes in the material or the mapping of a group, its processes are told', async () => {
  const groupId = demo.groups.a.id;
  const { house } = demo;
  const who = await secretariat();
  const heard: Notice[] = [];
  const hearing = await hearNotices(
    house.sql,
    (notice) => heard.push(notice),
    () => {},
  );
  const row = { kind: 'target', source: 'Nabo', wording: 'Kun flergang.' };
  const { materialId } = yes(await addMaterial(house, who, { groupId, kind: 'note', title: 'Note' }));
  const { packId } = yes(await makePack(house, who, { groupId, title: 'Pakke' }));
  const { comparableId } = yes(await addComparable(house, who, { groupId, ...row }));
  const acts = [
    () => changeMaterial(house, who, { materialId, version: 1, title: 'Andet' }),
    () => widenMaterial(house, who, { materialId, topic: 'home' }),
    () => removeMaterial(house, who, { materialId }),
    () => changePack(house, who, { packId, version: 1, title: 'Andet' }),
    () => removePack(house, who, { packId }),
    () => changeComparable(house, who, { comparableId, version: 1, ...row }),
    () => removeComparable(house, who, { comparableId }),
  ];
  const groups = () => heard.filter((notice) => notice.kind === 'group' && notice.groupId === groupId).length;
  await expect.poll(groups).toBe(2);
  for (const [index, act] of acts.entries()) {
    yes(await act());
    await expect.poll(groups).toBe(3 + index);
  }
  await hearing.stop();
});

test('a file comes back as it went in, whole, over many pieces', async () => {
  const groupId = demo.groups.a.id;
  const content = Buffer.concat([pdf, Buffer.alloc(1_400_000, 7)]);
  const { materialId } = yes(
    await addMaterial(demo.house, await expert(), { groupId, kind: 'file', file: { name: 'oplæg.pdf', content } }),
  );
  const { pieces, ...about } = yes(await openFile(demo.house, await member(), { materialId }));
  expect(about).toEqual({ name: 'oplæg.pdf', type: 'application/pdf', bytes: content.length });
  const got: Uint8Array[] = [];
  for await (const piece of pieces) got.push(piece);
  expect(got.length).toBeGreaterThan(2);
  expect(Buffer.concat(got).equals(content)).toBe(true);
  expect(await openFile(demo.house, await colleague(), { materialId })).toMatchObject({ refused: 'not_found' });
});

test('what is shared with all members is found by them, also its file, and by guests it is not', async () => {
  const groupId = demo.groups.a.id;
  const file = { name: 'svensk.pdf', content: pdf };
  const { materialId } = yes(await addMaterial(demo.house, await member(), { groupId, kind: 'file', title: 'Svensk pant', file }));
  const titles = async () => yes(await listKnowledge(demo.house, await colleague())).map(({ title }) => title);
  expect(await titles()).not.toContain('Svensk pant');
  yes(await widenMaterial(demo.house, await member(), { materialId, topic: 'abroad' }));
  expect(await titles()).toContain('Svensk pant');
  expect(isRefusal(await openFile(demo.house, await colleague(), { materialId }))).toBe(false);
  expect(await listKnowledge(demo.house, await expert())).toMatchObject({ refused: 'forbidden' });
  yes(await widenMaterial(demo.house, await member(), { materialId, topic: null }));
  expect(await openFile(demo.house, await colleague(), { materialId })).toMatchObject({ refused: 'not_found' });
});

test('an address must be one of the web, and two who change the same are both heard', async () => {
  const groupId = demo.groups.a.id;
  const add = async (address: string) => addMaterial(demo.house, await member(), { groupId, kind: 'link', title: 'Link', address });
  for (const address of [
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,x',
    'https://bruger:kode@side.example/',
    'ingenting',
  ]) {
    expect(await add(address), address).toMatchObject({ refused: 'invalid_address', field: 'address' });
  }
  const { materialId } = yes(await add('regler.example/pant?år=1'));
  const change = async (title: string) => changeMaterial(demo.house, await member(), { materialId, version: 1, title });
  yes(await change('Første'));
  expect(await change('Anden')).toMatchObject({ refused: 'changed_meanwhile' });
  yes(await removeMaterial(demo.house, await member(), { materialId }));
  expect(await change('Tredje')).toMatchObject({ refused: 'not_found' });
});

describe('the room for a group’s files', () => {
  const file = { name: 'bilag.pdf', content: pdf };
  const add = async (groupId: string) => addMaterial(demo.house, await chair(), { groupId, kind: 'file', file });

  /** A file of as many bytes as leave `left`; its content is not stored, only that it is there. */
  async function fill(groupId: string, left: number): Promise<string> {
    const bytes = mostGroupBytes - left - (await countFileBytes(demo.house.sql, groupId));
    const [by] = await demo.owner<{ id: string }[]>`select id from person limit 1`;
    const [stored] = await demo.owner<{ id: string }[]>`
      insert into stored_file (name, type, bytes, sha256, made_by) values ('stor.pdf', 'application/pdf', ${bytes}, '', ${by!.id}) returning id`;
    const [material] = await demo.owner<{ id: string }[]>`
      insert into material (group_id, kind, title, file_id, made_by)
      values (${groupId}, 'file', 'Stor', ${stored!.id}, ${by!.id}) returning id`;
    return material!.id;
  }

  test('is 1 GB; what is removed makes room again, and no other group has less for it', async () => {
    const groupId = demo.groups.a.id;
    const materialId = await fill(groupId, pdf.length - 1);
    const used = await countFileBytes(demo.house.sql, groupId);
    expect(await add(groupId)).toEqual({ refused: 'no_room', field: 'file', details: { used, most: mostGroupBytes } });
    expect(yes(await listMaterial(demo.house, await chair(), { groupId })).room).toEqual({ used, most: mostGroupBytes });
    const other = await addMaterial(demo.house, await secretariat(), { groupId: demo.groups.b.id, kind: 'file', file });
    expect(other).toHaveProperty('materialId');
    yes(await removeMaterial(demo.house, await chair(), { materialId }));
    yes(await add(groupId));
  });

  test('is not passed by ten who add at once', async () => {
    const groupId = demo.groups.a.id;
    const materialId = await fill(groupId, pdf.length * 3);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => add(groupId)));
    expect(outcomes.filter((outcome) => !isRefusal(outcome))).toHaveLength(3);
    expect(await countFileBytes(demo.house.sql, groupId)).toBe(mostGroupBytes);
    yes(await removeMaterial(demo.house, await chair(), { materialId }));
  });
});
