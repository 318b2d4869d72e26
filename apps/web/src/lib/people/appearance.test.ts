import { describe, expect, it } from 'vitest';
import { personColour } from '@samskriv/process';
import { initialsOf } from './appearance.ts';

describe('how people are shown', () => {
  it('gives a person the same one of ten colours always, and spreads people over them all', () => {
    const ids = Array.from({ length: 400 }, (_, index) => `00000000-0000-4000-8000-${String(index * 7919).padStart(12, '0')}`);
    const colours = ids.map(personColour);
    expect(new Set(colours)).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
    expect(personColour(ids[3] ?? '')).toBe(colours[3]);
  });

  it('takes initials from the first and the last word', () => {
    expect(initialsOf('Mette Åkjær')).toBe('MÅ');
    expect(initialsOf('  lars   van   der Ørn ')).toBe('LØ');
    expect(initialsOf('Bo')).toBe('B');
    expect(initialsOf('')).toBe('?');
  });
});
