import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { applyLog } from './applyLog.ts';

test('a log of many edits is applied as one event, and says what its edits said', () => {
  const author = new Y.Doc();
  const pieces: { bytes: Uint8Array }[] = [];
  author.on('update', (bytes: Uint8Array) => pieces.push({ bytes }));
  for (let index = 0; index < 100; index++) author.getText('text').insert(index, String(index % 10));
  author.getText('text').delete(10, 5);
  const reader = new Y.Doc();
  const heard: unknown[] = [];
  reader.on('update', (_bytes: Uint8Array, origin: unknown) => heard.push(origin));
  applyLog(reader, pieces, 'log');
  expect(heard).toEqual(['log']);
  expect(reader.getText('text').toString()).toBe(author.getText('text').toString());
  expect(Y.equalSnapshots(Y.snapshot(reader), Y.snapshot(author))).toBe(true);
});

test('what was written is read as it was written: marks that look needless are left', () => {
  const author = new Y.Doc();
  author.getText('text').insert(0, 'en to');
  const [one, other] = [new Y.Doc(), new Y.Doc()];
  const pieces = [Y.encodeStateAsUpdate(author)];
  for (const doc of [one, other]) {
    Y.applyUpdate(doc, pieces[0]!);
    doc.on('update', (bytes: Uint8Array) => pieces.push(bytes));
    doc.getText('text').format(0, 5, { strong: {} });
  }
  const reader = new Y.Doc();
  const text = reader.getText('text');
  for (const bytes of pieces) applyLog(reader, [{ bytes }]);
  expect(text.toDelta()).toEqual([{ insert: 'en to', attributes: { strong: {} } }]);
  expect([...Y.snapshot(reader).ds.clients]).toEqual([]);
});
