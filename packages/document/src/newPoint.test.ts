import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { birthUpdate } from './birth.ts';
import { addTargetPoint } from './newPoint.ts';
import { numberPoints } from './points.ts';
import { documentJson } from './read.ts';
import { emptyTarget } from './skeleton.ts';

function points(ydoc: Y.Doc) {
  return numberPoints(documentJson(ydoc)).map(({ number, id, level, node }) => [number, id, level, node.textContent]);
}

test('2.5 a point goes into the place kept for it, the next ones after it, and others’ work stays', () => {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, birthUpdate(emptyTarget('Engangsservice')));
  const mate = new Y.Doc();
  Y.applyUpdate(mate, Y.encodeStateAsUpdate(ydoc));
  expect(addTargetPoint(ydoc, { id: 'p1', level: 'requirement', words: 'Flergang skal vælges.' })).toBe(true);
  expect(points(ydoc)).toEqual([['1', 'p1', 'requirement', 'Flergang skal vælges.']]);
  expect(addTargetPoint(ydoc, { id: 'p2', level: 'recommendation', words: 'Pant anbefales.\nOgså til fester.' })).toBe(true);
  expect(addTargetPoint(mate, { id: 'p3', level: 'requirement', words: 'PFAS må ikke tilsættes.' })).toBe(true);
  Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(mate));
  Y.applyUpdate(mate, Y.encodeStateAsUpdate(ydoc));
  expect(points(ydoc)).toEqual(points(mate));
  expect(
    points(ydoc)
      .map(([, id]) => id)
      .toSorted(),
  ).toEqual(['p1', 'p2', 'p3']);
});

test('a paper without a target section takes no point', () => {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, birthUpdate({ type: 'doc', content: [] }));
  expect(addTargetPoint(ydoc, { id: 'p1', level: 'requirement', words: 'Nej' })).toBe(false);
});
