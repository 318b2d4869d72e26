import { demoHouse } from '@samskriv/commands/testing';
import { expect, test } from 'vitest';
import { isUnwritableError, unwritableField } from './unwritable.ts';

test('the field with characters that cannot be kept is found, keys among them, however deep', () => {
  expect(unwritableField({ title: 'Mål', notes: ['Ord', { body: 'a\0' }] })).toBe('notes.1.body');
  expect(unwritableField({ anchor: { '\ud800': 1 } })).toBe('anchor');
  expect(unwritableField('\uffff')).toBe('');
  expect(unwritableField({ title: 'Mål 🥤\n\t', count: 1, none: null })).toBeNull();
  let deep: unknown = 'a\0';
  for (let at = 0; at < 200_000; at++) deep = [deep];
  expect(unwritableField(deep)).toMatch(/^0(\.0){99}/);
});

test('what the database says of a text that it cannot hold is known', async () => {
  const { house, drop } = await demoHouse();
  try {
    const why = (asked: PromiseLike<unknown>) =>
      Promise.resolve(asked).then(
        () => null,
        (error: unknown) => error,
      );
    expect(isUnwritableError(await why(house.sql`select ${'a\0'}::text as word`))).toBe(true);
    expect(isUnwritableError(await why(house.sql`select (${'{"a":"\\u0000"}'}::text::jsonb ->> 'a') as word`))).toBe(true);
    expect(isUnwritableError(await why(house.sql`select 1 / 0`))).toBe(false);
  } finally {
    await drop();
  }
});
