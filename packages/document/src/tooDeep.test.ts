import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { becomeText } from './becomeText.ts';
import { fragmentName } from './birth.ts';
import { placeComment } from './comments.ts';
import type { NodeJson } from './json.ts';
import { plainText } from './plainText.ts';
import { documentJson, paperNode } from './read.ts';

// From the outside in: Yjs puts a whole tree into a document by recursion, one level at a time it does not.
function nested(depth: number, ...names: string[]): Y.Doc {
  const ydoc = new Y.Doc();
  // In one transaction: otherwise each insert tells every level above.
  ydoc.transact(() => {
    let inner: Y.XmlFragment = ydoc.getXmlFragment(fragmentName);
    for (const name of ['section', ...Array.from({ length: depth }, (_, level) => names[level % names.length] ?? ''), 'paragraph']) {
      const element = new Y.XmlElement(name);
      inner.insert(0, [element]);
      inner = element;
    }
    inner.insert(0, [new Y.XmlText('dybe ord')]);
  });
  return ydoc;
}

function marked(node: NodeJson): string {
  const own = node.marks?.some(({ type }) => type === 'comment') ? (node.text ?? '') : '';
  return own + (node.content ?? []).map(marked).join('');
}

test.each([3000, 20_000])('row 57: the words of a list %i deep are kept, and a thread finds them', (depth) => {
  const ydoc = nested(depth, 'bulletList', 'listItem');
  expect(plainText(documentJson(ydoc)).split('\n').at(-1)).toContain('dybe ord');
  let from = 0;
  paperNode(documentJson(ydoc)).descendants((node, pos) => {
    if (node.isText) from = pos;
  });
  expect(placeComment(ydoc, 'one', [{ from: from + 5, to: from + 8 }])).toBe(true);
  expect(marked(documentJson(ydoc))).toBe('ord');
});

test.each(['section', 'bulletList', 'tableRow', 'paragraph'])(
  'row 57: a %s in itself 20,000 times is left out and not looked into',
  (name) => {
    expect(plainText(documentJson(nested(20_000, name)))).not.toContain('dybe');
  },
);

test('row 58: a character that cannot be kept is read as one of the same length, in attributes too', () => {
  const ydoc = nested(0);
  const section = ydoc.getXmlFragment(fragmentName).get(0) as Y.XmlElement;
  section.setAttribute('id', 'a\u0000b');
  ((section.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(4, '\u0000\ud800');
  const [read] = documentJson(ydoc).content ?? [];
  expect(JSON.stringify(read)).not.toMatch(/\\u0000|\\ud800/);
  expect(plainText({ type: 'doc', content: [read!] })).toBe('dybe\ufffd\ufffd ord');
});

test.each([['bulletList', 'listItem'], ['section'], ['bulletList']])(
  'row 57: an earlier text is put back over a %s 3,000 deep',
  (...names) => {
    const ydoc = nested(3000, ...names);
    const earlier = documentJson(nested(0));
    becomeText(ydoc, earlier);
    expect(plainText(documentJson(ydoc))).toBe('dybe ord');
    const again = new Y.Doc();
    Y.applyUpdate(again, Y.encodeStateAsUpdate(ydoc));
    expect(documentJson(again)).toEqual(documentJson(ydoc));
  },
);
