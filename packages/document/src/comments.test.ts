import fc from 'fast-check';
import { Node } from 'prosemirror-model';
import { describe, expect, it } from 'vitest';
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import { birthUpdate, fragmentName } from './birth.ts';
import { commentAttribute, placeComment, removeComment, replaceWords } from './comments.ts';
import type { NodeJson } from './json.ts';
import { randomPaper } from './randomPaper.ts';
import { documentJson } from './read.ts';
import { schema } from './schema.ts';
import { textPlaces } from './textPlaces.ts';

const text = (value: string, ...marks: string[]): NodeJson => ({ type: 'text', text: value, marks: marks.map((type) => ({ type })) });
const p = (...content: NodeJson[]): NodeJson => ({ type: 'paragraph', content });
const paper = (...content: NodeJson[]): NodeJson => ({ type: 'doc', content: [{ type: 'section', attrs: { id: 's' }, content }] });

function born(json: NodeJson): Y.Doc {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, birthUpdate(json));
  return ydoc;
}

const [mine, another] = ['mine', 'another'];
const nodeOf = (ydoc: Y.Doc) => Node.fromJSON(schema, documentJson(ydoc));
const words = (node: Node) => node.textBetween(0, node.content.size, '|', '¶');

// What a comment lies on, by the ProseMirror document.
function marked(ydoc: Y.Doc, id: string): string {
  let found = '';
  nodeOf(ydoc).descendants((node) => {
    if (node.marks.some(({ type, attrs }) => type.name === 'comment' && attrs.id === id)) found += node.text ?? '';
  });
  return found;
}

describe('comment marks', () => {
  it('carry the name that y-prosemirror gives them', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const ydoc = new Y.Doc();
        const doc = Node.fromJSON(
          schema,
          paper({ type: 'paragraph', content: [{ type: 'text', text: 'ord', marks: [{ type: 'comment', attrs: { id } }] }] }),
        );
        prosemirrorToYXmlFragment(doc, ydoc.getXmlFragment(fragmentName));
        expect(Object.keys(textPlaces(ydoc)[0]?.attributes ?? {})).toEqual([commentAttribute(id)]);
      }),
      { numRuns: 20 },
    );
  });

  it('stand exactly where they are put, in any paper, and go without a trace', () => {
    fc.assert(
      fc.property(randomPaper, fc.nat(), fc.nat(), (json, one, other) => {
        const ydoc = born(json);
        const before = JSON.stringify(documentJson(ydoc));
        const node = nodeOf(ydoc);
        for (const { pos, length, string } of textPlaces(ydoc)) expect(node.textBetween(pos, pos + length)).toBe(string);
        const size = node.content.size;
        const inPair = (at: number) => at < size && /^[\udc00-\udfff]/.test(node.textBetween(at, at + 1));
        const [first = 0, last = 0] = [one % (size + 1), other % (size + 1)].toSorted((a, b) => a - b);
        const from = inPair(first) ? first - 1 : first;
        const to = inPair(last) ? last + 1 : last;
        const expected = node.textBetween(from, to);
        expect(placeComment(ydoc, mine, [{ from, to }])).toBe(expected !== '');
        expect(marked(ydoc, mine)).toBe(expected);
        expect(words(nodeOf(ydoc))).toBe(words(node));
        placeComment(ydoc, another, [{ from: 0, to: size }]);
        expect(marked(ydoc, mine)).toBe(expected);
        removeComment(ydoc, another);
        removeComment(ydoc, mine);
        expect(JSON.stringify(documentJson(ydoc))).toBe(before);
      }),
    );
  });

  it('go also where somebody has written them under another name', () => {
    const ydoc = born(paper(p(text('ord'))));
    textPlaces(ydoc)[0]?.text.format(0, 3, { 'comment--AAAAAAAA': { id: 'c' }, comment: { id: 'c' } });
    expect(marked(ydoc, 'c')).toBe('ord');
    expect(removeComment(ydoc, 'c')).toBe(true);
    expect(marked(ydoc, 'c')).toBe('');
  });
});

describe('replaceWords', () => {
  it('changes only what differs, and keeps marks', () => {
    const ydoc = born(paper(p(text('Flergang '), text('skal', 'strong'), text(' bruges'))));
    placeComment(ydoc, 'c', [{ from: 2, to: 22 }]);
    expect(replaceWords(ydoc, { from: 11, to: 22 }, 'bør bruges')).toBe(true);
    expect(words(nodeOf(ydoc))).toBe('Flergang bør bruges');
    expect(marked(ydoc, 'c')).toBe('Flergang bør bruges');
    expect(JSON.stringify(documentJson(ydoc))).toContain('"strong"');
  });

  it('keeps what others write beside it at the same moment', () => {
    const ydoc = born(paper(p(text('en to tre fire'))));
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(ydoc));
    textPlaces(other)[0]?.text.insert(14, ' fem');
    textPlaces(other)[0]?.text.insert(3, 'også ');
    replaceWords(ydoc, { from: 2, to: 16 }, 'en to syv fire');
    Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(other));
    expect(words(nodeOf(ydoc))).toBe('en også to syv fire fem');
  });

  it('never parts a character, and refuses what reaches over two blocks', () => {
    const ydoc = born(paper(p(text('a😀b')), p(text('x'))));
    expect(replaceWords(ydoc, { from: 2, to: 6 }, 'a😁b')).toBe(true);
    expect(words(nodeOf(ydoc))).toBe('a😁b|x');
    expect(replaceWords(ydoc, { from: 2, to: 9 }, 'y')).toBe(false);
  });
});
