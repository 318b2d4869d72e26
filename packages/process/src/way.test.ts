import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultWay, type Step, type Way } from './template.ts';
import { randomWay } from './randomWay.ts';
import { restingDays, wayOn, whereItStands, type TargetState } from './way.ts';

const states: TargetState[] = [
  'draft',
  'ready',
  'locked',
  'ownOrganisation',
  'revision',
  'politicalTreatment',
  'approved',
  'inForce',
  'withdrawn',
];
const standings = (state: TargetState, settled: Record<string, 'done' | 'skipped'> = {}, way: Way = defaultWay) =>
  whereItStands({ state, way, settled })
    .map(({ standing }) => standing)
    .join(' ');

describe('whereItStands', () => {
  it('begins at the first meeting', () => {
    expect(standings('draft')).toBe('now ahead ahead ahead ahead ahead ahead ahead ahead ahead');
  });

  it('has one step now, those before it done and those after it ahead', () => {
    expect(standings('draft', { meeting1: 'done', meeting2: 'done' })).toBe('done done now ahead ahead ahead ahead ahead ahead ahead');
  });

  it('passes a meeting that was skipped, and says so', () => {
    const settled = { meeting1: 'done', meeting2: 'done', meeting3: 'done', meeting4: 'skipped' } as const;
    expect(standings('draft', settled)).toBe('done done done skipped now ahead ahead ahead ahead ahead');
  });

  it('follows the target once it is out with the members, whatever was met about', () => {
    expect(standings('revision')).toBe('done done done done done now ahead ahead ahead ahead');
    expect(standings('withdrawn')).toBe('done done done done done done done done done done');
  });

  it('goes on to the next step where the way leaves one out', () => {
    const short = defaultWay.filter(({ key }) => key !== 'ownOrganisation');
    expect(whereItStands({ state: 'locked', way: short }).find(({ standing }) => standing === 'now')?.step.key).toBe('revision');
  });

  it('waits at a step of the partnership’s own until it is settled', () => {
    const own: Step = { key: 'press', part: 'after', title: 'Presse', optional: false, daysBefore: null, points: [] };
    const way = [...defaultWay.slice(0, 8), own, ...defaultWay.slice(8)];
    const now = (settled: Record<string, 'done'>) =>
      whereItStands({ state: 'approved', way, settled }).find(({ standing }) => standing === 'now')?.step.key;
    expect(now({})).toBe('press');
    expect(now({ press: 'done' })).toBe('launch');
  });
});

describe('under any template', () => {
  const settledOf = (way: Way) =>
    fc
      .subarray(way.map(({ key }) => key))
      .chain((keys) => fc.tuple(...keys.map((key) => fc.tuple(fc.constant(key), fc.constantFrom('done' as const, 'skipped' as const)))))
      .map((entries): Record<string, 'done' | 'skipped'> => Object.fromEntries(entries));

  it('every step is there once, in the order of the way, and at most one is now', () => {
    fc.assert(
      fc.property(
        randomWay.chain((way) => fc.tuple(fc.constant(way), settledOf(way), fc.constantFrom(...states))),
        ([way, settled, state]) => {
          const stands = whereItStands({ state, way, settled });
          expect(stands.map(({ step }) => step)).toEqual(way);
          const now = stands.findIndex(({ standing }) => standing === 'now');
          expect(stands.filter(({ standing }) => standing === 'now')).toHaveLength(now < 0 ? 0 : 1);
          const before = now < 0 ? stands : stands.slice(0, now);
          expect(before.every(({ standing }) => standing === 'done' || standing === 'skipped')).toBe(true);
        },
      ),
    );
  });

  it('there is no dead end: doing what the step now says leads through every step to the end', () => {
    const onward: Partial<Record<string, TargetState>> = {
      locked: 'ownOrganisation',
      ownOrganisation: 'revision',
      revision: 'politicalTreatment',
      politicalTreatment: 'approved',
      approved: 'inForce',
      inForce: 'withdrawn',
    };
    fc.assert(
      fc.property(randomWay, (way) => {
        let state: TargetState = 'draft';
        const settled: Record<string, 'done' | 'skipped'> = {};
        const seen: string[] = [];
        for (let turns = 0; turns < way.length + 10; turns++) {
          const now = whereItStands({ state, way, settled }).find(({ standing }) => standing === 'now')?.step;
          if (now === undefined) break;
          seen.push(now.key);
          const on = wayOn(now, state);
          if (on === 'hold' || on === 'settle') settled[now.key] = 'done';
          else if (on === 'holdOrSkip') settled[now.key] = 'skipped';
          else state = on === 'lock' ? 'locked' : onward[state]!;
        }
        expect(whereItStands({ state, way, settled }).every(({ standing }) => standing === 'done' || standing === 'skipped')).toBe(true);
        for (const { key, part } of way) if (part === 'meetings') expect(seen).toContain(key);
      }),
    );
  });
});

describe('restingDays', () => {
  const now = new Date('2026-06-01T10:00:00Z');
  const work = { state: 'draft' as const, lastActivityAt: new Date('2026-02-01T10:00:00Z'), nextMeetingAt: null };

  it('counts from the last that happened, after sixty days', () => {
    expect(restingDays(work, now)).toBe(120);
    expect(restingDays({ ...work, lastActivityAt: new Date('2026-04-05T10:00:00Z') }, now)).toBeNull();
  });

  it('a planned meeting wakes the group, and what is out with the members does not rest', () => {
    expect(restingDays({ ...work, nextMeetingAt: new Date('2026-06-03T07:00:00Z') }, now)).toBeNull();
    expect(restingDays({ ...work, nextMeetingAt: new Date('2026-05-03T07:00:00Z') }, now)).toBe(120);
    expect(restingDays({ ...work, state: 'ownOrganisation' }, now)).toBeNull();
  });
});
