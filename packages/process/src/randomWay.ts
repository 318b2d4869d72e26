import fc from 'fast-check';
import { changeWay, defaultWay, leftOut, type Step, type Way, type WayChange } from './template.ts';

/** A change that can be made of this way. Fresh keys end in `n`. */
export function randomChange(way: Way, n: number): fc.Arbitrary<WayChange> {
  const paths = way.flatMap(({ key, points }) => [key, ...points.map((point) => `${key}/${point.key}`)]);
  const title = fc.string({ minLength: 1, maxLength: 20 }).map((text) => `t${text}`);
  const step = fc.constantFrom(...way.map(({ key }) => key));
  const left = leftOut(way);
  const changes: fc.Arbitrary<WayChange>[] = [
    fc.record({ do: fc.constant('move' as const), path: fc.constantFrom(...paths), by: fc.constantFrom(-1 as const, 1 as const) }),
    fc.record({ path: fc.constantFrom(...paths), title }).map(({ path, title }) => ({ do: 'rename' as const, titles: { [path]: title } })),
    fc
      .record({ part: fc.constantFrom<Step['part']>('meetings', 'after'), title })
      .map((own) => ({ do: 'addStep' as const, key: `own${n}`, ...own })),
    fc.record({ step, title }).map((own) => ({ do: 'addPoint' as const, key: `point${n}`, ...own })),
    fc.record({ do: fc.constant('optional' as const), path: step, optional: fc.boolean() }),
  ];
  if (way.length > 1) changes.push(fc.constantFrom(...paths).map((path) => ({ do: 'leaveOut' as const, path })));
  if (left.length > 0) changes.push(fc.constantFrom(...left).map((path) => ({ do: 'bringBack' as const, path })));
  return fc.oneof(...changes);
}

/** Ways that a partnership could come to from the default, by up to twenty changes. */
export const randomWay: fc.Arbitrary<Way> = fc
  .nat({ max: 20 })
  .chain((changes) =>
    Array.from({ length: changes }).reduce<fc.Arbitrary<Way>>(
      (ways, _, n) => ways.chain((way) => randomChange(way, n).map((change) => changeWay(way, change))),
      fc.constant(defaultWay),
    ),
  );
