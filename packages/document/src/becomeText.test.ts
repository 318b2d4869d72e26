import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { becomeText } from './becomeText.ts';
import { birthUpdate } from './birth.ts';
import { placeComment } from './comments.ts';
import type { NodeJson } from './json.ts';
import { leaveMarks } from './leaveMarks.ts';
import { plainText } from './plainText.ts';
import { randomPaper } from './randomPaper.ts';
import { documentJson } from './read.ts';
import { sealedText } from './sealed.ts';
import { textPlaces } from './textPlaces.ts';

const p = (text: string): NodeJson => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const paper = (...content: NodeJson[]): NodeJson => ({ type: 'doc', content: [{ type: 'section', attrs: { id: 's' }, content }] });

function born(json: NodeJson, update = birthUpdate(json)): Y.Doc {
  const ydoc = new Y.Doc();
  leaveMarks(ydoc);
  Y.applyUpdate(ydoc, update);
  return ydoc;
}

const words = (ydoc: Y.Doc) => plainText(documentJson(ydoc));

describe('a paper that becomes another', () => {
  it('says exactly what the other says, whatever both are, and then has nothing left to do', () => {
    fc.assert(
      fc.property(randomPaper, randomPaper, (one, other) => {
        const ydoc = born(one);
        becomeText(ydoc, other);
        expect(sealedText(documentJson(ydoc))).toBe(sealedText(other));
        expect(becomeText(ydoc, other)).toBe(false);
      }),
      { numRuns: Number(process.env['CI'] ? 300 : 150) },
    );
  });

  it('keeps what both say where it is: its marks of threads, and the place of every word', () => {
    const ydoc = born(paper(p('Kopper med pant anbefales.'), p('Ny linje imellem.'), p('Sidste linje.')));
    const [first, , last] = textPlaces(ydoc);
    placeComment(ydoc, 'tråd', [{ from: first!.pos + 11, to: first!.pos + 15 }]);
    const kept = Y.createRelativePositionFromTypeIndex(last!.text, 7);
    becomeText(ydoc, paper(p('Krus med pant anbefales ikke.'), p('Sidste linje.')));
    expect(words(ydoc)).toBe('Krus med pant anbefales ikke.\nSidste linje.');
    expect(JSON.stringify(documentJson(ydoc))).toMatch(/"marks":\[\{"type":"comment","attrs":\{"id":"tråd"\}\}\],"text":"pant"/);
    expect(Y.createAbsolutePositionFromRelativePosition(kept, ydoc)).toMatchObject({ index: 7 });
  });

  it('while others write keeps what they write, once, and all end equal', () => {
    const one = born(paper(p('Første linje.'), p('Anden linje, som skal væk.'), p('Tredje linje.')));
    const other = born({ type: 'doc' }, Y.encodeStateAsUpdate(one));
    other.getText('x');
    const [, , third] = textPlaces(other);
    third!.text.insert(third!.offset, 'Helt ny: ', {});
    becomeText(one, paper(p('Første linje igen.'), p('Tredje linje.'), p('Fjerde linje.')));
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
    expect(words(one)).toBe('Første linje igen.\nHelt ny: Tredje linje.\nFjerde linje.');
    expect(words(other)).toBe(words(one));
  });

  it('of 400 paragraphs does not take long, and writes little', () => {
    const lines = Array.from({ length: 400 }, (_, index) => p(`Afsnit ${index} om kopper, krus og service til faste arrangementer.`));
    const ydoc = born(paper(...lines));
    const sizes: number[] = [];
    ydoc.on('update', (bytes: Uint8Array) => sizes.push(bytes.length));
    becomeText(ydoc, paper(...lines.toSpliced(200, 1, p('Afsnit 200 om noget andet.')).toSpliced(100, 1)));
    expect(sizes).toHaveLength(1);
    expect(sizes[0]).toBeLessThan(400);
  });
});
