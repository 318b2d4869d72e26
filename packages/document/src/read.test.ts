import fc from 'fast-check';
import { Node } from 'prosemirror-model';
import { describe, expect, it } from 'vitest';
import { initProseMirrorDoc } from 'y-prosemirror';
import * as Y from 'yjs';
import { birthUpdate, fragmentName } from './birth.ts';
import type { NodeJson } from './json.ts';
import { randomPaper } from './randomPaper.ts';
import { documentJson } from './read.ts';
import { schema } from './schema.ts';
import { emptyTarget } from './skeleton.ts';

function born(json: NodeJson): Y.Doc {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, birthUpdate(json));
  return ydoc;
}

function element(name: string, attrs: Record<string, unknown>, children: (Y.XmlElement | Y.XmlText)[] = []): Y.XmlElement {
  const made = new Y.XmlElement(name);
  // Raw clients may set anything, whatever the type of setAttribute says.
  for (const [key, value] of Object.entries(attrs)) made.setAttribute(key, value as string);
  made.insert(0, children);
  return made;
}

describe('a paper', () => {
  it('comes back from Y as it was born', () => {
    fc.assert(
      fc.property(randomPaper, (json) => {
        expect(documentJson(born(json))).toEqual(json);
      }),
    );
  });

  it('reads the same in the editor and on the server', () => {
    fc.assert(
      fc.property(randomPaper, (json) => {
        const ydoc = born(json);
        const before = Y.encodeStateVector(ydoc);
        const { doc } = initProseMirrorDoc(ydoc.getXmlFragment(fragmentName), schema);
        doc.check();
        expect(doc.toJSON()).toEqual(documentJson(ydoc));
        // Nothing was thought unfit and deleted on the way.
        expect(Y.encodeStateVector(ydoc)).toEqual(before);
      }),
    );
  });

  it('starts with a text in every empty block, so that two who begin there share it', () => {
    const ydoc = born(emptyTarget(''));
    const texts: Y.XmlText[] = [];
    for (const section of ydoc.getXmlFragment(fragmentName).toArray()) {
      if (section instanceof Y.XmlElement)
        texts.push(...(section.createTreeWalker((node) => node instanceof Y.XmlText) as unknown as Iterable<Y.XmlText>));
    }
    expect(texts).toHaveLength(12);
  });

  it('is refused at birth when it does not fit the schema', () => {
    const json: NodeJson = { type: 'doc', content: [{ type: 'paragraph' }] };
    expect(() => birthUpdate(json)).toThrow(RangeError);
  });
});

describe('documentJson', () => {
  it('gives a doubled id to the first that has it', () => {
    const ydoc = new Y.Doc();
    const point = () => element('targetPoint', { id: 'p' }, [element('paragraph', {})]);
    ydoc
      .getXmlFragment(fragmentName)
      .insert(0, [element('section', { id: 's', kind: 'target' }, [point(), point()]), element('section', { id: 's' })]);
    const json = documentJson(ydoc);
    expect(json.content?.map((section) => section.attrs?.id)).toEqual(['s', null]);
    expect(json.content?.[0]?.content?.map((found) => found.attrs?.id)).toEqual(['p', null]);
  });

  it('leaves out what the schema cannot place, and changes nothing', () => {
    const ydoc = new Y.Doc();
    ydoc
      .getXmlFragment(fragmentName)
      .insert(0, [
        new Y.XmlText('bare'),
        element('section', { kind: 'nonsense', status: 7, part: '<b>' }, [
          new Y.XmlText('loose'),
          element('script', {}, [new Y.XmlText('alert(1)')]),
          element('heading', { level: 'x' }, [new Y.XmlText('kept')]),
          element('tableCell', { colspan: 2 ** 40 }),
        ]),
        element('doc', {}),
      ]);
    const before = Y.encodeStateAsUpdate(ydoc);
    expect(documentJson(ydoc)).toEqual({
      type: 'doc',
      content: [
        {
          type: 'section',
          attrs: { kind: 'background', id: null, status: 'empty', part: null, textKind: null, serves: null },
          content: [{ type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: 'kept' }] }],
        },
      ],
    });
    expect(Y.encodeStateAsUpdate(ydoc)).toEqual(before);
  });

  it('drops unknown marks and links that must not be followed', () => {
    const text = new Y.XmlText();
    text.applyDelta([
      { insert: 'a', attributes: { blink: {}, strong: {} } },
      { insert: { image: 'x' } },
      { insert: 'b', attributes: { link: { href: 'javascript:alert(1)' } } },
    ]);
    const ydoc = new Y.Doc();
    ydoc.getXmlFragment(fragmentName).insert(0, [element('section', {}, [element('paragraph', {}, [text])])]);
    expect(documentJson(ydoc).content?.[0]?.content?.[0]?.content).toEqual([
      { type: 'text', text: 'a', marks: [{ type: 'strong' }] },
      { type: 'text', text: 'b' },
    ]);
  });

  it('keeps an empty paper empty', () => {
    expect(documentJson(new Y.Doc())).toEqual({ type: 'doc' });
    expect(() => {
      Node.fromJSON(schema, { type: 'doc' }).check();
    }).not.toThrow();
  });
});
