import { hearNotices, type Notice } from '@samskriv/database';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { readPaper, readPaperContent } from '../papers/readPaper.ts';
import { createGroup } from './createGroup.ts';
import { listGroups, readGroup } from './read.ts';
import { renameGroup } from './renameGroup.ts';
import { removeMembership, setMembership } from './roster.ts';

let demo: DemoHouse;
let stop: () => Promise<void>;
let heard: Notice[] = [];

beforeAll(async () => {
  demo = await demoHouse();
  ({ stop } = await hearNotices(
    demo.house.sql,
    (notice) => heard.push(notice),
    () => {},
  ));
});
afterAll(async () => {
  await stop();
  await demo.drop();
});
beforeEach(() => {
  heard = [];
});

const secretariat = () => demo.actor('sekretariat@partnerskab.example');
const chair = () => demo.actor('formand@strandholt.example');
const told = (personId: string) =>
  expect.poll(() => heard.some((notice) => notice.kind === 'rights' && notice.personId === personId)).toBe(true);
const roleOf = async (groupId: string, mail: string) =>
  yes(await readGroup(demo.house, await secretariat(), groupId)).roster.find((line) => line.mail === mail)?.role ?? null;

describe('making a group', () => {
  test('gives it a target, a paper with one open round and a first row in the log, all at once', async () => {
    const made = yes(await createGroup(demo.house, await chair(), { title: ' Møbler  og inventar ', kind: 'new' }));
    const actor = await chair();
    const group = yes(await readGroup(demo.house, actor, made.groupId));
    expect(group).toMatchObject({ title: 'Møbler og inventar', kind: 'new', role: 'chair', people: 1, lastEditAt: null });
    expect(group.target).toMatchObject({ id: made.targetId, title: 'Møbler og inventar', state: 'draft' });
    expect(group.chair?.id).toBe(actor.personId);
    const paper = yes(await readPaper(demo.house, actor, made.paperId));
    expect(paper).toMatchObject({ document: `paper:${made.paperId}:1`, state: 'open', readOnly: false, round: 1, groupId: made.groupId });
    expect(paper.sections.map(({ kind }) => kind)).toContain('target');
    const rows = await demo.house.sql`
      select number, kind, author, hash = encode(sha256(bytes), 'hex') as hashed from paper_update where paper_id = ${made.paperId}`;
    expect(rows).toEqual([{ number: '1', kind: 'birth', author: null, hashed: true }]);
    await told(actor.personId);
  });

  test('by the secretariat has no chair until one is appointed', async () => {
    const actor = await secretariat();
    const made = yes(await createGroup(demo.house, actor, { title: 'Uden formand', kind: 'new' }));
    expect(yes(await readGroup(demo.house, actor, made.groupId))).toMatchObject({ chair: null, roster: [], role: 'secretariat' });
  });

  test('to update takes the points from a pasted text', async () => {
    const text = '1. Toner skal være genbrugt.\n1.a Det gælder også farver,\nogså de lyse.\n2) Det anbefales at printe mindre.\n';
    const made = yes(await createGroup(demo.house, await chair(), { title: 'Toner', kind: 'update', text }));
    const content = yes(await readPaperContent(demo.house, await chair(), { paperId: made.paperId, format: 'txt' }));
    expect('text' in content && content.text).toContain(
      '1 Toner skal være genbrugt.\n1.a Det gælder også farver, også de lyse.\n2 Det anbefales at printe mindre.',
    );
    const { sections } = yes(await readPaper(demo.house, await chair(), made.paperId));
    expect(sections[0]).toMatchObject({ status: 'draft' });
    expect(sections[0]!.points.map(({ level }) => level)).toEqual(['requirement', 'requirement', 'recommendation']);
  });

  test('to update a target starts from its text, with the same ids and nothing counted as finished', async () => {
    const actor = await secretariat();
    const { a } = demo.groups;
    const former = yes(await readPaper(demo.house, actor, a.paper.id)).sections;
    const made = yes(await createGroup(demo.house, actor, { title: 'Engangsservice igen', kind: 'update', targetId: a.target.id }));
    const reborn = yes(await readPaper(demo.house, actor, made.paperId)).sections;
    expect(made.targetId).toBe(a.target.id);
    expect(reborn.map(({ id, points }) => [id, points])).toEqual(former.map(({ id, points }) => [id, points]));
    expect(reborn.some(({ status }) => status === 'complete' || status === 'checked')).toBe(false);
    const text = async (paperId: string) => yes(await readPaperContent(demo.house, actor, { paperId, format: 'txt' }));
    expect(await text(made.paperId)).toEqual(await text(a.paper.id));
  });

  test('names the field at fault, and leaves nothing behind', async () => {
    const count = async () => (await demo.house.sql`select 1 from procurement_target`).length;
    const before = await count();
    const make = async (fields: object) => createGroup(demo.house, await chair(), { title: 'Møbler', kind: 'new', ...fields });
    expect(await make({ title: '' })).toEqual({ refused: 'required', field: 'title' });
    expect(await make({ title: 'x'.repeat(201) })).toMatchObject({ refused: 'too_long', field: 'title' });
    expect(await make({ kind: 'old' })).toEqual({ refused: 'invalid', field: 'kind' });
    expect(await make({ text: 'x'.repeat(100_001) })).toMatchObject({ refused: 'too_long', field: 'text' });
    expect(await make({ targetId: demo.groups.a.target.id })).toEqual({ refused: 'invalid', field: 'targetId' });
    expect(await make({ kind: 'update', targetId: 'x' })).toEqual({ refused: 'not_found', field: 'targetId' });
    expect(await count()).toBe(before);
  });
});

describe('the roster', () => {
  test('has one chair: appointing another makes the former a member', async () => {
    const { id: groupId } = demo.groups.b;
    const personId = demo.idOf('indkob@fjordby.example');
    yes(await setMembership(demo.house, await secretariat(), { groupId, personId, role: 'chair' }));
    expect(await roleOf(groupId, 'indkob@fjordby.example')).toBe('chair');
    expect(await roleOf(groupId, 'pia.thorsager@nordoest.example')).toBe('member');
    await told(personId);
    await told(demo.idOf('pia.thorsager@nordoest.example'));
  });

  test('cannot be given two chairs at the same moment', async () => {
    const { id: groupId } = demo.groups.c;
    const mails = ['eva.lyngsoe@nordoest.example', 'niels.overgaard@fjordby.example', 'rasmus.bjerg@midtfjord.example'];
    const actor = await secretariat();
    const outcomes = await Promise.all(
      mails.map((mail) => setMembership(demo.house, actor, { groupId, personId: demo.idOf(mail), role: 'chair' })),
    );
    outcomes.forEach(yes);
    const roles = await Promise.all(mails.map((mail) => roleOf(groupId, mail)));
    expect(roles.filter((role) => role === 'chair')).toHaveLength(1);
  });

  test('a chair neither appoints, lowers nor removes a chair, not even themselves', async () => {
    const { id: groupId } = demo.groups.a;
    const actor = await chair();
    const { personId } = actor;
    expect(await setMembership(demo.house, actor, { groupId, personId, role: 'member' })).toEqual({ refused: 'forbidden', field: 'role' });
    expect(await removeMembership(demo.house, actor, { groupId, personId })).toEqual({ refused: 'forbidden', field: 'role' });
    yes(await setMembership(demo.house, actor, { groupId, personId, role: 'chair', competence: 'procurement' }));
  });

  test('an expert needs a last day, which ends their access when it has passed', async () => {
    const { id: groupId, paper } = demo.groups.a;
    const personId = demo.idOf('ambassador@fjordby.example');
    const set = async (fields: object) => setMembership(demo.house, await chair(), { groupId, personId, role: 'expert', ...fields });
    expect(await set({})).toEqual({ refused: 'required', field: 'untilDate' });
    expect(await set({ untilDate: '2026-02-30' })).toEqual({ refused: 'invalid_date', field: 'untilDate' });
    expect(await set({ untilDate: '2020-01-01' })).toEqual({ refused: 'date_passed', field: 'untilDate' });
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Copenhagen' });
    yes(await set({ untilDate: today }));
    const expert = () => demo.actor('ambassador@fjordby.example');
    expect(yes(await readPaper(demo.house, await expert(), paper.id))).toMatchObject({ readOnly: true, mayComment: true, role: 'expert' });
    await demo.house.sql`update membership set until_date = until_date - 1 where person_id = ${personId}`;
    expect(await readPaper(demo.house, await expert(), paper.id)).toEqual({ refused: 'not_found' });
    expect(await listGroups(demo.house, await expert())).toEqual([]);
    const line = yes(await readGroup(demo.house, await chair(), groupId)).roster.find(({ id }) => id === personId);
    expect(line).toMatchObject({ active: false });
    yes(await removeMembership(demo.house, await chair(), { groupId, personId }));
  });

  test('removing and lowering count at once, and the others are told', async () => {
    const { id: groupId, paper } = demo.groups.a;
    const mail = 'rasmus.bjerg@midtfjord.example';
    const personId = demo.idOf(mail);
    expect(yes(await readPaper(demo.house, await demo.actor(mail), paper.id)).readOnly).toBe(false);
    yes(await setMembership(demo.house, await chair(), { groupId, personId, role: 'observer' }));
    expect(yes(await readPaper(demo.house, await demo.actor(mail), paper.id)).readOnly).toBe(true);
    await told(personId);
    heard = [];
    yes(await removeMembership(demo.house, await chair(), { groupId, personId }));
    expect(await readPaper(demo.house, await demo.actor(mail), paper.id)).toEqual({ refused: 'not_found' });
    await told(personId);
    expect(await removeMembership(demo.house, await chair(), { groupId, personId })).toEqual({ refused: 'not_found', field: 'personId' });
  });

  test('every change stands in the audit log, with who did it', async () => {
    const { id: groupId } = demo.groups.a;
    yes(await renameGroup(demo.house, await chair(), { groupId, title: 'Engangsservice, takeaway og fester' }));
    const rows = await demo.house.sql<{ actor: string; action: string }[]>`
      select actor, action from audit_log where thing_kind = 'group' and thing_id = ${groupId} order by id`;
    expect(rows.at(-1)).toEqual({ actor: demo.idOf('formand@strandholt.example'), action: 'group.rename' });
    expect(rows.map(({ action }) => action)).toContain('roster.remove');
    await expect(demo.house.sql`delete from audit_log`).rejects.toThrow(/permission denied/);
  });
});
