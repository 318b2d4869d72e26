import type { SectionSummary } from '@samskriv/document';
import { expect, it } from 'vitest';
import { byPoint } from './byPoint.ts';

const section = (id: string, kind: SectionSummary['kind'], ...numbers: string[]): SectionSummary => ({
  id,
  kind,
  part: kind === 'background' ? 'relevance' : null,
  status: 'draft',
  textKind: null,
  serves: null,
  title: '',
  blank: false,
  points: numbers.map((number) => ({ id: number, number, level: 'requirement', text: number })),
});
const sections = [section('a', 'target', '1', '1.a', '2'), section('b', 'background')];
const thread = (id: string, sectionId: string | null, point: string | null) => ({ id, inVersion: { sectionId, point } });

it('gathers threads by point, in the order of the text, with those of no known place last', () => {
  const gathered = byPoint(
    [
      thread('6', 'gone', '9'),
      thread('1', 'b', null),
      thread('2', 'a', '2'),
      thread('3', 'a', null),
      thread('4', 'a', '1.a'),
      thread('5', 'a', '2'),
    ],
    sections,
  );
  expect(gathered.map(({ place, threads }) => [place, threads.map(({ id }) => id)])).toEqual([
    ['Mål', ['3']],
    ['Mål, punkt 1.a', ['4']],
    ['Mål, punkt 2', ['2', '5']],
    ['Relevans', ['1']],
    ['punkt 9', ['6']],
  ]);
});
