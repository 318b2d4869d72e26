import {
  addComparable,
  addMaterial,
  lockVersion,
  makePack,
  makeProposal,
  nominateExpert,
  openThread,
  planPresentation,
  signIn,
} from '@samskriv/commands';
import { demoHouse, undone, yes, type DemoHouse } from '@samskriv/commands/testing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { files, pages, visitPage } from './pageDoor.ts';

// Fault row 40, by the pages: whoever is not in a group finds none of its pages, forms and files (api.test.ts walks the API).

const outside = ['formand@strandholt.example', 'miljoe@birkelev.example', 'observatoer@aamose.example', 'kollega@birkelev.example'];
const inside = 'sekretariat@partnerskab.example';

let demo: DemoHouse;
const sessions = new Map<string, string>();
const ids: Record<string, string> = {};
/** What a form's hidden key can name: one of each kind of thing that the group has. */
const keys: string[] = [];

beforeAll(async () => {
  vi.spyOn(console, 'warn').mockReturnValue();
  demo = await demoHouse();
  const { house, groups } = demo;
  const secretariat = await demo.actor(inside);
  const { id: groupId, paper } = groups.c;
  const [meeting] = await house.sql<{ id: string }[]>`select id from meeting where group_id = ${groupId} limit 1`;
  const row = { groupId, kind: 'target', source: 'Nabo', wording: 'Kun flergang.' };
  ids.groups = groupId;
  ids.papers = paper.id;
  ids.versions = yes(await lockVersion(house, secretariat, { paperId: paper.id, purpose: 'milestone', reason: 'Til mødet' })).id;
  ids.meetings = meeting!.id;
  ids.item = yes(await addComparable(house, secretariat, row)).comparableId;
  const [line] = await house.sql<{ personId: string; organisationId: string }[]>`
    select p.id as person_id, p.organisation_id from membership m join person p on p.id = m.person_id
    where m.group_id = ${groupId} and p.organisation_id is not null limit 1`;
  ids.person = line!.personId;
  ids.organisation = line!.organisationId;
  for (const table of ['success_criterion', 'homework']) {
    const [thing] = await house.sql<{ id: string }[]>`select id from ${house.sql(table)} where group_id = ${groupId} limit 1`;
    keys.push(thing!.id);
  }
  await house.sql`insert into settled_step (group_id, step, outcome) values (${groupId}, 'own', 'done')`;
  const [item] = await house.sql<{ id: string }[]>`select id from agenda_item where meeting_id = ${meeting!.id} limit 1`;
  const opened = { paperId: paper.id, anchor: { from: 0, to: 20 }, body: 'Her?' };
  keys.push(
    item!.id,
    yes(await planPresentation(house, secretariat, { itemId: item!.id, title: 'Oplæg' })).presentationId,
    yes(await nominateExpert(house, secretariat, { groupId, name: 'Egon', mail: 'egon@viden.example' })).nominationId,
    yes(await addMaterial(house, secretariat, { groupId, kind: 'note', title: 'Note' })).materialId,
    yes(await makeProposal(house, secretariat, { groupId, wording: 'Kun flergang.', level: 'requirement' })).proposalId,
    yes(await makePack(house, secretariat, { groupId, title: 'Pakke' })).packId,
    yes(await openThread(house, secretariat, opened)).threadId,
  );
  for (const mail of [inside, ...outside]) {
    sessions.set(mail, yes(await signIn(house, { mail, password: 'samskriv', address: '192.0.2.1' })).session);
  }
});
afterAll(() => demo.drop());

const ofGroups = /^\/(groups|papers|versions|meetings)\/\[id\]/;

function paramsOf(path: string): Record<string, string> {
  const kind = ofGroups.exec(path)![1]!;
  return Object.fromEntries([...path.matchAll(/\[(\w+)\]/g)].map(([, name]) => [name!, ids[name === 'id' ? kind : name!]!]));
}

async function statusOf(mail: string, path: string, work: unknown, form?: [string, string][]): Promise<number> {
  const search: [string, string][] = [['version', ids.versions!]];
  const visit = { path, params: paramsOf(path), search, ...(form === undefined ? {} : { form }) };
  const answer = await undone(demo.house, (house) => visitPage(house, sessions.get(mail)!, visit, work as never));
  return answer.status;
}

test('another group’s pages are not found (row 40)', async () => {
  const found: string[] = [];
  for (const { path, load } of pages.filter(({ path, load }) => load !== undefined && ofGroups.test(path))) {
    expect([200, 303], path).toContain(await statusOf(inside, path, load));
    for (const mail of outside) {
      const status = await statusOf(mail, path, load);
      if (status !== 404) found.push(`${mail} ${path} ${String(status)}`);
    }
  }
  expect(found).toEqual([]);
});

test('another group’s files are not found (row 40)', async () => {
  const found: string[] = [];
  for (const { path, methods } of files.filter(({ path }) => ofGroups.test(path))) {
    expect(await statusOf(inside, path, methods['GET']), path).toBe(200);
    for (const mail of outside) {
      const status = await statusOf(mail, path, methods['GET']);
      if (status !== 404) found.push(`${mail} ${path} ${String(status)}`);
    }
  }
  expect(found).toEqual([]);
});

test('another group’s forms are not found, whatever of it they name (row 40)', async () => {
  const fields = (key: string): [string, string][] =>
    Object.entries({ key, materialId: key, step: 'own', version: '1', personId: ids.person!, place: 'section:x', at: '1', end: '5' });
  const found: string[] = [];
  const hidden: string[] = [];
  for (const { path, actions = {} } of pages.filter(({ path }) => ofGroups.test(path))) {
    for (const [name, action] of Object.entries(actions)) {
      const statuses = await Promise.all(keys.map(async (key) => [key, await statusOf(inside, path, action, fields(key))] as const));
      const named = statuses.filter(([, status]) => status !== 404);
      if (named.length === 0) hidden.push(`${path}?/${name}`);
      for (const mail of outside) {
        for (const [key] of named) {
          const status = await statusOf(mail, path, action, fields(key));
          if (status !== 404) found.push(`${mail} ${path}?/${name} ${String(status)}`);
        }
      }
    }
  }
  expect({ found, hidden }).toEqual({ found: [], hidden: [] });
});
