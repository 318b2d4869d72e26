import { describe, expect, it } from 'vitest';
import { danishMoment, danishTime, weekOf } from './clock.ts';

describe('the clock in Denmark', () => {
  it('is one hour before UTC in winter and two in summer', () => {
    expect(danishMoment('2026-01-15', '09:00')?.toISOString()).toBe('2026-01-15T08:00:00.000Z');
    expect(danishMoment('2026-07-15', '09:00')?.toISOString()).toBe('2026-07-15T07:00:00.000Z');
  });

  it('has no 2.30 on the night summer time begins, and two when it ends', () => {
    expect(danishMoment('2026-03-29', '02:30')).toBeNull();
    expect(danishMoment('2026-03-29', '03:00')?.toISOString()).toBe('2026-03-29T01:00:00.000Z');
    expect(danishMoment('2026-10-25', '02:30')?.toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it('gives back what it was given, every hour of two years', () => {
    for (let at = Date.UTC(2025, 11, 30); at < Date.UTC(2028, 0, 2); at += 3_600_000) {
      const { day, time } = danishTime(new Date(at));
      expect(danishTime(danishMoment(day, time)!)).toEqual({ day, time });
    }
  });

  it.each(['2026-02-30', '2026-13-01', '1-1-2026', ''])('knows no day %s', (day) => {
    expect(danishMoment(day, '09:00')).toBeNull();
  });

  it.each(['24:00', '9:00', '09:60', ''])('knows no time %s', (time) => {
    expect(danishMoment('2026-01-15', time)).toBeNull();
  });
});

describe('weekOf', () => {
  it.each([
    ['2026-01-01', 1],
    ['2026-12-31', 53],
    ['2027-01-03', 53],
    ['2027-01-04', 1],
    ['2024-12-30', 1],
    ['2026-11-23', 48],
  ])('%s lies in week %i', (day, week) => {
    expect(weekOf(day)).toBe(week);
  });
});
