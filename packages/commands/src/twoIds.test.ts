import { isRefusal, type Actor } from '@samskriv/process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoHouse, undone, yes, type DemoHouse } from './demo/demoHouse.ts';
import * as commands from './index.ts';

// Fault row 41: a request with two ids, one's own and a foreign one. Each command is tried with both from the own group, which
// goes through, and then with either of them from the foreign one. What the secretariat may do in both groups, it may not mix.

type Place = Record<
  | 'groupId'
  | 'paperId'
  | 'pointId'
  | 'sectionId'
  | 'versionId'
  | 'threadId'
  | 'commentId'
  | 'materialId'
  | 'packId'
  | 'comparableId'
  | 'basisId'
  | 'proposalId'
  | 'meetingId'
  | 'itemId'
  | 'presentationId'
  | 'homeworkId'
  | 'personId',
  string
>;
type Name = keyof Place;
type Try = (house: commands.House, actor: Actor, place: Place) => Promise<unknown>;

let demo: DemoHouse;
const places = {} as Record<'own' | 'foreign', Place>;

beforeAll(async () => {
  demo = await demoHouse();
  places.own = await furnished('a', 'c');
  places.foreign = await furnished('c', 'a');
});
afterAll(() => demo.drop());

const when = { date: '2031-03-04', from: '09:00', to: '12:00' };
const words = { wording: 'Kun flergang.', level: 'requirement' };

/** One of everything that a group can have, all of it the secretariat's, and a member who is not in the other group. */
async function furnished(key: 'a' | 'c', other: 'a' | 'c'): Promise<Place> {
  const { house } = demo;
  const by = await demo.actor('sekretariat@partnerskab.example');
  const { id: groupId, paper } = demo.groups[key];
  const [member] = await house.sql<{ personId: string }[]>`
    select person_id from active_membership where group_id = ${groupId} and role = 'member'
      and person_id not in (select person_id from active_membership where group_id = ${demo.groups[other].id}) limit 1`;
  const { personId } = member!;
  const paperId = paper.id;
  const opened = { paperId, anchor: { from: 0, to: 20 }, body: 'Skal det stå her?' };
  const { threadId } = yes(await commands.openThread(house, by, opened));
  const { comments } = yes(await commands.readThread(house, by, threadId));
  const milestone = { paperId, purpose: 'milestone', reason: 'Til mødet' };
  const { id: versionId } = yes(await commands.lockVersion(house, by, milestone));
  const { sections } = yes(await commands.readPaper(house, by, paperId));
  const file = { name: 'plan.txt', content: Buffer.from('Vores plan') };
  const { materialId } = yes(await commands.addMaterial(house, by, { groupId, kind: 'file', file }));
  const { packId } = yes(await commands.makePack(house, by, { groupId, title: 'Pakke' }));
  const row = { kind: 'target', source: 'Nabo', wording: 'Kun flergang.' };
  const { comparableId } = yes(await commands.addComparable(house, by, { groupId, ...row }));
  const { rows } = yes(await commands.listBasis(house, by, { groupId }));
  const { organisation, version } = rows[0]!;
  const basis = { groupId, organisationId: organisation.id, version, submit: false };
  const { basisId } = yes(await commands.fillBasis(house, by, basis));
  const { proposalId } = yes(await commands.makeProposal(house, by, { groupId, ...words }));
  const participants = [personId, by.personId];
  const { meetingId } = yes(await commands.planMeeting(house, by, { groupId, title: 'Ekstra', ...when, participants }));
  const { itemId } = yes(await commands.addAgendaItem(house, by, { meetingId, title: 'Det første' }));
  const { presentationId } = yes(await commands.planPresentation(house, by, { itemId, title: 'Oplæg' }));
  const { homeworkId } = yes(await commands.giveHomework(house, by, { groupId, title: 'Læs', owner: by.personId }));
  return {
    ...{ groupId, paperId, threadId, commentId: comments[0]!.id, versionId, personId },
    ...{ pointId: sections.flatMap(({ points }) => points)[0]!.id!, sectionId: sections[0]!.id! },
    ...{ materialId, packId, comparableId, basisId, proposalId, meetingId, itemId, presentationId, homeworkId },
  };
}

/** Commands that take two ids of a group's things, and what is said where they are of two groups. */
const pairs: [string, readonly [Name, Name], no: 'not_found' | 'invalid', Try][] = [
  [
    'openThread',
    ['paperId', 'versionId'],
    'not_found',
    (h, a, { paperId, versionId }) => commands.openThread(h, a, { paperId, versionId, anchor: { from: 0, to: 20 }, body: 'Her?' }),
  ],
  [
    'markThreadSeen',
    ['threadId', 'commentId'],
    'not_found',
    (h, a, { threadId, commentId }) => commands.markThreadSeen(h, a, { threadId, commentId }),
  ],
  [
    'assignThread',
    ['threadId', 'personId'],
    'not_found',
    (h, a, { threadId, personId }) => commands.assignThread(h, a, { threadId, personId }),
  ],
  [
    'openRound',
    ['paperId', 'versionId'],
    'not_found',
    async (h, a, { paperId, versionId }) => {
      await commands.lockVersion(h, a, { paperId, purpose: 'finalApproval', reason: 'Til mødet' });
      return commands.openRound(h, a, { paperId, versionId, reason: 'Rettelser' });
    },
  ],
  [
    'readRestoration',
    ['paperId', 'versionId'],
    'not_found',
    (h, a, { paperId, versionId }) => commands.readRestoration(h, a, { paperId, earlier: { versionId } }),
  ],
  [
    'restoreText',
    ['paperId', 'versionId'],
    'not_found',
    (h, a, { paperId, versionId }) => commands.restoreText(h, a, { paperId, earlier: { versionId } }),
  ],
  [
    'citeSource',
    ['paperId', 'pointId'],
    'not_found',
    (h, a, { paperId, pointId }) =>
      cite(
        h,
        a,
        { paperId, pointId },
        'comparable',
        paperId === places.own.paperId ? places.own.comparableId : places.foreign.comparableId,
      ),
  ],
  ...(['proposal', 'basis', 'comparable', 'material'] as const).flatMap((kind): typeof pairs => [
    [`citeSource (${kind})`, ['paperId', `${kind}Id`], 'not_found', (h, a, place) => cite(h, a, place, kind, place[`${kind}Id`])],
  ]),
  ...(['basis', 'comparable', 'material'] as const).flatMap((kind): typeof pairs => [
    [
      `makeProposal (${kind})`,
      ['groupId', `${kind}Id`],
      'not_found',
      (h, a, { groupId, ...place }) => commands.makeProposal(h, a, { groupId, ...words, sources: [{ kind, id: place[`${kind}Id`] }] }),
    ],
    [
      `changeProposal (${kind})`,
      ['proposalId', `${kind}Id`],
      'not_found',
      (h, a, { proposalId, ...place }) =>
        commands.changeProposal(h, a, { proposalId, version: 1, ...words, sources: [{ kind, id: place[`${kind}Id`] }] }),
    ],
  ]),
  [
    'addMaterial',
    ['groupId', 'packId'],
    'not_found',
    (h, a, { groupId, packId }) => commands.addMaterial(h, a, { groupId, packId, kind: 'note', title: 'Note' }),
  ],
  [
    'changePresentation (its file)',
    ['presentationId', 'materialId'],
    'invalid',
    (h, a, { presentationId, materialId }) =>
      commands.changePresentation(h, a, { presentationId, materialId, title: 'Oplæg', presented: false, version: 1 }),
  ],
  [
    'changePresentation (its presenter)',
    ['presentationId', 'personId'],
    'invalid',
    (h, a, { presentationId, personId }) =>
      commands.changePresentation(h, a, { presentationId, presenter: personId, title: 'Oplæg', presented: false, version: 1 }),
  ],
  [
    'planPresentation',
    ['itemId', 'personId'],
    'invalid',
    (h, a, { itemId, personId }) => commands.planPresentation(h, a, { itemId, presenter: personId, title: 'Oplæg' }),
  ],
  [
    'planMeeting',
    ['groupId', 'personId'],
    'invalid',
    (h, a, { groupId, personId }) => commands.planMeeting(h, a, { groupId, title: 'Nyt', ...when, participants: [personId] }),
  ],
  [
    'changeMeeting',
    ['meetingId', 'personId'],
    'invalid',
    (h, a, { meetingId, personId }) =>
      commands.changeMeeting(h, a, { meetingId, title: 'Ekstra', ...when, participants: [personId], version: 1 }),
  ],
  [
    'setAttendance',
    ['meetingId', 'personId'],
    'invalid',
    (h, a, { meetingId, personId }) => commands.setAttendance(h, a, { meetingId, present: [personId] }),
  ],
  [
    'giveHomework (at a meeting)',
    ['groupId', 'meetingId'],
    'invalid',
    (h, a, { groupId, meetingId }) => commands.giveHomework(h, a, { groupId, meetingId, title: 'Ring', owner: a.personId }),
  ],
  [
    'giveHomework (to)',
    ['groupId', 'personId'],
    'invalid',
    (h, a, { groupId, personId }) => commands.giveHomework(h, a, { groupId, title: 'Ring', owner: personId }),
  ],
  [
    'changeHomework (to)',
    ['homeworkId', 'personId'],
    'invalid',
    (h, a, { homeworkId, personId }) => commands.changeHomework(h, a, { homeworkId, title: 'Ring', owner: personId, version: 1 }),
  ],
  ...(
    [
      ['item', 'itemId'],
      ['section', 'sectionId'],
      ['mapping', 'comparableId'],
      ['mapping', 'basisId'],
    ] as const
  ).flatMap(([kind, name]): typeof pairs => [
    [
      `giveHomework (on a ${name})`,
      ['groupId', name],
      'invalid',
      (h, a, { groupId, ...place }) =>
        commands.giveHomework(h, a, { groupId, title: 'Ring', owner: a.personId, belongs: { kind, id: place[name] } }),
    ],
    [
      `changeHomework (on a ${name})`,
      ['homeworkId', name],
      'invalid',
      (h, a, { homeworkId, ...place }) =>
        commands.changeHomework(h, a, { homeworkId, title: 'Ring', owner: a.personId, belongs: { kind, id: place[name] }, version: 1 }),
    ],
  ]),
  [
    'removeMembership',
    ['groupId', 'personId'],
    'not_found',
    (h, a, { groupId, personId }) => commands.removeMembership(h, a, { groupId, personId }),
  ],
];

function cite(
  house: commands.House,
  actor: Actor,
  { paperId, pointId }: Pick<Place, 'paperId' | 'pointId'>,
  kind: string,
  sourceId: string,
) {
  return commands.citeSource(house, actor, { paperId, pointId, kind, sourceId });
}

async function outcome(mail: string, run: Try, place: Place): Promise<string> {
  const actor = await demo.actor(mail);
  const result = await undone(demo.house, (house) => run(house, actor, place));
  return isRefusal(result) ? result.refused : 'yes';
}

describe.each(pairs)('%s', (_, [first, second], no, run) => {
  test.each(['sekretariat@partnerskab.example', 'formand@strandholt.example'])('by %s', async (mail) => {
    const { own, foreign } = places;
    expect(await outcome(mail, run, own)).toBe('yes');
    expect(await outcome(mail, run, { ...own, [second]: foreign[second] })).toBe(no);
    const chair = mail.startsWith('formand');
    expect(await outcome(mail, run, { ...own, [first]: foreign[first] })).toBe(chair ? 'not_found' : no);
    expect(await outcome(mail, run, foreign)).toBe(chair ? 'not_found' : 'yes');
  });
});

test('an item of a foreign meeting is not treated with one’s own', async () => {
  const { own, foreign } = places;
  const by = await demo.actor('sekretariat@partnerskab.example');
  const treatedBy = (run: Try) =>
    undone(demo.house, async (house) => {
      for (const { meetingId } of [own, foreign]) yes(await commands.startMeeting(house, by, { meetingId }));
      yes(await run(house, by, own));
      return house.sql`select id from agenda_item where treated and id in (${own.itemId}, ${foreign.itemId})`;
    });
  const { meetingId } = own;
  for (const treated of [own.itemId, foreign.itemId]) {
    const theirs = treated === own.itemId ? [{ id: own.itemId }] : [];
    expect(await treatedBy((house, actor) => commands.endMeeting(house, actor, { meetingId, treated: [treated] }))).toEqual(theirs);
    const next = { meetingId, from: treated, direction: 'next' as const };
    expect(await treatedBy((house, actor) => commands.goToItem(house, actor, next))).toEqual(theirs);
  }
});
