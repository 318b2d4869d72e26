import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorAt, anchorOf, findAnchor, findQuote, placeOf } from './anchor.ts';
import { marksOf } from './marks.ts';
import { standing } from './standing.ts';
import { textIndex, type PaperNode } from './textIndex.ts';

const text = (value: string, ...ids: string[]): PaperNode => ({
  type: 'text',
  text: value,
  ...(ids.length === 0 ? {} : { marks: ids.map((id) => ({ type: 'comment', attrs: { id } })) }),
});
const p = (...content: (PaperNode | string)[]): PaperNode => ({
  type: 'paragraph',
  content: content.map((part) => (typeof part === 'string' ? text(part) : part)),
});
const section = (id: string, ...content: PaperNode[]): PaperNode => ({ type: 'section', attrs: { id }, content });
const doc = (...content: PaperNode[]): PaperNode => ({ type: 'doc', content });

const anchor = (quote: string, prefix = '', suffix = '', sectionId: string | null = 's') => ({
  quote,
  prefix,
  suffix,
  sectionId,
  point: null,
});

function stands(paper: PaperNode, of = anchor('to tre', 'en ', ' fire')) {
  const index = textIndex(paper);
  return standing(index, marksOf(index), { id: 't', anchor: of, whole: false });
}

// Any paper: sections of paragraphs of text, some of it emoji, right to left, or white space, with breaks between.
const words = fc
  .array(fc.constantFrom('a', 'b', ' ', '\u{1f600}', 'ש', 'æ', '\n'), { minLength: 1, maxLength: 6 })
  .map((units) => units.join(''));
const paragraph = fc
  .array(
    fc.oneof(
      words.map((value) => text(value)),
      words.map((value) => text(value, 't')),
      fc.constant({ type: 'hardBreak' }),
    ),
    { maxLength: 4 },
  )
  .map((content): PaperNode => ({ type: 'paragraph', content }));
const anyPaper = fc
  .array(fc.array(paragraph, { maxLength: 4 }), { minLength: 1, maxLength: 3 })
  .map((sections) => doc(...sections.map((content, at) => section(`s${String(at)}`, ...content))));

describe('a passage in words', () => {
  it('is found where it was taken from, or nowhere, in any paper', () => {
    fc.assert(
      fc.property(anyPaper, fc.nat(80), fc.nat(80), (paper, one, other) => {
        const index = textIndex(paper);
        const place = placeOf(index, Math.min(one, other), Math.max(one, other));
        if (place === null) return;
        const taken = anchorAt(index, place);
        expect(taken.quote).toBe(taken.quote.trim());
        expect((taken.quote + taken.prefix + taken.suffix).isWellFormed()).toBe(true);
        expect(index.text.slice(place.at, place.end)).toBe(taken.quote);
        const found = findAnchor(index, taken);
        if (found !== null && index.sections.filter(({ at, end }) => at <= place.at && place.end <= end).length === 1) {
          expect([found.at, found.end]).toEqual([place.at, place.end]);
          expect(found.ranges).toEqual(place.ranges);
        }
      }),
    );
  });

  it('takes a whole character, and no white space at its ends', () => {
    const index = textIndex(doc(section('s', p('a \u{1f600} b'))));
    expect(anchorOf(index, 3, 5)).toMatchObject({ quote: '\u{1f600}', prefix: 'a ', suffix: ' b' });
    expect(anchorOf(index, 3, 4)).toBeNull();
  });

  it('reaches over blocks and cells', () => {
    const index = textIndex(doc(section('s', p('en to'), p(), p('tre ', { type: 'hardBreak' }, 'fire'))));
    expect(anchorOf(index, 0, 40)?.quote).toBe('en to\ntre \nfire');
  });

  it('is found again after a split, by one place only, in its own section', () => {
    const of = anchor('to tre', 'en ', ' fire');
    expect(findAnchor(textIndex(doc(section('s', p('en to'), p('tre fire')))), of)?.ranges).toEqual([
      { from: 5, to: 7 },
      { from: 9, to: 12 },
    ]);
    expect(findAnchor(textIndex(doc(section('s', p('en to tre fire'), p('en to tre fire')))), of)).toBeNull();
    expect(findAnchor(textIndex(doc(section('s', p('to tre fire')), section('x', p('en to tre fire')))), of)).toBeNull();
    expect(findAnchor(textIndex(doc(section('x', p('en to tre fire')))), of)).toBeNull();
  });

  it('is picked by what stands around it', () => {
    const index = textIndex(doc(section('s', p('kopper med pant'), p('nye kopper hver dag'), p('alle kopper her'))));
    const pick = (prefix: string, suffix: string) => {
      const place = findQuote(index, { quote: 'kopper', prefix, suffix });
      return place === null ? null : index.text.slice(place.at - 4, place.end + 4);
    };
    expect(pick('nye ', ' hver dag')).toBe('nye kopper hve');
    expect(pick('', ' her')).toBe('lle kopper her');
    expect(pick('', '')).toBeNull();
    expect(pick('helt andre ord ', ' end dem her')).toBeNull();
    expect(findQuote(index, { quote: 'kopper', prefix: '', suffix: '', near: 19 })?.ranges).toEqual([{ from: 23, to: 29 }]);
    // Words taken from the plain text, which has the numbers of points in front of its lines.
    expect(findQuote(index, { quote: 'alle', prefix: '…\n1.a ', suffix: ' kopper' })?.ranges).toEqual([{ from: 40, to: 44 }]);
  });

  it('never stands where only the same short word does', () => {
    const index = textIndex(doc(section('s', p('Noget helt andet om kopper i dag'))));
    expect(findQuote(index, { quote: 'kopper', prefix: 'anbefales ', suffix: ' med pant' })).toBeNull();
  });
});

describe('where a thread stands', () => {
  it('is where its mark lies on words of its passage', () => {
    expect(stands(doc(section('s', p('en ', text('TO fem', 't'), ' fire'))))).toMatchObject({
      state: 'anchored',
      currentQuote: 'TO',
      ranges: [{ from: 5, to: 7 }],
    });
    expect(stands(doc(section('s', p('en to tre fire'))))).toMatchObject({ state: 'orphaned', currentQuote: null, sectionId: 's' });
    expect(stands(doc(section('s', p('en', text(' ', 't'), 'fire')))).state).toBe('orphaned');
  });

  it('is in one place across bold, split and blocks', () => {
    const bold = { ...text('tre', 't') };
    bold.marks?.push({ type: 'strong' });
    expect(stands(doc(section('s', p('en ', text('to ', 't'), bold, ' fire')))).ranges).toEqual([{ from: 5, to: 11 }]);
    expect(stands(doc(section('s', p('en ', text('to', 't')), p(text('tre', 't'), ' fire')))).currentQuote).toBe('to\ntre');
    expect(stands(doc(section('s', p(text('to', 't'), ' og så ', text('tre', 't'))))).currentQuote).toBe('to … tre');
  });

  it('is where the words around fit, when the mark is doubled', () => {
    const copy = p('syv ', text('to tre', 't'), ' otte');
    const place = p('en ', text('to tre', 't'), ' fire');
    expect(stands(doc(section('s', copy, place))).ranges).toEqual([{ from: 22, to: 28 }]);
    expect(stands(doc(section('s', place, copy))).ranges).toEqual([{ from: 5, to: 11 }]);
  });

  it('knows many threads on the same words, and ids of none', () => {
    const index = textIndex(doc(section('s', p(text('en', 'a', 'b'), text('to', 'b')))));
    expect([...marksOf(index)].map(([id, runs]) => [id, runs.map(({ from, to }) => [from, to])])).toEqual([
      ['a', [[2, 4]]],
      ['b', [[2, 6]]],
    ]);
  });

  it('says where a whole section is, or that it is gone', () => {
    const index = textIndex(doc(section('a', p('x')), section('b', p('y'))));
    const whole = (sectionId: string) => standing(index, new Map(), { id: 't', anchor: anchor('', '', '', sectionId), whole: true });
    expect(whole('b')).toMatchObject({ state: 'anchored', ranges: [{ from: 5, to: 10 }] });
    expect(whole('c').state).toBe('orphaned');
  });

  it('takes a fraction of a second where everything is marked', () => {
    const many = Array.from({ length: 2_000 }, (_, at) => p(text(`ord ${String(at)} `, 't', `t${String(at)}`), 'imellem'));
    const before = performance.now();
    const index = textIndex(doc(section('s', ...many)));
    const marks = marksOf(index);
    for (const id of marks.keys()) standing(index, marks, { id, anchor: anchor('ord'), whole: false });
    expect(performance.now() - before).toBeLessThan(4_000);
  });
});
