import type { SectionSummary } from '@samskriv/document';
import { placeWords } from '#lib/paper/margin/thread.ts';

type Placed = { readonly inVersion: { readonly sectionId: string | null; readonly point: string | null } };

/** Threads on one point, or on one section beside its points; `place` is '' where nobody knows. */
export type OfPoint<Thread> = { readonly key: string; readonly place: string; readonly threads: readonly Thread[] };

/** Threads gathered by point in reading order; within a point they keep their order. */
export function byPoint<Thread extends Placed>(threads: readonly Thread[], sections: readonly SectionSummary[]): OfPoint<Thread>[] {
  const order = new Map<string, number>();
  for (const { id, points } of sections) {
    order.set(keyOf(id, null), order.size);
    for (const { number } of points) order.set(keyOf(id, number), order.size);
  }
  const gathered = Map.groupBy(threads, ({ inVersion }) => keyOf(inVersion.sectionId, inVersion.point));
  const rank = (key: string): number => order.get(key) ?? order.size;
  return [...gathered]
    .sort(([one], [other]) => rank(one) - rank(other))
    .map(([key, some]) => ({
      key,
      place: some[0] === undefined ? '' : placeWords({ anchor: some[0].inVersion }, sections),
      threads: some,
    }));
}

function keyOf(sectionId: string | null, point: string | null): string {
  return `${sectionId ?? ''} ${point ?? ''}`;
}
