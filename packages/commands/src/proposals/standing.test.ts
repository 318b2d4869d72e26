import { fragmentName } from '@samskriv/document';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { testGroup, type TestGroup } from '../versions/testGroup.ts';
import { citeSource, readBeside } from './beside.ts';
import { placeProposal } from './place.ts';
import { decideProposal, listProposals, makeProposal } from './proposals.ts';

let demo: DemoHouse;
let group: TestGroup;
beforeAll(async () => {
  demo = await demoHouse();
  group = await testGroup(demo, 'Kopper skal vaskes.');
});
afterAll(() => demo.drop());

async function kept(): Promise<string> {
  const words = { groupId: group.groupId, wording: 'Låg tælles op.', level: 'requirement' };
  const { proposalId } = yes(await makeProposal(demo.house, group.chair, words));
  yes(await decideProposal(demo.house, group.chair, { proposalId, state: 'kept' }));
  return proposalId;
}
const place = (proposalId: string) => placeProposal(demo.house, group.chair, { proposalId });

async function standing(proposalId: string) {
  const { proposals } = yes(await listProposals(demo.house, group.chair, { groupId: group.groupId }));
  const { state, pointId, inText } = proposals.find(({ id }) => id === proposalId)!;
  return { state, pointId, inText };
}

/** Deletes a point as an editor would; what it gives takes that back, as an editor's undo would. */
async function deletePoint(pointId: string): Promise<() => Promise<void>> {
  let undone: Uint8Array = new Uint8Array();
  await group.edit((ydoc) => {
    const editor = new Y.Doc();
    Y.applyUpdate(editor, Y.encodeStateAsUpdate(ydoc));
    const fragment = editor.getXmlFragment(fragmentName);
    const undo = new Y.UndoManager(fragment);
    for (const section of fragment.toArray() as Y.XmlElement[]) {
      const at = section.toArray().findIndex((child) => child instanceof Y.XmlElement && child.getAttribute('id') === pointId);
      if (at >= 0) section.delete(at, 1);
    }
    Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(editor));
    editor.on('update', (bytes: Uint8Array) => (undone = bytes));
    undo.undo();
  });
  return async () => void (await group.edit((ydoc) => Y.applyUpdate(ydoc, undone)));
}

test('a proposal whose point is deleted is not in the text, and is again when the deletion is undone', async () => {
  const proposalId = await kept();
  const { pointId } = yes(await place(proposalId));
  expect(await standing(proposalId)).toEqual({ state: 'kept', pointId, inText: true });
  const undo = await deletePoint(pointId);
  expect(await standing(proposalId)).toEqual({ state: 'kept', pointId, inText: false });
  await undo();
  expect(await standing(proposalId)).toEqual({ state: 'kept', pointId, inText: true });
  expect(await place(proposalId)).toMatchObject({ refused: 'proposal_placed' });
});

test('it can be put in again, once, by those who may write; with the deletion undone both points name it', async () => {
  const proposalId = await kept();
  const { pointId: first } = yes(await place(proposalId));
  const undo = await deletePoint(first);
  const [outsider, observer] = [await demo.actor('miljoe@birkelev.example'), await demo.actor('observatoer@aamose.example')];
  for (const actor of [outsider, observer]) {
    expect(await placeProposal(demo.house, actor, { proposalId })).toMatchObject({ refused: 'not_found' });
  }
  const tries = await Promise.all([place(proposalId), place(proposalId)]);
  expect(tries.filter((outcome) => 'refused' in outcome)).toEqual([{ refused: 'proposal_placed' }]);
  const { pointId: second, inText } = await standing(proposalId);
  expect(inText).toBe(true);
  expect(second).not.toBe(first);
  await undo();
  const { points } = yes(await readBeside(demo.house, group.chair, { paperId: group.paperId }));
  expect(points.flatMap(({ id, pointId }) => (id === proposalId ? [pointId] : []))).toEqual([first, second]);
});

test('from beside the text too', async () => {
  const proposalId = await kept();
  const { pointId: first } = yes(await place(proposalId));
  const second = yes(await place(await kept())).pointId;
  const cite = async () =>
    yes(await citeSource(demo.house, group.chair, { paperId: group.paperId, pointId: second, kind: 'proposal', sourceId: proposalId }));
  await cite();
  expect(await standing(proposalId)).toMatchObject({ pointId: first });
  await deletePoint(first);
  await cite();
  expect(await standing(proposalId)).toEqual({ state: 'kept', pointId: second, inText: true });
});

test('the question is opened again only while it is not in the text', async () => {
  const proposalId = await kept();
  const { pointId } = yes(await place(proposalId));
  const reopen = () => decideProposal(demo.house, group.chair, { proposalId, state: 'proposed' });
  expect(await reopen()).toMatchObject({ refused: 'proposal_placed' });
  await deletePoint(pointId);
  yes(await reopen());
  expect(await standing(proposalId)).toEqual({ state: 'proposed', pointId: null, inText: false });
});
