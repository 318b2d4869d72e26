import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { twoAuthors } from './papers.ts';
import { characterUpdate, scanUpdate } from './update.ts';

test('characters written by hand are what Yjs itself reads', () => {
  const doc = new Y.Doc();
  [...'båd'].forEach((character, clock) => Y.applyUpdate(doc, characterUpdate(7, clock, character)));
  expect(doc.getText('thin').toString()).toBe('båd');
  expect(Y.getState(doc.store, 7)).toBe(3);
});

test('a scan finds the structs that Yjs finds, in a document of every kind of content', () => {
  const doc = new Y.Doc();
  const section = new Y.XmlElement('section');
  section.setAttribute('id', 'a');
  section.insert(0, [new Y.XmlText('tekst')]);
  doc.getXmlFragment('default').insert(0, [section]);
  doc.getText('text').insert(0, 'fed', { strong: true });
  doc.getText('text').insertEmbed(1, { image: 1 });
  doc.getArray('array').insert(0, [1, 'to', null, new Uint8Array([3])]);
  doc.getMap('map').set('sub', new Y.Doc());
  doc.getText('text').delete(0, 1);
  for (const update of [Y.encodeStateAsUpdate(doc), twoAuthors()]) {
    const scanned: number[][] = [];
    scanUpdate(update, (client, clock, length) => scanned.push([client, clock, length]));
    const items = Y.decodeUpdate(update).structs.filter((struct) => struct instanceof Y.Item);
    expect(scanned).toEqual(items.map(({ id, length }) => [id.client, id.clock, length]));
  }
});
