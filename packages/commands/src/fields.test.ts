import { describe, expect, test } from 'vitest';
import { line, optionalLine, text } from './fields.ts';

describe('row 58: what a command takes as text, whoever calls it', () => {
  test.each(['Ord\0', '\ud800Ord', 'Ord\udfff', 'Or\uffffd', 'Or\ufffed'])('has no characters that cannot be kept: %j', (typed) => {
    const no = { refused: 'unwritable', field: 'title' };
    expect(line(typed, 'title')).toEqual(no);
    expect(optionalLine(typed, 'title')).toEqual(no);
    expect(text(typed, 'title')).toEqual(no);
  });

  test('is tidied of what a paste brings, and keeps whole characters outside the first plane', () => {
    expect(line('Mål\v\u0002 for kopper 🥤', 'title')).toBe('Mål for kopper 🥤');
    expect(text('Mål\ffor\nkopper 🥤', 'title')).toBe('Mål for\nkopper 🥤');
  });
});
