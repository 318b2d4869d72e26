import { isRefusal } from '@samskriv/process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { fillBasis, listBasis } from './basis.ts';
import { addComparable, changeComparable, listComparables, removeComparable } from './comparables.ts';
import { pasteComparables, readPasted } from './paste.ts';

let demo: DemoHouse;
beforeAll(async () => {
  demo = await demoHouse();
});
afterAll(() => demo.drop());

const chair = () => demo.actor('formand@strandholt.example');
const member = () => demo.actor('indkob@fjordby.example');
const other = () => demo.actor('pia.thorsager@nordoest.example');
const observer = () => demo.actor('observatoer@aamose.example');
const groupId = () => demo.groups.a.id;

async function organisation(name: string): Promise<string> {
  const rows = yes(await listBasis(demo.house, await chair(), { groupId: groupId() })).rows;
  return rows.find((row) => row.organisation.name === name)!.organisation.id;
}

test('2.1 an answer goes from missing to submitted, filled in by the organisation’s own people', async () => {
  const organisationId = await organisation('Region Nordøst');
  const row = async (who: typeof chair) =>
    yes(await listBasis(demo.house, await who(), { groupId: groupId() })).rows.find((row) => row.organisation.id === organisationId)!;
  expect(await row(member)).toMatchObject({ submittedAt: null, version: 0, people: 1, mayFill: false });
  const fill = async (who: typeof chair, version: number, submit: boolean, more: object = {}) =>
    fillBasis(demo.house, await who(), { groupId: groupId(), organisationId, version, submit, practice: 'Vi bruger papkrus.', ...more });
  expect(await fill(member, 0, true)).toMatchObject({ refused: 'forbidden' });
  expect(await fill(observer, 0, true)).toMatchObject({ refused: 'forbidden' });
  expect(await fill(other, 0, true)).toMatchObject({ refused: 'required', field: 'level' });
  yes(await fill(other, 0, false));
  expect(await row(member)).toMatchObject({ submittedAt: null, practice: '', changedBy: null });
  expect(await row(chair)).toMatchObject({ practice: 'Vi bruger papkrus.' });
  yes(await fill(other, 1, true, { level: 'none' }));
  expect(await row(member)).toMatchObject({ level: 'none', practice: 'Vi bruger papkrus.', submittedAt: expect.any(Date) });
});

test('of two who fill in the same row the second is told, and nothing of either is lost', async () => {
  const organisationId = await organisation('Åmose Forsyning');
  const fill = async (who: typeof chair, version: number, practice: string) =>
    fillBasis(demo.house, await who(), { groupId: groupId(), organisationId, version, level: 'core', practice, submit: true });
  const secretariat = () => demo.actor('sekretariat@partnerskab.example');
  const outcomes = await Promise.all([fill(chair, 0, 'Formandens'), fill(secretariat, 0, 'Sekretariatets')]);
  expect(outcomes.filter((outcome) => isRefusal(outcome))).toMatchObject([{ refused: 'changed_meanwhile' }]);
  const first = isRefusal(outcomes[0]) ? 'Sekretariatets' : 'Formandens';
  const rows = async () => yes(await listBasis(demo.house, await chair(), { groupId: groupId() })).rows;
  const row = (await rows()).find((row) => row.organisation.id === organisationId)!;
  expect(row.practice).toBe(first);
  expect(await fill(chair, 0, 'Igen')).toMatchObject({ refused: 'changed_meanwhile' });
  yes(await fill(chair, row.version, 'Begge'));
  expect(await fill(secretariat, row.version, 'For sent')).toMatchObject({ refused: 'changed_meanwhile' });
});

test('the partnership’s members are asked, experts’ houses and the secretariat’s own are not', async () => {
  const names = yes(await listBasis(demo.house, await chair(), { groupId: groupId() })).rows.map(({ organisation }) => organisation.name);
  expect(names).toContain('Fjordby Kommune');
  expect(names).not.toContain('Videncenter for Emballage');
  expect(names).not.toContain('Partnerskabets sekretariat');
});

test('2.2 a target elsewhere is kept with its level, date and address, and 2.3 so are labels and areas', async () => {
  const target = { kind: 'target', source: 'Nørrevang Kommune', wording: 'Kun flergang.', level: 'core', statedOn: '2025-02-03' };
  const { comparableId } = yes(
    await addComparable(demo.house, await member(), { ...target, groupId: groupId(), address: 'noerrevang.example/maal' }),
  );
  const rows = async () => yes(await listComparables(demo.house, await observer(), { groupId: groupId() })).rows;
  expect((await rows()).find(({ id }) => id === comparableId)).toMatchObject({ ...target, address: 'https://noerrevang.example/maal' });
  const change = async (version: number, more: object) =>
    changeComparable(demo.house, await other(), { ...target, comparableId, version, ...more });
  expect(await change(1, { statedOn: '2025-02-30' })).toMatchObject({ refused: 'invalid_date', field: 'statedOn' });
  expect(await change(1, { wording: ' ' })).toMatchObject({ refused: 'required', field: 'wording' });
  yes(await change(1, { kind: 'label', source: 'Blomsten' }));
  expect(await change(1, { kind: 'area' })).toMatchObject({ refused: 'changed_meanwhile' });
  expect((await rows()).find(({ id }) => id === comparableId)).toMatchObject({ kind: 'label', source: 'Blomsten', version: 2 });
  yes(await removeComparable(demo.house, await member(), { comparableId }));
  expect((await rows()).map(({ id }) => id)).not.toContain(comparableId);
});

test('lines of a spreadsheet come in with or without heads, as Danes write dates and levels', () => {
  const tabs = 'Kilde\tDato\tFormulering\tNiveau\nAabo\t3.11.2025\t"Kun ""flergang"""\tUdvidet\n';
  expect(readPasted(tabs, 'target')).toMatchObject([
    { line: 2, refused: null, row: { source: 'Aabo', wording: 'Kun "flergang"', level: 'comprehensive', statedOn: '2025-11-03' } },
  ]);
  expect(readPasted('Aabo;Kun flergang;basis;2025-01-02\n\nBebo;"To\nlinjer"', 'target')).toMatchObject([
    { row: { source: 'Aabo', level: 'core' } },
    { row: { source: 'Bebo', wording: 'To\nlinjer' } },
  ]);
  expect(readPasted(' \n ', 'target')).toMatchObject({ refused: 'required', field: 'text' });
  expect(readPasted('a;b\n'.repeat(501), 'target')).toMatchObject({ refused: 'too_long' });
});

test('a fault in one line stores none, and says which line and field', async () => {
  const paste = async (text: string, dry: boolean) =>
    yes(await pasteComparables(demo.house, await member(), { groupId: groupId(), kind: 'target', text, dry }));
  const count = async () => yes(await listComparables(demo.house, await member(), { groupId: groupId() })).rows.length;
  const before = await count();
  const faulty = 'Aabo;Kun flergang;basis\nBebo;;basis\nCebo;Krav;højt';
  expect(await paste(faulty, false)).toMatchObject({
    added: 0,
    lines: [{ refused: null }, { line: 2, refused: { field: 'wording' } }, { line: 3, refused: { field: 'level' } }],
  });
  const sound = 'Aabo;Kun flergang;basis\nBebo;Pant;udvidet';
  expect((await paste(sound, true)).added).toBe(0);
  expect(await count()).toBe(before);
  expect((await paste(sound, false)).added).toBe(2);
  expect(await count()).toBe(before + 2);
});
