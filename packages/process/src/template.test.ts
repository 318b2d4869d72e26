import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomChange, randomWay } from './randomWay.ts';
import { changeWay, defaultWay, isWay, leftOut, type Way } from './template.ts';
import { titleOf } from './titles.ts';

const paths = (way: Way) => way.flatMap(({ key, points }) => [key, ...points.map((point) => `${key}/${point.key}`)]);

describe('the default way', () => {
  it('has every numbered point of the four meetings, and six steps after', () => {
    const meetings = defaultWay.filter(({ part }) => part === 'meetings');
    expect(meetings.map(({ points }) => points.length)).toEqual([6, 6, 5, 2]);
    expect(defaultWay.length - meetings.length).toBe(6);
    expect(isWay(defaultWay)).toBe(true);
  });
});

describe('changeWay', () => {
  it('renames, and gives the default’s name back for an empty title', () => {
    const named = changeWay(defaultWay, { do: 'rename', titles: { meeting1: ' Opstart ', 'meeting1/chair': 'Formand' } });
    expect(named[0]).toMatchObject({
      title: 'Opstart',
      points: [{ key: 'chair', title: 'Formand' }, { key: 'criteria', title: null }, {}, {}, {}, {}],
    });
    expect(changeWay(named, { do: 'rename', titles: { meeting1: ' ', 'meeting1/chair': null } })).toEqual(defaultWay);
  });

  it('sets deadlines, takes them away, and leaves what is not named', () => {
    const set = changeWay(defaultWay, { do: 'daysBefore', days: { meeting1: 90, meeting2: null } });
    expect(set.map(({ daysBefore }) => daysBefore)).toEqual([90, null, 28, 14, null, null, null, null, null, null]);
    for (const days of [-1, 1.5, 1001, Number.NaN]) {
      expect(() => changeWay(defaultWay, { do: 'daysBefore', days: { meeting1: days } })).toThrow(RangeError);
    }
  });

  it('never moves a step out of its part', () => {
    expect(changeWay(defaultWay, { do: 'move', path: 'meeting4', by: 1 })).toEqual(defaultWay);
    expect(changeWay(defaultWay, { do: 'move', path: 'ownOrganisation', by: -1 })).toEqual(defaultWay);
    expect(
      changeWay(defaultWay, { do: 'move', path: 'meeting2', by: -1 })
        .map(({ key }) => key)
        .slice(0, 2),
    ).toEqual(['meeting2', 'meeting1']);
  });

  it('brings back what was left out, to its place', () => {
    const without = changeWay(changeWay(defaultWay, { do: 'leaveOut', path: 'meeting2' }), { do: 'leaveOut', path: 'meeting1/criteria' });
    expect(leftOut(without)).toEqual(['meeting1/criteria', 'meeting2']);
    const back = leftOut(without).reduce((way, path) => changeWay(way, { do: 'bringBack', path }), without);
    expect(back).toEqual(defaultWay);
  });

  it('throws for what the way does not have', () => {
    expect(() => changeWay(defaultWay, { do: 'move', path: 'meeting9', by: 1 })).toThrow(RangeError);
    expect(() => changeWay(defaultWay, { do: 'leaveOut', path: 'meeting1/mapping' })).toThrow(RangeError);
    expect(() => changeWay(defaultWay, { do: 'addStep', part: 'after', key: 'launch', title: 'Igen' })).toThrow(RangeError);
  });
});

describe('under any changes', () => {
  it('a way stays a way, with its meetings first', () => {
    fc.assert(fc.property(randomWay, (way) => void expect(isWay(way)).toBe(true)));
  });

  it('a change loses and doubles nothing it does not name, and keeps the order of the rest', () => {
    fc.assert(
      fc.property(
        randomWay.chain((way) => fc.tuple(fc.constant(way), randomChange(way, 99))),
        ([way, change]) => {
          const after = paths(changeWay(way, change));
          const before = paths(way);
          expect(new Set(after).size).toBe(after.length);
          if (change.do === 'leaveOut') {
            expect(after).toEqual(before.filter((path) => path !== change.path && !path.startsWith(`${change.path}/`)));
          } else if (change.do === 'move') expect(after.toSorted()).toEqual(before.toSorted());
          else expect(after.filter((path) => before.includes(path))).toEqual(before);
        },
      ),
    );
  });

  it('whatever is left out of the default can be brought back', () => {
    fc.assert(
      fc.property(randomWay, (way) => {
        const steps = leftOut(way).reduce((grown, path) => changeWay(grown, { do: 'bringBack', path }), way);
        expect(leftOut(steps)).toEqual([]);
        expect(isWay(steps)).toBe(true);
      }),
    );
  });
});

describe('isWay', () => {
  it.each([
    ['nothing', null],
    ['an empty list', []],
    ['a step twice', [defaultWay[0], defaultWay[0]]],
    ['a meeting after what comes after', [defaultWay[4], defaultWay[0]]],
    ['an own step without a name', [{ ...defaultWay[0], key: 'own' }]],
    ['a key that is none', [{ ...defaultWay[0], key: '<b>', title: 'x' }]],
    ['a title that is too long', [{ ...defaultWay[0], title: 'x'.repeat(201) }]],
    ['days that are none', [{ ...defaultWay[0], daysBefore: -1 }]],
  ])('refuses %s', (_, value) => {
    expect(isWay(value)).toBe(false);
  });
});

describe('titleOf', () => {
  it('has a name in both languages for every step and point of the default', () => {
    for (const path of paths(defaultWay)) {
      const key = path.split('/').at(-1)!;
      for (const locale of ['da', 'en'] as const) expect(titleOf({ key, title: null }, locale)).not.toBe(key);
    }
    expect(titleOf({ key: 'own', title: 'Besøg' }, 'da')).toBe('Besøg');
  });
});
