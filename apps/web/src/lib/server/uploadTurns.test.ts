import { expect, test } from 'vitest';
import { takeTurns } from './uploadTurns.ts';

test('so many at once, so many wait, and what is more is refused; a turn that fails is given on', async () => {
  const turn = takeTurns({ atOnce: 2, waiting: 1 });
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  const work = (name: string) => {
    ends.set(name, Promise.withResolvers<string>());
    return turn(() => {
      begun.push(name);
      return ends.get(name)!.promise;
    });
  };
  const [first, second, third] = [work('first'), work('second'), work('third')];
  expect(await work('fourth')).toMatchObject({ refused: 'too_many_uploads' });
  expect(begun).toEqual(['first', 'second']);
  ends.get('first')!.reject(new Error('the line broke'));
  await expect(first).rejects.toThrow('the line broke');
  ends.get('third')!.resolve('stored');
  expect(await third).toBe('stored');
  const fifth = work('fifth');
  for (const name of ['second', 'fifth']) ends.get(name)!.resolve('stored');
  expect(await Promise.all([second, fifth])).toEqual(['stored', 'stored']);
  expect(begun).toEqual(['first', 'second', 'third', 'fifth']);
});
