import { likeness, type Part, type Prints } from './parts.ts';
import { became, pair } from './stretch.ts';

/** More columns than this, and cells are compared row by row alone. */
const mostColumns = 40;

/**
 * Gives the cells of a table's rows their partners, once the rows have theirs: a column is put in, taken out or kept as a
 * whole, so that all rows tell the same. Where rows differ in length, the n-th cell belongs to the n-th.
 */
export function pairCells(table: Part, prints: Prints): void {
  const rows = table.children.filter(({ partner }) => partner?.family === 'tableRow');
  const width = rows[0]?.children.length ?? 0;
  const widthAfter = rows[0]?.partner?.children.length ?? 0;
  const even = rows.every(({ children, partner }) => children.length === width && partner?.children.length === widthAfter);
  const columns =
    even && Math.max(width, widthAfter) <= mostColumns
      ? fill(keptColumns(rows, width, widthAfter, prints), width, widthAfter)
      : Array.from({ length: mostColumns }, (_, column) => [column, column] as const);
  for (const row of rows)
    for (const [from, to] of columns) {
      const [cell, other] = [row.children[from], row.partner?.children[to]];
      if (cell && other && cell.partner === null && other.partner === null) pair(cell, other);
    }
}

type Columns = readonly (readonly [number, number])[];

// The columns whose cells together have the most in common, in order.
function keptColumns(rows: readonly Part[], width: number, widthAfter: number, prints: Prints): Columns {
  const alike = (from: number, to: number): number => {
    let sum = 0;
    for (const row of rows) {
      const [cell, other] = [row.children[from], row.partner?.children[to]];
      if (cell && other) sum += cell.print === other.print ? 1 : likeness(cell, other, prints);
    }
    const share = sum / rows.length;
    return share >= became.text ? share : 0;
  };
  const scores = Array.from({ length: width }, (_, from) => Array.from({ length: widthAfter }, (__, to) => alike(from, to)));
  const sums = Array.from({ length: width + 1 }, () => new Float64Array(widthAfter + 1));
  const sum = (i: number, j: number): number => sums[i]?.[j] ?? 0;
  const score = (i: number, j: number): number => scores[i]?.[j] ?? 0;
  for (let i = width - 1; i >= 0; i -= 1)
    for (let j = widthAfter - 1; j >= 0; j -= 1)
      (sums[i] as Float64Array)[j] = Math.max(sum(i + 1, j), sum(i, j + 1), score(i, j) + sum(i + 1, j + 1));
  const kept: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < width && j < widthAfter) {
    if (score(i, j) > 0 && sum(i, j) === score(i, j) + sum(i + 1, j + 1)) kept.push([i++, j++]);
    else if (sum(i, j) === sum(i + 1, j)) i += 1;
    else j += 1;
  }
  return kept;
}

// Columns between kept ones, as far as they go on both sides: rewritten, not put in and taken out.
function fill(kept: Columns, width: number, widthAfter: number): Columns {
  const columns: [number, number][] = [];
  let [i, j] = [0, 0];
  for (const [from, to] of [...kept, [width, widthAfter] as const]) {
    while (i < from && j < to) columns.push([i++, j++]);
    columns.push([from, to]);
    [i, j] = [from + 1, to + 1];
  }
  return columns;
}
