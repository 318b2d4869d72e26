import { describe, expect, it } from 'vitest';
import type { NodeJson } from '../json.ts';
import { listChanges, type Change } from './changes.ts';
import type { RedlineBlock } from './block.ts';
import { redline, textAfter } from './redline.ts';

const text = (value: string, ...marks: NodeJson['marks'] & object): NodeJson => ({ type: 'text', text: value, marks });
const p = (value: string): NodeJson => ({ type: 'paragraph', content: value === '' ? [] : [text(value)] });
const point = (id: string, ...content: NodeJson[]): NodeJson => ({ type: 'targetPoint', attrs: { id }, content });
const section = (attrs: Record<string, unknown>, ...content: NodeJson[]): NodeJson => ({ type: 'section', attrs, content });
const doc = (...content: NodeJson[]): NodeJson => ({ type: 'doc', content });
const row = (...cells: string[]): NodeJson => ({
  type: 'tableRow',
  content: cells.map((cell) => ({ type: 'tableCell', content: [p(cell)] })),
});
const table = (...rows: NodeJson[]): NodeJson => ({ type: 'table', content: rows });
const target = (...content: NodeJson[]) => doc(section({ kind: 'target', id: 's' }, ...content));

const changes = (before: NodeJson, after: NodeJson): Change[] => listChanges(redline(before, after)).sections.flatMap((one) => one.changes);
const told = (before: NodeJson, after: NodeJson): string[] =>
  changes(before, after).map(({ kind, point: at, before: was, after: is, attribute }) =>
    [kind, at, attribute ? `${attribute.name} ${String(attribute.before)} → ${String(attribute.after)}` : `${was}|${is}`].join(' '),
  );

const first = p('Flergangsservice skal vælges ved faste arrangementer.');
const second = p('Pant skal bruges, hvor det er muligt.');
const third = p('Produkter må ikke være tilsat PFAS.');

describe('a redline', () => {
  it('tells of a point that moved, with both numbers, and of none that only got another number', () => {
    const before = target(point('a', first), point('b', second), point('c', third));
    const after = target(point('c', third), point('a', first), point('b', second));
    expect(told(before, after)).toEqual(['moved 1 |Produkter må ikke være tilsat PFAS.']);
    expect(changes(before, after)[0]?.from).toEqual({ point: '3', section: 0 });
    const numbers = redline(before, after)
      .sections[0]?.blocks?.filter(({ change }) => change === 'same')
      .map(({ number }) => number);
    expect(numbers).toEqual([
      { before: '1', after: '2' },
      { before: '2', after: '3' },
    ]);
  });

  it('tells what is no requirement any more', () => {
    const advised = { ...point('b', p('Pant anbefales, hvor det er muligt.')), attrs: { id: 'b', level: 'recommendation' } };
    expect(told(target(point('a', first), point('b', second)), target(point('a', first), advised))).toEqual([
      'attribute 2 level requirement → recommendation',
      'changed 2 skal bruges|anbefales',
    ]);
  });

  it('tells how far a section has come, what kind of text it is and which point it serves', () => {
    const paper = (attrs: Record<string, unknown>) =>
      doc(
        section({ kind: 'target', id: 's' }, point('a', first), point('b', second)),
        section({ kind: 'tenderText', id: 't', ...attrs }, third),
      );
    expect(
      told(paper({ status: 'draft', textKind: null, serves: 'a' }), paper({ status: 'checked', textKind: 'awardCriterion', serves: 'b' })),
    ).toEqual(['attribute  textKind null → awardCriterion', 'attribute  status draft → checked', 'attribute  serves 1 → 2']);
  });

  it('does not tell that a point is served which has only got another id', () => {
    const paper = (id: string) => doc(section({ kind: 'target' }, point(id, first)), section({ kind: 'tenderText', serves: id }, third));
    expect(redline(paper('old'), paper('new'))).toMatchObject({ equal: true });
  });

  it('finds the words of a point again when Enter before it gave its id to an empty one', () => {
    expect(told(target(point('a', first)), target(point('a', p('')), point('new', first)))).toEqual(['inserted 1 |']);
  });

  it('tells a point that was written anew as one change', () => {
    expect(
      told(target(point('a', first), point('b', second)), target(point('a', p('Noget helt andet gælder nu.')), point('b', second))),
    ).toEqual(['changed 1 Flergangsservice skal vælges ved faste arrangementer|Noget helt andet gælder nu']);
  });

  it('compares tables row by row and cell by cell, also with a new column', () => {
    const before = table(row('Vare', 'Pris'), row('Krus', '5 kr.'), row('Gaffel', '2 kr.'));
    const after = table(row('Vare', 'Antal', 'Pris'), row('Krus', '100', '7 kr.'), row('Gaffel', '50', '2 kr.'));
    expect(told(target(before), target(after))).toEqual(['inserted  |Antal', 'inserted  |100', 'changed  5|7', 'inserted  |50']);
    const fewer = table(row('Vare', 'Pris'), row('Gaffel', '2 kr.'));
    expect(told(target(before), target(fewer))).toEqual(['deleted  Krus 5 kr.|']);
  });

  it('tells of a block that moved to another section', () => {
    const long = p('Engangsservice fylder meget i affaldet fra vores byer.');
    const before = doc(section({ id: 's', kind: 'target' }, first, long), section({ id: 't', kind: 'background' }, second));
    const after = doc(section({ id: 's', kind: 'target' }, first), section({ id: 't', kind: 'background' }, second, long));
    expect(told(before, after)).toEqual(['moved  |Engangsservice fylder meget i affaldet fra vores byer.']);
  });

  it('is quiet about looks, empty lines and white space', () => {
    const bold = target(
      { type: 'paragraph', content: [text('Pant skal', { type: 'strong' }), text(' bruges,  hvor det er muligt.')] },
      p(''),
    );
    expect(redline(target(second), bold)).toMatchObject({ equal: true, formatted: true });
    const heading = target({ ...second, type: 'heading', attrs: { level: 3 } });
    expect(redline(target(second), heading)).toMatchObject({ equal: true, formatted: true });
  });

  it('stands ten thousand paragraphs, also when all are alike or none is', () => {
    const many = (words: (index: number) => string) => target(...Array.from({ length: 10_000 }, (_, index) => p(words(index))));
    const papers = [
      many(() => 'Det samme igen og igen.'),
      many((index) => `Linje ${String(index)} handler om emne ${String(index * 7)} og andet.`),
      many((index) => `Linje ${String(9_999 - index)} handler om emne ${String((9_999 - index) * 7)} og andet.`),
      many((index) => (index % 3 === 0 ? 'Det ene står her.' : 'Det andet står her.')),
    ];
    for (const [index, before] of papers.entries()) {
      const after = papers[(index + 1) % papers.length] as NodeJson;
      const lines = redline(before, after);
      expect(textAfter(lines).content?.[0]?.content?.length).toBe(10_000);
    }
    const moved = redline(papers[1] as NodeJson, papers[2] as NodeJson);
    const count = (blocks: readonly RedlineBlock[]) => blocks.filter(({ change }) => change === 'moved').length;
    expect(count(moved.sections[0]?.blocks ?? [])).toBe(9_999);
  }, 120_000);
});
