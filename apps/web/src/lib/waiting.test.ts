import { describe, expect, it } from 'vitest';
import { waitingFor } from './waiting.ts';

type Input = Parameters<typeof waitingFor>[0];
type Group = Input['groups'][number];

const section = (status: 'empty' | 'draft' | 'complete' | 'checked') => ({ status }) as Group['sections'][number];
const group = (change: Partial<Group> = {}): Group => ({
  id: 'g1',
  title: 'Rengøringsydelser',
  role: 'chair',
  chair: { id: 'p1', name: 'Anna' },
  paper: { id: 'd1', title: '', round: 1, state: 'open', head: '1' },
  sections: [section('empty'), section('draft'), section('checked')],
  ...change,
});
const nothing: Input = { threads: [], groups: [], rosters: [], invited: [], secretariat: false };

describe('waitingFor', () => {
  it('gives the chair the unfinished sections, and members nothing', () => {
    expect(waitingFor({ ...nothing, groups: [group()] })).toEqual([
      { kind: 'sections', group: 'Rengøringsydelser', empty: 1, draft: 1, href: '/papers/d1' },
    ]);
    expect(waitingFor({ ...nothing, groups: [group({ role: 'member' })] })).toEqual([]);
  });

  it('tells of the meetings one is no longer asked to', () => {
    const meeting = { step: 'meeting3', stepTitle: null, title: null, startsAt: new Date('2031-03-04T08:00:00Z') };
    const uncalled = [{ id: 'm1', group: { id: 'g1', title: 'Biler' }, ...meeting }];
    expect(waitingFor({ ...nothing, uncalled })).toEqual([{ kind: 'uncalled', group: 'Biler', meeting, href: '/meetings/m1' }]);
  });

  it('begins with the threads one was given, and leads to each of them', () => {
    const thread = {
      threadId: 't1',
      paperId: 'd1',
      group: { id: 'g1', title: 'Biler' },
      quote: 'nye biler',
      point: '1.a',
      dueDate: '2031-02-28',
    };
    expect(waitingFor({ ...nothing, threads: [thread], groups: [group()] })).toMatchObject([
      { kind: 'thread', group: 'Biler', point: '1.a', quote: 'nye biler', dueDate: '2031-02-28', href: '/papers/d1?thread=t1' },
      { kind: 'sections' },
    ]);
  });

  it('is still when everything is finished or the text is closed', () => {
    expect(waitingFor({ ...nothing, groups: [group({ sections: [section('complete')] })] })).toEqual([]);
    expect(waitingFor({ ...nothing, groups: [group({ paper: { ...group().paper, state: 'closed' } })] })).toEqual([]);
  });

  it('names who has not answered an invitation to a group one chairs', () => {
    const line = { name: 'Bo', arrived: false, active: true } as Input['rosters'][number]['roster'][number];
    const past = { ...line, name: 'Ida', active: false };
    const [first] = waitingFor({ ...nothing, rosters: [{ id: 'g1', title: 'Biler', roster: [line, past] }] });
    expect(first).toEqual({ kind: 'invitations', group: 'Biler', names: ['Bo'], href: '/groups/g1#roster' });
  });

  it('tells the secretariat of groups without a chair and of people who have not come in', () => {
    const waiting = waitingFor({
      ...nothing,
      secretariat: true,
      groups: [group({ role: 'secretariat', chair: null })],
      invited: [{ id: 'p2' }],
    });
    expect(waiting.map(({ kind }) => kind)).toEqual(['chair', 'invited']);
  });
});
