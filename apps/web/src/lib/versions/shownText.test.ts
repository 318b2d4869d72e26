// @vitest-environment jsdom
import { textIndex } from '@samskriv/comments';
import { html, schema, type NodeJson } from '@samskriv/document';
import { describe, expect, it } from 'vitest';
import { rangesOn, shownText, stretchOf } from './shownText.ts';

const text = (words: string, ...marks: string[]) => ({
  type: 'text',
  text: words,
  ...(marks.length ? { marks: marks.map((type) => ({ type })) } : {}),
});
const node = (type: string, attrs: Record<string, unknown>, ...content: NodeJson[]) => ({ type, attrs, content });
const paragraph = (...content: NodeJson[]) => node('paragraph', {}, ...content);

const paper = schema
  .nodeFromJSON(
    node(
      'doc',
      {},
      node(
        'section',
        { kind: 'target', id: 'a' },
        node('sectionTitle', {}, text('Rengøring')),
        node(
          'targetPoint',
          { id: 'p1', level: 'requirement' },
          paragraph(text('Midler skal '), text('mærkes', 'strong'), text('.'), { type: 'hardBreak' }, text('Ny linje.')),
          node('targetPoint', { id: 'p2', level: 'recommendation' }, paragraph(text('Undtagelse.'))),
        ),
      ),
      node(
        'section',
        { kind: 'background', part: 'relevance', id: 'b' },
        paragraph(),
        paragraph(text('Midler skal '), text('mærkes', 'em'), text('.')),
        node('bulletList', {}, node('listItem', {}, paragraph(text('Et')))),
        node(
          'table',
          {},
          node('tableRow', {}, node('tableHeader', {}, paragraph(text('Pris'))), node('tableCell', {}, paragraph(text('4 & 5')))),
        ),
      ),
      node(
        'section',
        { kind: 'caseExample', id: 'c' },
        node('sectionTitle', {}),
        node('caseField', { name: 'done' }, paragraph(text('Skiftet.'))),
      ),
    ),
  )
  .toJSON() as NodeJson;

function shown() {
  document.body.innerHTML = `<div id="text">${html(paper, { 'caseField.done': 'Det blev gjort', 'level.requirement': 'Krav', 'section.background': 'Baggrund' })}</div>`;
  return shownText(document.getElementById('text') as Element);
}

describe('the text on the page', () => {
  it('is counted as the threads count it', () => {
    expect(shown().text).toBe(textIndex(paper).text);
  });

  it('gives the stretch of a selection across marks and blocks, and its places again', () => {
    const all = shown();
    const range = document.createRange();
    const strong = document.querySelector('strong')?.firstChild as Text;
    range.setStart(strong, 2);
    range.setEnd(document.querySelector('#point-p2 p')?.firstChild as Text, 4);
    const stretch = stretchOf(all, range);
    expect(stretch).not.toBeNull();
    expect(all.text.slice(stretch?.at, stretch?.end)).toBe('rkes.\nNy linje.\nUndt');
    expect(rangesOn(all, stretch!).map(String)).toEqual(['rkes', '.', 'Ny linje.', 'Undt']);
  });

  it('knows no stretch where only numbers and names are selected', () => {
    const all = shown();
    const range = document.createRange();
    range.selectNodeContents(document.querySelector('.point-number') as Element);
    expect(stretchOf(all, range)).toBeNull();
  });
});
