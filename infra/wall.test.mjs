import { expect, test } from 'vitest';
import { holesInTheWall } from './wall.mjs';

test('server packages cannot be bundled for a browser, and the bundler would say so', async () => {
  expect(await holesInTheWall()).toEqual([]);
});
