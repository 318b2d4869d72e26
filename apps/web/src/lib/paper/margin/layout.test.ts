import { describe, expect, it } from 'vitest';
import { layOut, type Placed, type Wish } from './layout.ts';

const sizes = { card: 90, row: 36, gap: 8, nearby: 120, reach: 300 };
const wishes = (...tops: number[]): Wish[] => tops.map((top, index) => ({ id: `t${index}`, top }));
const told = (placed: readonly Placed[]) => placed.map(({ ids, form, top }) => `${form} ${ids.join('+')} @${top}`);

/** A reproducible source of numbers in [0, 1) (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function expectOrderly(placed: readonly Placed[], all: readonly Wish[]): void {
  placed.forEach(({ top, form }, index) => {
    const before = placed[index - 1];
    expect(top).toBeGreaterThanOrEqual(0);
    if (before !== undefined) expect(top, `${form} after ${before.form}`).toBeGreaterThanOrEqual(before.top + before.height);
  });
  expect(placed.flatMap(({ ids }) => ids)).toEqual([...all].sort((one, other) => one.top - other.top).map(({ id }) => id));
}

describe('threads in the margin', () => {
  it('stand level with their text where there is room', () => {
    expect(told(layOut(wishes(0, 200, 500), null, sizes))).toEqual(['card t0 @0', 'card t1 @200', 'card t2 @500']);
  });

  it('are pushed apart without overlap', () => {
    expect(told(layOut(wishes(100, 110, 400), null, sizes))).toEqual(['card t0 @100', 'card t1 @198', 'card t2 @400']);
  });

  it('make room for the open one, which stays level with its text', () => {
    expect(told(layOut(wishes(300, 320, 400), { id: 't1', height: 250 }, sizes))).toEqual(['card t0 @222', 'open t1 @320', 'card t2 @578']);
  });

  it('become rows where many stand close', () => {
    expect(told(layOut(wishes(100, 110, 120, 130, 900), null, sizes))).toEqual([
      'row t0 @100',
      'row t1 @144',
      'row t2 @188',
      'row t3 @232',
      'card t4 @900',
    ]);
  });

  it('become a stack where rows would stray', () => {
    const placed = layOut(wishes(...Array.from({ length: 40 }, () => 100)), null, sizes);
    expect(placed.at(-1)?.form).toBe('stack');
    expect(placed.at(-1)?.ids.length).toBe(34);
    expect(Math.max(...placed.map(({ top }) => top))).toBeLessThanOrEqual(400);
  });

  it('leave the top to one stack when the open one stands there', () => {
    expect(told(layOut(wishes(0, 0, 0), { id: 't2', height: 200 }, sizes))).toEqual(['stack t0+t1 @0', 'open t2 @44']);
  });

  it('never overlap and never lose one, whatever comes (2,000 seeds)', () => {
    for (let seed = 1; seed <= 2_000; seed += 1) {
      const next = random(seed);
      const all = Array.from({ length: Math.floor(next() * 40) }, (_, index) => ({
        id: `t${index}`,
        top: Math.floor(next() * next() * 3_000) - 20,
      }));
      const one = all[Math.floor(next() * all.length)];
      const open = one === undefined || next() < 0.3 ? null : { id: one.id, height: 60 + Math.floor(next() * 600) };
      const placed = layOut(all, open, sizes);
      expectOrderly(
        placed,
        all.map(({ id, top }) => ({ id, top: Math.max(0, top) })),
      );
      if (open !== null && one !== undefined) {
        const there = placed.find(({ form }) => form === 'open');
        expect(Math.abs((there?.top ?? -99) - Math.max(0, one.top))).toBeLessThanOrEqual(sizes.row + sizes.gap);
      }
    }
  });

  it('are a thousand in well under 100 ms', () => {
    const next = random(7);
    const all = Array.from({ length: 1_000 }, (_, index) => ({ id: `t${index}`, top: next() * 12_000 }));
    let best = Infinity;
    for (let run = 0; run < 20; run++) {
      const started = performance.now();
      const placed = layOut(all, { id: `t${run * 50}`, height: 400 }, sizes);
      best = Math.min(best, performance.now() - started);
      expectOrderly(placed, all);
    }
    // What is slow is slow each time; a machine that is busy is so now and then.
    expect(best).toBeLessThan(50);
  });
});
