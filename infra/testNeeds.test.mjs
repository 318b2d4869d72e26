import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './run.mjs';
import { needsOf, testNeeds } from './testNeeds.mjs';

test('tests of a pure package need neither pages nor a browser', () => {
  expect(testNeeds(['packages/process'])).toEqual({ pages: false, browser: false });
});

test('who serves pages needs them built, and who opens a browser needs one, by whatever way they come to it', () => {
  const needs = (file) => needsOf([join(root, file)]);
  expect(needs('tests/faults/kills.test.ts')).toEqual({ pages: true, browser: false });
  expect(needs('apps/web/src/lib/server/form.test.ts')).toEqual({ pages: true, browser: false });
  expect(needs('tests/journeys/paper.test.ts')).toEqual({ pages: true, browser: true });
  expect(needs('tests/faults/edits.test.ts')).toEqual({ pages: false, browser: false });
});

test('all tests need both', () => {
  expect(testNeeds(['--reporter=json', '--outputFile.json=out/test.json'])).toEqual({ pages: true, browser: true });
});
