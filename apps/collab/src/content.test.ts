import { birthUpdate, deepest, namesOf } from '@samskriv/document';
import { randomPaper } from '@samskriv/document/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { isTooLong, unfit } from './content.ts';
import { judge } from './judge.ts';
import { Placement, type Placed } from './placement.ts';

type Verdict = ReturnType<typeof unfit> | 'nothing' | 'missing';

/** What the gateway says of an update to a document. */
function verdict(doc: Y.Doc, update: Uint8Array, names = namesOf()): Verdict {
  const judged = judge(doc, update);
  if (judged.is !== 'new') return judged.is;
  return isTooLong(judged.runs) ? 'length' : unfit(new Placement(doc).place(judged.fresh), names);
}

/** A document with one section that holds a paragraph and a list, and what `write` makes of it: the edits, one a transaction. */
function written(write: (doc: Y.Doc, root: Y.XmlFragment) => void): { before: Y.Doc; updates: Uint8Array[] } {
  const before = new Y.Doc();
  const root = before.getXmlFragment('default');
  root.insert(0, [element('section', { kind: 'background' }, element('paragraph', {}, 'Flergangsservice'), element('bulletList', {}))]);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(before));
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  write(doc, doc.getXmlFragment('default'));
  return { before, updates };
}

function element(name: string, attributes: Record<string, string> = {}, ...children: (Y.XmlElement | string)[]): Y.XmlElement {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.insert(
    0,
    children.map((child) => (typeof child === 'string' ? new Y.XmlText(child) : child)),
  );
  return made;
}

const section = (root: Y.XmlFragment) => root.get(0) as Y.XmlElement;
const text = (root: Y.XmlFragment) => (section(root).get(0) as Y.XmlElement).get(0) as Y.XmlText;
const said = (write: (root: Y.XmlFragment, doc: Y.Doc) => void, names = namesOf()) => {
  const { before, updates } = written((doc, root) => doc.transact(() => write(root, doc)));
  return verdict(before, updates[0] as Uint8Array, names);
};

describe('row 59: names and places', () => {
  it('every paper of the schema is taken, whole or in pieces that stand on each other', () => {
    fc.assert(
      fc.property(randomPaper, (json) => {
        const birth = birthUpdate(json);
        if (json.content === undefined) return;
        const doc = new Y.Doc();
        expect(verdict(doc, birth)).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  it('a paragraph, a mark, an attribute, a list in a list: what the schema has', () => {
    expect(said((root) => section(root).push([element('paragraph', {}, 'mere')]))).toBeNull();
    expect(said((root) => text(root).format(0, 5, { strong: {} }))).toBeNull();
    expect(said((root) => text(root).format(0, 5, { link: { href: 'https://fjordby.example/' } }))).toBeNull();
    expect(said((root) => text(root).format(0, 5, { 'comment--Ab3+d/9=': { id: 'x' } }))).toBeNull();
    expect(said((root) => section(root).setAttribute('status', 'draft'))).toBeNull();
    expect(
      said((root) => root.push([element('section', { kind: 'target' }, element('targetPoint', { level: 'requirement' }))])),
    ).toBeNull();
  });

  it('whatever the schema has not is refused', () => {
    expect(said((root) => section(root).push([element('blockquote', {}, 'x')]))).toBe('content');
    expect(said((root) => section(root).push([element('section', {})]))).toBe('content');
    expect(said((root) => section(root).push([element('paragraph', {}, element('section', {}))]))).toBe('content');
    expect(said((root) => root.push([element('paragraph', {}, 'løs')]))).toBe('content');
    expect(said((root) => section(root).push([new Y.XmlText('løs')]))).toBe('content');
    expect(said((root) => section(root).setAttribute('onclick', 'x'))).toBe('content');
    expect(said((root) => text(root).format(0, 5, { underline: {} }))).toBe('content');
    expect(said((root) => text(root).format(0, 5, { link: { href: 'https://x.example', onclick: 'x' } }))).toBe('content');
    expect(said((root) => text(root).insertEmbed(0, { image: 'x' }))).toBe('content');
    expect(said((root) => section(root).push([new Y.XmlHook('x') as unknown as Y.XmlElement]))).toBe('content');
    expect(said((root) => section(root).push([element('sectionTitle', {}, 'T')]))).toBeNull();
    expect(
      said((root) => {
        const title = element('sectionTitle', {}, 'Titel');
        section(root).push([title]);
        (title.get(0) as Y.XmlText).format(0, 2, { strong: {} });
      }),
    ).toBe('content');
  });

  it('a name of a newer schema is taken only in a round that was raised to it', () => {
    const write = (root: Y.XmlFragment) => section(root).push([element('heading', {}, 'Ny')]);
    expect(said(write, namesOf(2, { heading: 3 }))).toBe('content');
    expect(said(write, namesOf(3, { heading: 3 }))).toBeNull();
    expect(said((root) => text(root).format(0, 5, { em: {} }), namesOf(2, { '~em': 3 }))).toBe('content');
    expect(said((root) => section(root).setAttribute('serves', 'x'), namesOf(2, { 'section.serves': 3 }))).toBe('content');
  });

  it('other roots are carried, whatever they hold', () => {
    expect(said((_, doc) => doc.getText('notes').insert(0, 'a\0b'))).toBeNull();
    expect(said((_, doc) => doc.getMap('settings').set('x', new Y.XmlElement('script')))).toBeNull();
  });

  it('an edit on its way is known to the edit behind it', () => {
    const { before, updates } = written((_, root) => {
      section(root).push([element('paragraph', {}, 'a')]);
      ((section(root).get(2) as Y.XmlElement).get(0) as Y.XmlText).insert(1, 'b');
      (section(root).get(2) as Y.XmlElement).insert(1, [element('section', {})]);
    });
    const placement = new Placement(before);
    const coming = new Map<number, Placed[]>();
    const reach = new Map<number, number>();
    const verdicts = updates.map((update) => {
      const judged = judge(before, update, reach);
      if (judged.is !== 'new') return judged.is;
      const placed = placement.place(judged.fresh, coming);
      for (const one of placed) coming.set(one.item.client, [...(coming.get(one.item.client) ?? []), one]);
      for (const [client, clock] of judged.reach) reach.set(client, clock);
      return unfit(placed, namesOf());
    });
    expect(verdicts).toEqual([null, null, 'content']);
  });

  it('is found across clients whose edits stand on each other, in any order', () => {
    for (const [first, second] of [
      [5, 9],
      [9, 5],
    ] as const) {
      const one = new Y.Doc();
      one.clientID = first;
      one.getXmlFragment('default').insert(0, [element('section', {}, element('paragraph', {}, 'a'))]);
      const other = new Y.Doc();
      other.clientID = second;
      Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
      section(other.getXmlFragment('default')).push([element('paragraph', {}, 'b')]);
      Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
      ((section(one.getXmlFragment('default')).get(1) as Y.XmlElement).get(0) as Y.XmlText).insert(1, 'c');
      expect(verdict(new Y.Doc(), Y.encodeStateAsUpdate(one))).toBeNull();
      section(one.getXmlFragment('default')).push([element('aside', {}, 'd')]);
      expect(verdict(new Y.Doc(), Y.encodeStateAsUpdate(one))).toBe('content');
    }
  });

  it('what was written in something that is gone is taken, and gone', () => {
    const { before, updates } = written((_, root) => text(root).insert(3, 'mere'));
    section(before.getXmlFragment('default')).delete(0, 2);
    expect(verdict(before, updates[0] as Uint8Array)).toBeNull();
  });
});

describe('row 57: depth', () => {
  // Put in from above, as Yjs itself goes down into what it is given.
  const nest = (levels: number) => (root: Y.XmlFragment) => {
    let list = section(root).get(1) as Y.XmlElement;
    for (let level = 2; level < levels; level++) {
      const next = element(level % 2 === 0 ? 'listItem' : 'bulletList');
      list.push([next]);
      list = next;
    }
  };
  it('is bounded, whatever lies deepest', () => {
    expect(said(nest(deepest))).toBeNull();
    expect(said(nest(deepest + 1))).toBe('depth');
    expect(said(nest(3_000))).toBe('depth');
  });
});

describe('row 58: characters', () => {
  it('that XML or PostgreSQL cannot hold are refused, in text, attributes and marks', () => {
    for (const bad of ['\0', '\u0001', '\f', '\u001f', '\uffff', '\ufffe']) {
      expect(said((root) => text(root).insert(2, `a${bad}b`))).toBe('characters');
      expect(said((root) => section(root).setAttribute('serves', bad))).toBe('characters');
      expect(said((root) => text(root).format(0, 2, { link: { href: `x${bad}` } }))).toBe('characters');
    }
    expect(said((root) => text(root).format(0, 2, { link: { href: '\ud800' } }))).toBe('characters');
    expect(said((root) => text(root).insert(2, 'æøå \t\r\n 😀 \u0085 \u00ad'))).toBeNull();
  });
});

describe('row 61: lengths', () => {
  it('that nobody could have typed are refused', () => {
    const gap = (client: number, length: number) => {
      const bytes: number[] = [1, 1, client, 0, 0];
      for (let left = length; ; left = Math.floor(left / 128)) {
        bytes.push((left % 128) | (left >= 128 ? 128 : 0));
        if (left < 128) break;
      }
      return Uint8Array.from([...bytes, 0]);
    };
    expect(verdict(new Y.Doc(), gap(7, 2 ** 52))).toBe('length');
    expect(verdict(new Y.Doc(), gap(7, 10_000_001))).toBe('length');
    expect(verdict(new Y.Doc(), gap(7, 10_000_000))).toBeNull();
  });
});
