import { expect, it } from 'vitest';
import { byDay } from './activity.ts';

const anna = { id: 'a', name: 'Anna' };
const jens = { id: 'j', name: 'Jens' };
const hour = (from: string, person: typeof anna, edits: number, last: number, round = 1) => ({ round, from, person, edits, last });

it('gathers hours by round, Danish day and person', () => {
  const hours = [
    hour('2026-11-22T22:00:00.000Z', anna, 1, 2),
    hour('2026-11-23T07:00:00.000Z', anna, 2, 5),
    hour('2026-11-23T07:00:00.000Z', jens, 1, 4),
    hour('2026-11-23T08:00:00.000Z', anna, 3, 8),
    hour('2026-11-23T13:00:00.000Z', jens, 9, 17),
    hour('2026-11-23T14:00:00.000Z', jens, 1, 2, 2),
  ];
  expect(byDay(hours)).toEqual([
    { day: '2026-11-23', round: 2, last: 2, people: [{ ...jens, edits: 1, hours: '15–16' }] },
    {
      day: '2026-11-23',
      round: 1,
      last: 17,
      people: [
        { ...jens, edits: 10, hours: '8–9, 14–15' },
        { ...anna, edits: 5, hours: '8–10' },
      ],
    },
    { day: '2026-11-22', round: 1, last: 2, people: [{ ...anna, edits: 1, hours: '23–24' }] },
  ]);
});
