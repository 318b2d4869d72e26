import type { Actor } from '@samskriv/process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { fillBasis } from '../mapping/basis.ts';
import { addMaterial } from '../material/items.ts';
import { placeProposal } from '../proposals/place.ts';
import { listProposals } from '../proposals/proposals.ts';
import { openThread } from '../threads/open.ts';
import { readPapersForSearch } from './readPapers.ts';
import { askedWords, searchHouse } from './search.ts';

let demo: DemoHouse;
beforeAll(async () => {
  demo = await demoHouse();
});
afterAll(() => demo.drop());

const mails = {
  secretariat: 'sekretariat@partnerskab.example',
  chair: 'formand@strandholt.example',
  member: 'miljoe@birkelev.example',
  outsider: 'kollega@birkelev.example',
  expert: 'ekspert@viden.example',
  carMember: 'niels.overgaard@fjordby.example',
};

async function find(who: keyof typeof mails, query: string) {
  return yes(await searchHouse(demo.house, await demo.actor(mails[who]), { query }));
}
const kinds = async (who: keyof typeof mails, query: string) => new Set((await find(who, query)).results.map(({ kind }) => kind));

test('what is searched: papers, threads, material, the mapping and proposals', async () => {
  expect(await kinds('member', 'flergangsservice')).toEqual(new Set(['paper', 'basis', 'comparable', 'proposal']));
  expect(await kinds('member', 'PFAS')).toContain('material');
  const anchor = { quote: 'faste arrangementer', prefix: 'Flergangsservice skal anvendes ved ' };
  yes(
    await openThread(demo.house, await demo.actor(mails.member), {
      paperId: demo.groups.a.paper.id,
      anchor,
      body: 'Hvad med sommerkolonier?',
    }),
  );
  expect((await find('member', 'sommerkoloni')).results).toMatchObject([
    { kind: 'comment', paperId: demo.groups.a.paper.id, inside: expect.any(String) },
  ]);
});

test('Danish words are found by their stem, by how they begin, and å also as aa', async () => {
  await addMaterial(demo.house, await demo.actor(mails.member), {
    groupId: demo.groups.a.id,
    kind: 'note',
    title: 'Besøg i Aarhus',
    note: 'Kopperne blev hentet på cykel hos værtshusene.',
  });
  for (const query of ['Århus', 'aarhus', 'koppernes', 'KOPPER', 'værtshus', 'cykel hente', 'vaertshus']) {
    expect(
      (await find('member', query)).results.map(({ title }) => title),
      query,
    ).toContain('Besøg i Aarhus');
  }
  expect((await find('member', 'kopperne findesikke')).results).toEqual([]);
});

test('a word is found inside a longer one, with æøå too, by its stem, and shown there; short ones are not', async () => {
  await addMaterial(demo.house, await demo.actor(mails.member), {
    groupId: demo.groups.a.id,
    kind: 'note',
    title: 'Fra grossisten',
    note: `${'Først noget andet, som fylder. '.repeat(8)}Sukkerrørstallerkener og papirsugerør tages ikke hjem, og Madpapåsker heller ikke.`,
  });
  const hits = async (query: string) => (await find('member', query)).results.filter(({ title }) => title === 'Fra grossisten');
  for (const query of [
    'tallerken',
    'tallerkenerne',
    'SUGERØR',
    'sugeroer',
    'rørstallerken',
    'påske',
    'papåsker',
    'grossist papirsugerør',
  ]) {
    expect(await hits(query), query).toHaveLength(1);
  }
  expect((await hits('tallerken'))[0]!.excerpt).toContain('\u0001Sukkerrørstallerkener\u0002');
  for (const query of ['rør', 'ken', 'ingenting tallerken', 'ukkerrør']) expect(await hits(query), query).toEqual([]);
  expect((await find('carMember', 'sugerør')).results).toEqual([]);
  expect((await find('outsider', 'sugerør')).results).toEqual([]);
});

test('what is found inside a longer word is shown among whole words', async () => {
  const words = 'Kommunernes indkøbere gennemgår leverandørernes dokumentation ';
  await addMaterial(demo.house, await demo.actor(mails.member), {
    groupId: demo.groups.a.id,
    kind: 'note',
    title: 'Fra udbuddet',
    note: `${words.repeat(5)}om kaffemaskinekapsler og ${words.repeat(5)}`,
  });
  const [hit] = (await find('member', 'kapsler')).results.filter(({ title }) => title === 'Fra udbuddet');
  const shown = hit!.excerpt.replace('\u0001', '[').replace('\u0002', ']');
  expect(shown).toMatch(/^… .*\[kaffemaskinekapsler\].* …$/);
  const known = new Set([...words.trim().split(' '), 'om', '[kaffemaskinekapsler]', 'og', '…']);
  expect(shown.split(' ').filter((word) => !known.has(word))).toEqual([]);
});

test('no text is too much for the ends of its words', async () => {
  const letters = 'abcdefghijklmnopqrstuvwxyzæøå';
  const word = (number: number) =>
    `${letters[number % 29]!}${letters[Math.floor(number / 29) % 29]!}${letters[Math.floor(number / 841) % 29]!}`;
  for (const [words, long] of [
    [3_000, 30],
    [12_000, 9],
  ] as const) {
    const text = Array.from({ length: words }, (_, index) => `${word(index)}${'ø'.repeat(long - 6)}${word(index * 7)}`).join(' ');
    const [row] = await demo.house.sql<{ bytes: number }[]>`select pg_column_size(search_words(${text})) as bytes`;
    expect(row!.bytes).toBeGreaterThan(0);
  }
});

test('nobody finds what they may not see: not another group’s, nor drafts, nor a guest what members share (row 40)', async () => {
  const titles = async (who: keyof typeof mails, query: string) => (await find(who, query)).results.map(({ group }) => group.title);
  expect(await titles('member', 'hjemmeplejens biler elbil')).toEqual([]);
  expect((await titles('carMember', 'biler')).length).toBeGreaterThan(0);
  expect(await titles('carMember', 'studenterbarer')).toEqual([]);
  expect((await titles('member', 'studenterbarer')).length).toBeGreaterThan(0);
  expect(await titles('outsider', 'flergangsservice')).toEqual([]);
  const sees = async (who: keyof typeof mails, query: string) => (await find(who, query)).results.map(({ title }) => title);
  expect(await sees('member', 'svind afhentning')).not.toContain('Tre leverandører at spørge');
  expect(await sees('chair', 'svind afhentning')).toContain('Tre leverandører at spørge');
  expect(await sees('outsider', 'svensk forsøg')).toEqual(['Svensk forsøg med fælles pantkrus i fem byer']);
  const { roles, ...rest } = await demo.actor(mails.expert);
  expect(roles.size).toBe(1);
  const ended = { ...rest, roles: new Map() };
  expect(yes(await searchHouse(demo.house, ended, { query: 'svensk' })).results).toEqual([]);
});

test('what an organisation has not sent in is found by those who fill it in, not by an observer of the same organisation (row 40)', async () => {
  const { id: groupId } = demo.groups.a;
  const observer = await demo.actor('observatoer@aamose.example');
  const [{ organisationId } = { organisationId: '' }] = await demo.house.sql<{ organisationId: string }[]>`
    select organisation_id from person where id = ${observer.personId}`;
  const [row] = await demo.house.sql<{ version: number }[]>`
    select version from existing_basis where group_id = ${groupId} and organisation_id = ${organisationId}`;
  const line = { groupId, organisationId, level: 'core', practice: 'Kokosnøddekopper', version: row?.version ?? 0, submit: false };
  yes(await fillBasis(demo.house, await demo.actor(mails.chair), line));
  const found = async (actor: Actor) =>
    yes(await searchHouse(demo.house, actor, { query: 'kokosnøddekopper' })).results.map(({ kind }) => kind);
  expect(await found(observer)).toEqual([]);
  expect(await found({ ...observer, roles: new Map([[groupId, 'member']]) })).toEqual(['basis']);
});

test('an edit is found once it has been read, and until then the search says so', async () => {
  const member = await demo.actor(mails.member);
  const { proposals } = yes(await listProposals(demo.house, member, { groupId: demo.groups.a.id }));
  const kept = proposals.find(({ state, pointId }) => state === 'kept' && pointId === null)!;
  await readPapersForSearch(demo.house);
  expect((await find('member', 'vask')).behind).toBeNull();
  yes(await placeProposal(demo.house, member, { proposalId: kept.id }));
  const before = await find('member', 'holdes hvert år lejes');
  expect(before.behind).toBeInstanceOf(Date);
  expect(before.results.map(({ kind }) => kind)).not.toContain('paper');
  expect(await readPapersForSearch(demo.house)).toBe(1);
  expect(await readPapersForSearch(demo.house)).toBe(0);
  const after = await find('member', 'holdes hvert år lejes');
  expect(after.behind).toBeNull();
  expect(after.results.map(({ kind }) => kind)).toContain('paper');
});

test('whatever is asked is only words, and whatever is found only text', async () => {
  for (const query of ["'; drop table person; --", ':* & | ! <-> ()', '\\', 'og', '   ', '\u0000', '"flergang']) {
    expect(Array.isArray((await find('member', query)).results)).toBe(true);
  }
  expect(askedWords(':* & |')).toBeNull();
  expect(await searchHouse(demo.house, await demo.actor(mails.member), { query: 'a'.repeat(201) })).toMatchObject({ refused: 'too_long' });
  await addMaterial(demo.house, await demo.actor(mails.member), {
    groupId: demo.groups.a.id,
    kind: 'note',
    title: 'Kode',
    note: 'ulykkesfugl <script>alert(1)</script>',
  });
  const [hit] = (await find('member', 'ulykkesfugl')).results;
  expect(hit!.excerpt).toContain('\u0001ulykkesfugl\u0002');
});
