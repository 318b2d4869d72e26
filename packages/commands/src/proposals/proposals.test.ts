import { isRefusal } from '@samskriv/process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { listBasis } from '../mapping/basis.ts';
import { addComparable } from '../mapping/comparables.ts';
import { readPaper, readPaperContent } from '../papers/readPaper.ts';
import { citeSource, readBeside } from './beside.ts';
import { placeProposal } from './place.ts';
import { changeProposal, decideProposal, listProposals, makeProposal, standOnProposal } from './proposals.ts';

let demo: DemoHouse;
beforeAll(async () => {
  demo = await demoHouse();
});
afterAll(() => demo.drop());

const chair = () => demo.actor('formand@strandholt.example');
const member = () => demo.actor('miljoe@birkelev.example');
const observer = () => demo.actor('observatoer@aamose.example');
const wording = 'Rester af engangsservice skal tælles op én gang om året.';

async function found(key: 'a' | 'c'): Promise<string> {
  const secretariat = await demo.actor('sekretariat@partnerskab.example');
  const row = { kind: 'target', source: 'Nabo', wording: 'Tæl op.', groupId: demo.groups[key].id };
  return yes(await addComparable(demo.house, secretariat, row)).comparableId;
}

async function proposed(): Promise<string> {
  const sources = [{ kind: 'comparable', id: await found('a') }];
  const groupId = demo.groups.a.id;
  return yes(
    await makeProposal(demo.house, await member(), { groupId, wording, level: 'requirement', reason: 'Ellers ved vi intet.', sources }),
  ).proposalId;
}

async function proposal(id: string) {
  const { proposals } = yes(await listProposals(demo.house, await observer(), { groupId: demo.groups.a.id }));
  return proposals.find((one) => one.id === id)!;
}

test('2.5 a proposal is supported and doubted, kept, put into the text, and tied to its point and to what it rests on', async () => {
  const proposalId = await proposed();
  yes(await standOnProposal(demo.house, await member(), { proposalId, stance: 'support', word: 'Ja' }));
  yes(await standOnProposal(demo.house, await chair(), { proposalId, stance: 'doubt', word: 'Hvem tæller' }));
  yes(await standOnProposal(demo.house, await chair(), { proposalId, stance: 'support', word: '' }));
  const stood = await demo.house.sql`select 1 from audit_log where action = 'proposal.stand' and thing_id = ${proposalId}`;
  expect(stood).toHaveLength(3);
  expect((await proposal(proposalId)).stances).toMatchObject([
    { person: { name: 'Anna Mose', organisation: 'Birkelev Kommune' }, stance: 'support', word: 'Ja' },
    { person: { name: 'Karen Lindholm' }, stance: 'support' },
  ]);
  expect(await placeProposal(demo.house, await member(), { proposalId })).toMatchObject({ refused: 'proposal_not_kept' });
  yes(await decideProposal(demo.house, await chair(), { proposalId, state: 'kept' }));
  expect(await standOnProposal(demo.house, await member(), { proposalId, stance: null })).toMatchObject({ refused: 'proposal_decided' });

  const tries = await Promise.all([
    placeProposal(demo.house, await member(), { proposalId }),
    placeProposal(demo.house, await chair(), { proposalId }),
  ]);
  const placed = tries.filter((outcome) => !isRefusal(outcome));
  expect(placed).toHaveLength(1);
  const { paperId, pointId } = yes(placed[0]!);
  const text = yes(await readPaperContent(demo.house, await observer(), { paperId, format: 'txt' }));
  expect(JSON.stringify(text).split(wording)).toHaveLength(2);
  const { sections } = yes(await readPaper(demo.house, await observer(), paperId));
  expect(sections.flatMap(({ points }) => points).find(({ id }) => id === pointId)).toMatchObject({ level: 'requirement', text: wording });
  const [row] = await demo.house.sql<{ author: string; kind: string }[]>`
    select author, kind from paper_update where paper_id = ${paperId} order by number desc limit 1`;
  expect(row!.kind).toBe('edit');
  expect([demo.idOf('miljoe@birkelev.example'), demo.idOf('formand@strandholt.example')]).toContain(row!.author);

  const beside = yes(await readBeside(demo.house, await observer(), { paperId }));
  expect(beside.mayInsert).toBe(false);
  expect(beside.points.filter((point) => point.pointId === pointId).map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['proposal', 'comparable']),
  );
  expect(beside.items.find(({ id }) => id === proposalId)).toMatchObject({ pointId, state: 'kept' });
  expect(await decideProposal(demo.house, await chair(), { proposalId, state: 'proposed' })).toMatchObject({ refused: 'proposal_placed' });
});

test('a proposal is dropped with a reason, and can be taken up again', async () => {
  const proposalId = await proposed();
  const decide = async (state: string, reason = '') => decideProposal(demo.house, await chair(), { proposalId, state, reason });
  expect(await decide('dropped')).toMatchObject({ refused: 'required', field: 'reason' });
  yes(await decide('dropped', 'For dyrt.'));
  expect(await decide('kept')).toMatchObject({ refused: 'proposal_decided' });
  expect(await proposal(proposalId)).toMatchObject({
    state: 'dropped',
    decisionReason: 'For dyrt.',
    decidedBy: { name: 'Karen Lindholm' },
  });
  yes(await decide('proposed'));
  expect(await proposal(proposalId)).toMatchObject({ state: 'proposed', decidedBy: null, decisionReason: null });
});

test('of two who change a proposal the second is told', async () => {
  const proposalId = await proposed();
  const change = async (who: typeof chair, words: string) =>
    changeProposal(demo.house, await who(), { proposalId, version: 1, wording: words, level: 'recommendation' });
  yes(await change(chair, 'Formandens ord'));
  expect(await change(member, 'Mine ord')).toMatchObject({ refused: 'changed_meanwhile' });
  expect(await proposal(proposalId)).toMatchObject({ wording: 'Formandens ord', sources: [{ kind: 'comparable' }] });
});

test('what another group gathered is no source, neither of a proposal nor of a point (row 41)', async () => {
  const foreign = { kind: 'comparable', id: await found('c') };
  const groupId = demo.groups.a.id;
  const secretariat = await demo.actor('sekretariat@partnerskab.example');
  for (const actor of [await member(), secretariat]) {
    const made = await makeProposal(demo.house, actor, { groupId, wording, level: 'requirement', sources: [foreign] });
    expect(made).toMatchObject({ refused: 'not_found' });
    const paperId = demo.groups.a.paper.id;
    const cited = await citeSource(demo.house, actor, { paperId, pointId: crypto.randomUUID(), kind: 'comparable', sourceId: foreign.id });
    expect(cited).toMatchObject({ refused: 'not_found' });
  }
});

test('3.2 what meetings 1 and 2 brought stands beside the text, and no more than may be seen', async () => {
  const { items } = yes(await readBeside(demo.house, await member(), { paperId: demo.groups.a.paper.id }));
  const sorts = new Set(items.map(({ sort }) => sort));
  expect([...sorts].toSorted()).toEqual(['area', 'basis', 'file', 'label', 'link', 'note', 'proposal', 'target']);
  expect(items.map(({ title }) => title)).not.toContain('Tre leverandører at spørge');
  const { rows } = yes(await listBasis(demo.house, await member(), { groupId: demo.groups.a.id }));
  expect(items.filter(({ kind }) => kind === 'basis')).toHaveLength(rows.filter(({ submittedAt }) => submittedAt !== null).length);
});
