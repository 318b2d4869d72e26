import { createHash, randomUUID } from 'node:crypto';
import { hashPassword } from '@samskriv/auth';
import {
  backdateGroup,
  holdWhoIsHere,
  inTransaction,
  insertGroup,
  insertOrganisation,
  insertPerson,
  keepChairs,
  plantActs,
  plantEdits,
  updatePasswordHash,
  upsertMembership,
  type Sql,
} from '@samskriv/database';
import { personColour } from '@samskriv/process';
import type { House } from '../house.ts';
import { readPapersForSearch } from '../search/readPapers.ts';
import { plantGathered } from './plantGathered.ts';
import { withHistory } from './history.ts';
import { plantProcess } from './plantProcess.ts';
import { plantThreads } from './plantThreads.ts';
import { demoPassword, groups, organisations, people, type DemoGroup, type DemoOrganisation } from './people.ts';
import { demoTexts } from './texts.ts';
import { threadsA } from './threadsA.ts';

const day = 86_400_000;

/**
 * Plants the demo partnership in a house where there is nobody yet, and says whether it did: organisations, people with
 * the password `samskriv`, and three groups with papers under way, dated back from now.
 */
export async function plantDemo(house: House): Promise<boolean> {
  // Worked out first: hashing takes its time, and a transaction should not.
  const hashes = new Map<string, string>();
  for (const { mail, invited } of people) if (!invited) hashes.set(mail, await hashPassword(demoPassword));
  return inTransaction(house.sql, async (sql) => {
    if ((await holdWhoIsHere(sql)) !== 'nobody') return false;
    const { ids, organisationIds } = await plantPeople(sql, hashes);
    for (const key of ['a', 'b', 'c'] as const) await plantGroup(sql, key, ids, organisationIds);
    await plantActs(sql);
    return true;
  }).then(async (planted) => {
    if (planted) await readPapersForSearch(house);
    return planted;
  });
}

// A person's colour follows from their id, so the id is drawn until the colour is theirs.
function idOfColour(colour: number): string {
  let id = randomUUID();
  while (personColour(id) !== colour) id = randomUUID();
  return id;
}

type People = { ids: ReadonlyMap<string, string>; organisationIds: ReadonlyMap<DemoOrganisation, string> };

async function plantPeople(sql: Sql, hashes: ReadonlyMap<string, string>): Promise<People> {
  const organisationIds = new Map<DemoOrganisation, string>();
  for (const [key, organisation] of Object.entries(organisations)) {
    organisationIds.set(key as DemoOrganisation, await insertOrganisation(sql, organisation));
  }
  const ids = new Map<string, string>();
  for (const { mail, name, colour, organisation, secretariat } of people) {
    const organisationId = organisationIds.get(organisation) ?? null;
    const personId = await insertPerson(sql, {
      id: idOfColour(colour),
      mail,
      name,
      organisationId,
      locale: 'da',
      secretariat: secretariat ?? false,
      demo: true,
    });
    const hash = hashes.get(mail);
    if (hash !== undefined) await updatePasswordHash(sql, personId, hash);
    ids.set(mail, personId);
  }
  return { ids, organisationIds };
}

async function plantGroup(sql: Sql, key: DemoGroup, ids: People['ids'], organisationIds: People['organisationIds']): Promise<void> {
  const { title, kind, formed, writers } = groups[key];
  const times = writers.map(({ days }) => atWork(ago(days))).toSorted((one, other) => one.getTime() - other.getTime());
  const { birth, edits } = withHistory(
    demoTexts()[key],
    writers.map(({ mail }, index) => ({ personId: personOf(ids, mail), at: times[index] as Date })),
  );
  const birthHash = createHash('sha256').update(birth).digest('hex');
  const madeBy = personOf(ids, 'sekretariat@partnerskab.example');
  const { groupId, paperId } = await insertGroup(sql, { title, kind, targetId: null, madeBy, birth, birthHash });
  await backdateGroup(sql, groupId, workedAgo(formed));
  await plantEdits(sql, paperId, edits);
  for (const person of people) {
    const place = person.groups?.[key];
    if (place === undefined) continue;
    const untilDate = place.days === undefined ? null : ago(-place.days).toISOString().slice(0, 10);
    const line = { groupId, personId: personOf(ids, person.mail), role: place.role, competence: place.competence ?? null, untilDate };
    await upsertMembership(sql, line);
  }
  await keepChairs(sql, groupId, madeBy);
  if (key === 'a') {
    const organisationOf = (organisation: DemoOrganisation) => organisationIds.get(organisation) ?? '';
    await plantGathered(sql, groupId, { personOf: (mail) => personOf(ids, mail), organisationOf, ago: workedAgo });
  }
  await plantProcess(sql, key, { groupId, madeBy, personOf: (mail) => personOf(ids, mail), ago, formed: workedAgo(formed) });
  if (key === 'a') await plantThreads(sql, { groupId, paperId }, threadsA, { personOf: (mail) => personOf(ids, mail), ago: workedAgo });
}

function personOf(ids: ReadonlyMap<string, string>, mail: string): string {
  const id = ids.get(mail);
  if (id === undefined) throw new RangeError(`${mail} is not among the people of the demo`);
  return id;
}

function ago(days: number): Date {
  return new Date(Date.now() - days * day);
}

// 7 to 14 UTC lies within the working hours of a public office in Denmark, summer and winter.
const [opens, closes] = [7, 14];

// The latest working hour of a public office that is not after `at`.
function atWork(at: Date): Date {
  const moved = new Date(at);
  if (moved.getUTCHours() < opens) moved.setTime(moved.getTime() - (moved.getUTCHours() + 11) * 3_600_000);
  else if (moved.getUTCHours() >= closes) moved.setUTCHours(closes - 1);
  while (moved.getUTCDay() % 6 === 0) moved.setTime(moved.getTime() - day);
  return moved;
}

/**
 * That many days ago as an office counts them: the part of a day is a part of its working hours, and what falls on a weekend was
 * done in the last half hour of the Friday. What was said earlier stays earlier.
 */
export function workedAgo(days: number, now: Date = new Date()): Date {
  const back = Math.ceil(days);
  const part = back - days;
  const at = new Date(now.getTime() - back * day);
  const weekend = at.getUTCDay() === 6 ? 1 : at.getUTCDay() === 0 ? 2 : 0;
  at.setTime(at.getTime() - weekend * day);
  const minutes = (closes - opens) * 60 - 30;
  at.setUTCHours(opens, Math.floor(weekend === 0 ? part * minutes : minutes + (weekend - 1 + part) * 14), 7 + Math.floor(part * 50), 0);
  return at;
}
