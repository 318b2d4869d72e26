import { expect, test } from 'vitest';
import { csv } from './csv.ts';

test.each([
  ['=HYPERLINK("http://ond.example";"her")', `"'=HYPERLINK(""http://ond.example"";""her"")"`],
  ['+45 12', "'+45 12"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['  =1', "'  =1"],
  ['%0A', "'%0A"],
  ['Anne; Bo', '"Anne; Bo"'],
  ['to\nlinjer', '"to\nlinjer"'],
  ['＝1', "'＝1"],
  ['  kort ', '"  kort "'],
  ['a,b', 'a,b'],
  ['Ærø = ø', 'Ærø = ø'],
])('%j cannot become a formula, nor break its row (row 49)', (text, cell) => {
  expect(csv([['a', text, 'b']])).toBe(`\uFEFFa;${cell};b\r\n`);
});

test('numbers are no formulas, and nothing is an empty cell', () => {
  expect(csv([[null, -5, 'ø'], []])).toBe('\uFEFF;-5;ø\r\n\r\n');
});
