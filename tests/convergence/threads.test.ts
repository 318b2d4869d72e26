import { describe, expect, it } from 'vitest';
import { runThreads } from './threads.ts';

// SEEDS=10000 for the long run; FIRST_SEED to go on elsewhere.
const seeds = Number(process.env.SEEDS ?? 200);
const firstSeed = Number(process.env.FIRST_SEED ?? 1);
const batch = 25;

describe('threads under people who write at once', () => {
  const all = { threads: 0, anchored: 0, orphaned: 0, found: 0 };
  for (let from = firstSeed; from < firstSeed + seeds; from += batch) {
    const to = Math.min(from + batch, firstSeed + seeds);
    it(`stand on their own words or are lost (seeds ${String(from)} to ${String(to - 1)})`, async () => {
      for (let seed = from; seed < to; seed += 1) {
        const { threads, anchored, orphaned, found } = runThreads(seed);
        all.threads += threads;
        all.anchored += anchored;
        all.orphaned += orphaned;
        all.found += found;
        // What the editors have left to timers is let go of.
        await new Promise((resolve) => setTimeout(resolve));
      }
    });
  }

  it('mostly keep their place', () => {
    expect(all.anchored / all.threads, JSON.stringify(all)).toBeGreaterThan(0.6);
  });
});
