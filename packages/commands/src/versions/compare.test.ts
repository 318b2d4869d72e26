import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { acceptProposal, openThread } from '../index.ts';
import { compareTexts } from './compare.ts';
import { lockVersion } from './lock.ts';

let demo: DemoHouse;
beforeAll(async () => {
  demo = await demoHouse();
});
afterAll(() => demo.drop());

test('a version and the text of today: what was put in since, and nothing of the talk about it', async () => {
  const { house } = demo;
  const chair = await demo.actor('formand@strandholt.example');
  const paperId = demo.groups.a.paper.id;
  const first = yes(await lockVersion(house, chair, { paperId, purpose: 'milestone', reason: 'Før mødet' }));
  const same = yes(await compareTexts(house, chair, { from: first.id, to: `paper:${paperId}` }));
  expect(same).toMatchObject({ redline: { equal: true, formatted: false }, listed: { count: 0 } });
  expect(same.from.version).toMatchObject({ number: first.number, hash: first.hash });
  expect(same.to).toEqual({ paper: same.from.paper, version: null });

  const anchor = { from: 2, to: 8 };
  const { threadId } = yes(await openThread(house, chair, { paperId, anchor, body: 'Kortere', proposal: 'Ganske andre ord' }));
  const talkedOf = yes(await compareTexts(house, chair, { from: first.id, to: `paper:${paperId}` }));
  expect(talkedOf.redline).toMatchObject({ equal: true, formatted: false });

  yes(await acceptProposal(house, chair, { threadId }));
  const second = yes(await lockVersion(house, chair, { paperId, purpose: 'milestone', reason: 'Efter mødet' }));
  for (const to of [`paper:${paperId}`, second.id]) {
    const changed = yes(await compareTexts(house, chair, { from: first.id, to }));
    expect(changed.redline.equal).toBe(false);
    expect(changed.listed.count).toBe(1);
    expect(changed.listed.sections[0]?.changes[0]?.after).toContain('Ganske andre ord');
  }
  const back = yes(await compareTexts(house, chair, { from: second.id, to: first.id }));
  expect(back.listed.sections[0]?.changes[0]?.before).toContain('Ganske andre ord');
});
