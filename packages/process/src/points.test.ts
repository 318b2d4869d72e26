import { describe, expect, it } from 'vitest';
import { daysBetween, latestDay, pointsOf, readinessOf, type GroupFacts } from './points.ts';
import { changeWay, defaultWay, type Way } from './template.ts';

const nothing: GroupFacts = {
  chair: false,
  steeringDate: null,
  criteria: { proposed: 0, agreed: 0, scored: 0, met: 0 },
  presentations: { planned: 0, presented: 0 },
  experts: { nominated: 0, invited: 0, accepted: 0 },
  homework: { open: 0, overdue: 0, done: 0 },
  mapping: { asked: 0, submitted: 0 },
  comparable: 0,
  references: 0,
  packs: { draft: 0, shared: 0 },
  proposals: { undecided: 0, kept: 0, dropped: 0 },
  sections: [],
  evaluated: false,
  convened: [],
  treated: [],
};

function standing(number: string, facts: Partial<GroupFacts>, way: Way = defaultWay) {
  const all = way.flatMap((step) => pointsOf(way, step, { ...nothing, ...facts }));
  const found = all.find((point) => point.number === number);
  if (found === undefined) throw new RangeError(`There is no point ${number}`);
  return { standing: found.standing, missing: found.missing && `${found.missing.code} ${found.missing.count}`, acts: found.acts };
}

const section = (kind: string, status: GroupFacts['sections'][number]['status']) => ({ kind, status });

describe('each numbered point says what it lacks and who acts', () => {
  it('1.1 a chair is appointed', () => {
    expect(standing('1.1', {})).toEqual({ standing: 'missing', missing: 'chair 1', acts: 'secretariat' });
    expect(standing('1.1', { chair: true }).standing).toBe('done');
  });

  it('1.2 success criteria are proposed, then agreed', () => {
    expect(standing('1.2', {})).toEqual({ standing: 'missing', missing: 'criteria 1', acts: 'chair' });
    expect(standing('1.2', { criteria: { proposed: 2, agreed: 1, scored: 0, met: 0 } }).missing).toBe('criteriaProposed 2');
    expect(standing('1.2', { criteria: { proposed: 0, agreed: 1, scored: 0, met: 0 } }).standing).toBe('done');
  });

  it('1.3 the meetings are planned and the steering group’s date is known; one held if needed may wait', () => {
    expect(standing('1.3', { convened: ['meeting1'] }).missing).toBe('meetings 2');
    expect(standing('1.3', { convened: ['meeting1', 'meeting2', 'meeting3'] }).missing).toBe('steeringDate 1');
    expect(standing('1.3', { convened: ['meeting1', 'meeting2', 'meeting3'], steeringDate: '2027-03-01' }).standing).toBe('done');
  });

  it('1.4 a presentation is planned, then held', () => {
    expect(standing('1.4', {})).toEqual({ standing: 'missing', missing: 'presentation 1', acts: 'experts' });
    expect(standing('1.4', { presentations: { planned: 1, presented: 1 } }).missing).toBe('presentations 1');
    expect(standing('1.4', { presentations: { planned: 0, presented: 1 } }).standing).toBe('done');
  });

  it('1.5 further experts, if there is a need', () => {
    expect(standing('1.5', {}).standing).toBe('free');
    expect(standing('1.5', { experts: { nominated: 1, invited: 1, accepted: 0 } }).missing).toBe('experts 2');
    expect(standing('1.5', { experts: { nominated: 0, invited: 0, accepted: 1 } }).standing).toBe('done');
  });

  it.each(['1.6', '2.6'])('%s homework, if any', (number) => {
    expect(standing(number, {}).standing).toBe('free');
    expect(standing(number, { homework: { open: 3, overdue: 1, done: 1 } })).toEqual({
      standing: 'missing',
      missing: 'homework 3',
      acts: 'members',
    });
    expect(standing(number, { homework: { open: 0, overdue: 0, done: 1 } }).standing).toBe('done');
  });

  it('2.1 the mapping has a row from every member organisation', () => {
    expect(standing('2.1', {}).missing).toBe('mapping 1');
    expect(standing('2.1', { mapping: { asked: 5, submitted: 3 } }).missing).toBe('mappingRows 2');
    expect(standing('2.1', { mapping: { asked: 5, submitted: 5 } }).standing).toBe('done');
  });

  it('2.2, 2.3 and 2.4 something comparable, referred to and shared is there', () => {
    expect(standing('2.2', {}).missing).toBe('comparable 1');
    expect(standing('2.3', {})).toMatchObject({ missing: 'references 1', acts: 'members' });
    expect(standing('2.4', { packs: { draft: 1, shared: 0 } })).toMatchObject({ missing: 'material 1', acts: 'secretariat' });
    const there = { comparable: 1, references: 1, packs: { draft: 0, shared: 1 } };
    expect(['2.2', '2.3', '2.4'].map((number) => standing(number, there).standing)).toEqual(['done', 'done', 'done']);
  });

  it('2.5 every proposal is kept or dropped', () => {
    expect(standing('2.5', {}).missing).toBe('proposals 1');
    expect(standing('2.5', { proposals: { undecided: 2, kept: 1, dropped: 0 } }).missing).toBe('proposalsUndecided 2');
    expect(standing('2.5', { proposals: { undecided: 0, kept: 1, dropped: 0 } }).standing).toBe('done');
  });

  it('3.1 to 3.5 follow the sections of the paper', () => {
    const numbers = ['3.1', '3.2', '3.3', '3.4', '3.5'];
    expect(numbers.map((number) => standing(number, {}).missing)).toEqual([
      'target 1',
      'points 1',
      'background 1',
      'tenderTexts 1',
      'cases 1',
    ]);
    const draft = [
      section('target', 'draft'),
      section('background', 'empty'),
      section('background', 'complete'),
      section('tenderText', 'draft'),
    ];
    expect(numbers.map((number) => standing(number, { sections: draft }).missing)).toEqual([
      'target 1',
      null,
      'background 1',
      'tenderTexts 1',
      'cases 1',
    ]);
    const finished = [
      section('target', 'complete'),
      section('background', 'complete'),
      section('tenderText', 'checked'),
      section('caseExample', 'checked'),
    ];
    expect(numbers.map((number) => standing(number, { sections: finished }).standing)).toEqual(numbers.map(() => 'done'));
  });

  it('4.1 further work, if there is a need', () => {
    expect(standing('4.1', {}).standing).toBe('free');
    expect(standing('4.1', { treated: ['meeting4/furtherWork'] }).standing).toBe('done');
  });

  it('4.2 every agreed criterion is scored, and the evaluation is written', () => {
    expect(standing('4.2', { criteria: { proposed: 0, agreed: 3, scored: 1, met: 1 } }).missing).toBe('criteriaUnscored 2');
    expect(standing('4.2', { criteria: { proposed: 0, agreed: 3, scored: 3, met: 2 } }).missing).toBe('evaluation 1');
    expect(standing('4.2', { criteria: { proposed: 0, agreed: 3, scored: 3, met: 2 }, evaluated: true }).standing).toBe('done');
  });

  it('a point of the partnership’s own is done when it was treated at a meeting', () => {
    const way = changeWay(defaultWay, { do: 'addPoint', step: 'meeting2', key: 'visit', title: 'Besøg' });
    expect(standing('2.7', {}, way).missing).toBe('treatment 1');
    expect(standing('2.7', { treated: ['meeting2/visit'] }, way).standing).toBe('done');
  });

  it('numbers follow the way, wherever a point was moved', () => {
    const way = changeWay(defaultWay, { do: 'move', path: 'meeting1/criteria', by: -1 });
    expect(
      pointsOf(way, way[0]!, nothing)
        .slice(0, 2)
        .map(({ number, path }) => `${number} ${path}`),
    ).toEqual(['1.1 meeting1/criteria', '1.2 meeting1/chair']);
  });
});

describe('readiness', () => {
  it('counts what is finished, met and open, and the days left', () => {
    const facts = {
      ...nothing,
      sections: [section('target', 'complete'), section('caseExample', 'checked'), section('background', 'draft')],
      criteria: { proposed: 0, agreed: 3, scored: 2, met: 1 },
      homework: { open: 2, overdue: 1, done: 4 },
      steeringDate: '2027-03-30',
    };
    expect(readinessOf(facts, '2027-03-28')).toEqual({
      sections: { finished: 2, all: 3 },
      criteria: { met: 1, agreed: 3 },
      homework: { open: 2, overdue: 1 },
      days: 2,
    });
    expect(readinessOf(facts, '2027-04-01').days).toBe(-2);
    expect(readinessOf(nothing, '2027-04-01').days).toBeNull();
  });

  it('counts days over the nights when the clock changes', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
  });

  it('counts deadlines back from the steering group’s meeting', () => {
    expect(latestDay(defaultWay[2]!, '2027-03-29')).toBe('2027-03-01');
    expect(latestDay(defaultWay[2]!, null)).toBeNull();
    expect(latestDay(defaultWay[5]!, '2027-03-29')).toBeNull();
  });
});
