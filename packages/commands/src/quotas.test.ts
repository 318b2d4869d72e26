import { expect, it } from 'vitest';
import { openQuotas } from './quotas.ts';

it('counts what each person does, lets them do no more than their share, and forgets it when the time is over', () => {
  let at = 0;
  const quotas = openQuotas(() => at);
  const waits = Array.from({ length: 61 }, () => quotas.take('threads', 'anna'));
  expect(waits.slice(0, 60)).toEqual(Array(60).fill(0));
  expect(waits[60]).toBe(60);
  expect(quotas.take('threads', 'bo')).toBe(0);
  expect(quotas.take('searches', 'anna')).toBe(0);
  at = 59_000;
  expect(quotas.take('threads', 'anna')).toBe(1);
  at = 60_000;
  expect(quotas.take('threads', 'anna')).toBe(0);
});
