import { birthUpdate } from '@samskriv/document';
import { describe, expect, it } from 'vitest';
import { applyUpdate, Doc, encodeStateAsUpdate, XmlElement, XmlText } from 'yjs';
import { difference } from './difference.ts';

const words = { 'section.target': 'Mål', 'part.relevance': 'Relevans' };

function paragraph(text: string): object {
  return { type: 'paragraph', content: [{ type: 'text', text }] };
}

const born = birthUpdate({
  type: 'doc',
  content: [
    {
      type: 'section',
      attrs: { kind: 'target', id: 'a' },
      content: [
        { type: 'targetPoint', attrs: { id: 'p1' }, content: [paragraph('Flergangsservice skal vælges')] },
        { type: 'targetPoint', attrs: { id: 'p2' }, content: [paragraph('Mærker skal findes')] },
      ],
    },
    { type: 'section', attrs: { kind: 'background', part: 'relevance', id: 'b' }, content: [paragraph('Affald')] },
  ],
} as Parameters<typeof birthUpdate>[0]);

function copy(of?: Doc): Doc {
  const doc = new Doc();
  applyUpdate(doc, of === undefined ? born : encodeStateAsUpdate(of));
  return doc;
}

function section(doc: Doc, index: number): XmlElement {
  return doc.getXmlFragment('default').get(index) as XmlElement;
}

function pointText(doc: Doc, index: number): XmlText {
  const point = section(doc, 0).get(index) as XmlElement;
  return (point.get(0) as XmlElement).get(0) as XmlText;
}

function append(doc: Doc, index: number, text: string): void {
  const block = new XmlElement('paragraph');
  block.insert(0, [new XmlText(text)]);
  section(doc, index).push([block]);
}

describe('difference', () => {
  it('tells the block as it would have read, with section and point', () => {
    const finished = copy();
    pointText(finished, 1).insert(0, 'Anerkendte ');
    append(finished, 1, 'Nyt afsnit');
    expect(difference(finished, copy(), words)).toEqual([
      { place: 'Mål', point: '2', text: 'Anerkendte Mærker skal findes' },
      { place: 'Relevans', point: null, text: 'Nyt afsnit' },
    ]);
  });

  it('leaves out what others have written meanwhile, and what the server has', () => {
    const server = copy();
    const finished = copy(server);
    append(finished, 1, 'Mit');
    pointText(server, 0).insert(0, 'Ny: ');
    append(server, 1, 'Deres');
    expect(difference(finished, server, words).map(({ text }) => text)).toEqual(['Mit']);
    expect(difference(server, server, words)).toEqual([]);
  });

  it('falls back on what was written in this window when the server keeps its text to itself', () => {
    const finished = copy();
    append(finished, 1, 'Mit');
    expect(difference(finished, null, words)).toEqual([{ place: 'Relevans', point: null, text: 'Mit' }]);
  });
});
