import fc from 'fast-check';
import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { html } from './html.ts';
import type { NodeJson } from './json.ts';
import { safeHref } from './links.ts';
import { markdown } from './markdown.ts';
import { plainText } from './plainText.ts';
import { numberPoints } from './points.ts';
import { randomPaper } from './randomPaper.ts';
import { sectionSummary } from './summary.ts';

const text = (value: string, ...marks: NodeJson['marks'] & object): NodeJson => ({ type: 'text', text: value, marks });
const paragraph = (...content: NodeJson[]): NodeJson => ({ type: 'paragraph', content });
const p = (value: string): NodeJson => paragraph(...(value === '' ? [] : [text(value)]));
const point = (id: string, ...content: NodeJson[]): NodeJson => ({ type: 'targetPoint', attrs: { id }, content });
const section = (attrs: Record<string, unknown>, ...content: NodeJson[]): NodeJson => ({ type: 'section', attrs, content });
const doc = (...content: NodeJson[]): NodeJson => ({ type: 'doc', content });

const paper = doc(
  section(
    { kind: 'target', id: 's1', status: 'draft' },
    { type: 'sectionTitle', content: [text('Engangsservice')] },
    point('a', p('Flergangsservice skal vælges'), point('a1', p('også ude')), point('a2', p('og inde'), point('a2x', p('dybt')))),
    { ...point('b', p('Pant anbefales')), attrs: { id: 'b', level: 'recommendation' } },
  ),
  section({ kind: 'background', part: 'relevance', id: 's2' }, p('To linjer'), p(''), {
    type: 'bulletList',
    content: [{ type: 'listItem', content: [p('én')] }],
  }),
);

describe('numberPoints', () => {
  it('numbers points, lettered sub-points and what is below', () => {
    expect(numberPoints(paper).map(({ number, id }) => `${number} ${String(id)}`)).toEqual(['1 a', '1.a a1', '1.b a2', '1.b.1 a2x', '2 b']);
  });

  it('goes on after z', () => {
    const many = doc(section({ kind: 'target' }, point('top', ...Array.from({ length: 28 }, (_, index) => point(`i${String(index)}`)))));
    expect(
      numberPoints(many)
        .map(({ number }) => number)
        .slice(-3),
    ).toEqual(['1.z', '1.aa', '1.ab']);
  });

  it('gives a doubled id to the first', () => {
    expect(numberPoints(doc(section({}, point('a'), point('a')))).map(({ id }) => id)).toEqual(['a', null]);
  });
});

describe('plainText', () => {
  it('is the text in reading order, with the numbers in front', () => {
    expect(plainText(paper)).toBe(
      [
        'Engangsservice',
        '1 Flergangsservice skal vælges',
        '1.a også ude',
        '1.b og inde',
        '1.b.1 dybt',
        '2 Pant anbefales',
        'To linjer',
        '',
        '- én',
      ].join('\n'),
    );
  });

  it('keeps a paragraph letter for letter', () => {
    const odd = '  \tto\n\n linjer  <b>&amp; ';
    expect(plainText(doc(section({}, p(odd))))).toBe(odd);
  });

  it('names sections when it is given words', () => {
    expect(plainText(paper, { 'part.relevance': 'Relevans' })).toContain('\n\nRelevans\nTo linjer\n');
  });
});

describe('sectionSummary', () => {
  it('tells of each section and its points', () => {
    const [target, relevance] = sectionSummary(paper);
    expect(target).toMatchObject({ id: 's1', kind: 'target', part: null, status: 'draft', title: 'Engangsservice', blank: false });
    expect(target?.points.map(({ number, level, text: words }) => [number, level, words])).toEqual([
      ['1', 'requirement', 'Flergangsservice skal vælges'],
      ['1.a', 'requirement', 'også ude'],
      ['1.b', 'requirement', 'og inde'],
      ['1.b.1', 'requirement', 'dybt'],
      ['2', 'recommendation', 'Pant anbefales'],
    ]);
    expect(relevance).toMatchObject({ id: 's2', kind: 'background', part: 'relevance', points: [] });
    // Nobody has said that it is a draft, but it holds text.
    expect(relevance?.status).toBe('draft');
  });
});

describe('html', () => {
  const attacks = [
    '<script>alert(1)</script>',
    '" onclick="alert(1)',
    "'><img src=x onerror=alert(1)>",
    'javascript:alert(1)',
    '<svg onload=alert(1)>',
    'data:text/html,<script>1</script>',
  ];

  it('runs nothing, whatever stands in text and attributes (fault 46)', () => {
    const attack = fc.constantFrom(...attacks);
    const value = fc.oneof(attack, fc.integer(), fc.constant(null), fc.constant({ toString: 'x' }), fc.constant(['x']));
    fc.assert(
      fc.property(attack, value, value, (words, one, other) => {
        const wild = doc(
          section(
            { kind: one, id: other, part: one, status: other },
            { type: 'sectionTitle', content: [text(words)] },
            { type: 'targetPoint', attrs: { id: one, level: other }, content: [p(words)] },
            { type: 'caseField', attrs: { name: one } },
            { type: 'heading', attrs: { level: one }, content: [text(words)] },
            { type: 'orderedList', attrs: { start: other }, content: [{ type: 'listItem', content: [p(words)] }] },
            { type: 'table', content: [{ type: 'tableRow', content: [{ type: 'tableCell', attrs: { colspan: one, rowspan: other } }] }] },
            paragraph(text(words, { type: 'link', attrs: { href: one } }, { type: 'comment', attrs: { id: other } })),
          ),
        );
        const { window } = new JSDOM(`<body>${html(wild, { 'section.background': words, 'level.requirement': words })}</body>`);
        for (const found of window.document.body.querySelectorAll('*')) {
          expect(found.tagName).not.toMatch(/script|svg|img|iframe|style|object/i);
          for (const attr of found.attributes) {
            expect(attr.name).not.toMatch(/^on|^style$/);
            if (attr.name === 'href') expect(attr.value).toMatch(/^(https?:|mailto:)/);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is made of lists, headings and sections', () => {
    const result = html(paper, { 'section.target': 'Mål', 'level.recommendation': 'anbefales' });
    expect(result).toContain(
      '<section id="section-s1" data-section="target"><p class="section-name">Mål</p><h2>Engangsservice</h2><ol class="points"><li id="point-a"',
    );
    expect(result).toContain('<span class="point-number">1.a</span>');
    expect(result).toContain('<span class="point-level">anbefales</span>');
  });

  it('can be made of any paper, as can markdown and text', () => {
    fc.assert(
      fc.property(randomPaper, (json) => {
        expect([typeof html(json), typeof markdown(json), typeof plainText(json)]).toEqual(['string', 'string', 'string']);
      }),
    );
  });
});

describe('markdown', () => {
  it('escapes what would be read as marks, and writes its own', () => {
    const json = doc(
      section(
        { kind: 'target' },
        point(
          'a',
          paragraph(
            text('2 * 3 [x] '),
            text('fed ', { type: 'strong' }),
            text('her', { type: 'link', attrs: { href: 'https://a.example/)' } }),
          ),
        ),
      ),
      section({}, p('1. ikke en liste'), p('# ikke en overskrift')),
    );
    expect(markdown(json)).toBe(
      '**1** 2 \\* 3 \\[x\\] **fed** [her](<https://a.example/)>)\n\n1\\. ikke en liste\n\n\\# ikke en overskrift',
    );
  });

  it('writes lists and tables', () => {
    const cells = (...values: string[]): NodeJson => ({
      type: 'tableRow',
      content: values.map((value) => ({ type: 'tableCell', content: [p(value)] })),
    });
    const json = doc(
      section(
        {},
        {
          type: 'orderedList',
          attrs: { start: 3 },
          content: [
            { type: 'listItem', content: [p('tre'), { type: 'bulletList', content: [{ type: 'listItem', content: [p('under')] }] }] },
          ],
        },
        { type: 'table', content: [cells('a', 'b|c'), cells('d')] },
      ),
    );
    expect(markdown(json)).toBe('3. tre\n   \n   - under\n\n| a | b\\|c |\n| --- | --- |\n| d |  |');
  });
});

describe('safeHref', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/sti',
    '',
    'https:',
    7,
    null,
    { href: 'https://a.example' },
  ])('refuses %s', (value) => {
    expect(safeHref(value)).toBeNull();
  });

  it.each([
    ['https://a.example/å?b=c#d', 'https://a.example/å?b=c#d'],
    ['mailto:formand@strandholt.example', 'mailto:formand@strandholt.example'],
    ['a.example/side', 'https://a.example/side'],
    ['  http://a.example/to ord ', 'http://a.example/to%20ord'],
  ])('takes %s', (value, href) => {
    expect(safeHref(value)).toBe(href);
  });
});
