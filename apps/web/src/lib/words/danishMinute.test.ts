import { expect, it } from 'vitest';
import { danishMinute, fromDanishMinute } from './danishMinute.ts';

it('goes from Danish clocks to moments and back, in summer, in winter and between', () => {
  for (const [text, moment] of [
    ['2026-07-01T00:30', '2026-06-30T22:30:00.000Z'],
    ['2026-11-23T14:05', '2026-11-23T13:05:00.000Z'],
    ['2026-10-25T02:30', '2026-10-25T01:30:00.000Z'],
  ] as const) {
    expect(fromDanishMinute(text)?.toISOString()).toBe(moment);
    expect(danishMinute(new Date(moment))).toBe(text);
  }
  expect(danishMinute(new Date('2026-10-25T00:30:00.000Z'))).toBe('2026-10-25T02:30');
  for (const text of ['', '2026-03-29T02:30', '2026-13-01T10:00', 'i går']) expect(fromDanishMinute(text)).toBeNull();
});
