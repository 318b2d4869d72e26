/**
 * Those of `items`, in order, whose values (distinct whole numbers from 0) rise and that together weigh the most.
 * n log n, whatever the values.
 */
export function heaviestRise<Item>(items: readonly Item[], valueOf: (item: Item) => number, weightOf: (item: Item) => number): Item[] {
  const values = items.map(valueOf);
  const size = values.reduce((most, value) => Math.max(most, value), 0) + 1;
  // A Fenwick tree over values: the heaviest run that ends at or below each.
  const heaviest = new Float64Array(size + 1);
  const ends = new Int32Array(size + 1).fill(-1);
  const before = new Int32Array(values.length).fill(-1);
  let [best, end] = [0, -1];
  values.forEach((value, index) => {
    let [sum, last] = [0, -1];
    for (let at = value; at > 0; at -= at & -at) {
      if ((heaviest[at] ?? 0) > sum) [sum, last] = [heaviest[at] ?? 0, ends[at] ?? -1];
    }
    before[index] = last;
    sum += weightOf(items[index] as Item);
    for (let at = value + 1; at <= size; at += at & -at) {
      if (sum > (heaviest[at] ?? 0)) {
        heaviest[at] = sum;
        ends[at] = index;
      }
    }
    if (sum > best) [best, end] = [sum, index];
  });
  const rise: Item[] = [];
  for (let at = end; at >= 0; at = before[at] ?? -1) rise.push(items[at] as Item);
  return rise.reverse();
}
