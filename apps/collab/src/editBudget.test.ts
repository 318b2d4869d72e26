import { describe, expect, it } from 'vitest';
import { EditBudget, editLimits, Flood } from './editBudget.ts';

/** Hands `count` edits in at once and notes in `order` when each runs; answers how many had to wait. */
function hand(
  budget: EditBudget,
  person: string,
  paper: string,
  count: number,
  order: string[],
  size = 30,
): { waited: number; all: Promise<unknown> } {
  let waited = 0;
  const run = () => Promise.resolve(order.push(person));
  const edits = Array.from({ length: count }, () => budget.turn(person, paper, size, run, () => waited++));
  return { waited, all: Promise.all(edits) };
}

/** Time in which others have their turn. */
const pass = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('the budget of edits', () => {
  it('lets fast typing, a key that is held down in several tabs and a large paste through at once', async () => {
    const budget = new EditBudget();
    const order: string[] = [];
    let waited = 0;
    for (let tick = 0; tick < 20; tick++) {
      for (let tab = 0; tab < 5; tab++) waited += hand(budget, 'anna', 'paper', 1, order).waited;
      await pass(5);
    }
    for (let paste = 0; paste < 5; paste++) waited += hand(budget, 'anna', 'paper', 1, order, 1 << 20).waited;
    expect([waited, order.length]).toEqual([0, 105]);
  });

  it('keeps everybody’s order, and lets others go while one waits', async () => {
    const budget = new EditBudget({ ...editLimits(), edits: 2000, editsAtOnce: 10 });
    const order: string[] = [];
    const storm = hand(budget, 'storm', 'paper', 200, order);
    expect(storm.waited).toBeGreaterThan(150);
    expect(hand(budget, 'anna', 'paper', 3, order).waited).toBe(0);
    await storm.all;
    expect(order.lastIndexOf('anna')).toBeLessThan(100);
    expect(order).toHaveLength(203);
    const numbers: number[] = [];
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        budget.turn(
          'storm',
          'paper',
          1,
          () => Promise.resolve(numbers.push(index)),
          () => {},
        ),
      ),
    );
    expect(numbers).toEqual(Array.from({ length: 100 }, (_, index) => index));
  });

  it('lets those take turns who write too much in one paper together, and holds nobody up who types there by hand', async () => {
    const budget = new EditBudget({ ...editLimits(), paperEdits: 500, paperEditsAtOnce: 20 });
    const order: string[] = [];
    const storms = ['one', 'two', 'three'].map((person) => hand(budget, person, 'paper', 300, order));
    expect(hand(budget, 'anna', 'paper', 5, order).waited).toBe(0);
    await Promise.race([pass(400), ...storms.map(({ all }) => all)]);
    const counts = ['one', 'two', 'three'].map((person) => order.filter((one) => one === person).length);
    expect(Math.min(...counts)).toBeGreaterThan(Math.max(...counts) / 2);
    expect(order.length).toBeLessThan(900);
  });

  it('gives up on one who is past their limits without a pause, and on nobody else', async () => {
    const budget = new EditBudget({ ...editLimits(), edits: 100, editsAtOnce: 10, floodAfter: 100 });
    const order: string[] = [];
    const flood = hand(budget, 'flood', 'paper', 500, order);
    const anna = hand(budget, 'anna', 'paper', 12, order);
    await expect(flood.all).rejects.toThrow(Flood);
    await anna.all;
    expect(order.filter((one) => one === 'anna')).toHaveLength(12);
    expect(hand(budget, 'anna', 'paper', 1, order, 9 << 20).waited + hand(budget, 'anna', 'paper', 1, order).waited).toBeGreaterThan(0);
  });
});
