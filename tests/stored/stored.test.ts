import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyChains } from '@samskriv/commands';
import { checkBackupFile, restoreHouse } from '@samskriv/commands/backup';
import { freshDatabase, type FreshDatabase } from '@samskriv/database/testing';
import { documentJson, html, markdown, paperNode, plainText, schemaVersion, sectionKinds, type NodeJson } from '@samskriv/document';
import { afterAll, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { words } from './words.ts';

// What was stored once must open for ever and say the same. When one of these fails, mend the reader, never the bytes
// (bytes/ is written by write.ts, once for each released schema).

type Stored = { schema: number; log: string[]; state: string; json: NodeJson; html: string; md: string; txt: string };
type Version = { id: string; paperId: string; number: number; hash: string };

const bytes = join(import.meta.dirname, 'bytes');
const read = (name: string): unknown => JSON.parse(readFileSync(join(bytes, name), 'utf8'));
const names = readdirSync(bytes);
const papers = names.filter((name) => name.startsWith('paper-')).map((name) => [name, read(name) as Stored] as const);
const houses = names.filter((name) => name.endsWith('.backup'));

it('there are bytes of this schema, with every kind of section in them', () => {
  const mine = papers.filter(([, { schema }]) => schema === schemaVersion);
  expect(mine.length, 'a new schema needs its bytes: node tests/stored/write.ts').toBeGreaterThan(0);
  const kinds = mine.flatMap(([, { json }]) => (json.content ?? []).map(({ attrs }) => attrs?.['kind']));
  expect(new Set(kinds)).toEqual(new Set(sectionKinds.map(({ kind }) => kind)));
});

describe.each(papers)('%s', (_, { log, state, json, ...texts }) => {
  it.each([
    ['the log, edit by edit', log],
    ['the log, backwards', log.toReversed()],
    ['the state in one piece', [state]],
  ])('%s, opens as the same paper', (_, updates) => {
    const doc = new Y.Doc();
    for (const update of updates) Y.applyUpdate(doc, Buffer.from(update, 'base64'));
    // A newer schema may give what is old an attribute more; the old ones keep their values.
    expect(paperNode(documentJson(doc)).eq(paperNode(json))).toBe(true);
    expect(documentJson(doc)).toMatchObject(json);
    expect(doc.getMap('another program').get('kept')).toBe('and never shown');
  });

  it('reads the same in every form, from its JSON as from its bytes', () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Buffer.from(state, 'base64'));
    for (const paper of [json, documentJson(doc)]) {
      expect(html(paper, words)).toBe(texts.html);
      expect(markdown(paper, words)).toBe(texts.md);
      expect(plainText(paper, words)).toBe(texts.txt);
    }
  });
});

describe.each(houses)('%s', (name) => {
  let database: FreshDatabase | null = null;
  afterAll(() => database?.drop());

  it('is restored into today’s house, and its versions verify under the hashes they were given', { timeout: 120_000 }, async () => {
    const file = join(bytes, name);
    expect((await checkBackupFile(file)).rows).toBeGreaterThan(100);
    database = await freshDatabase();
    await restoreHouse(database.ownerAddress, { file });
    const { versions } = read(name.replace(/backup$/, 'json')) as { versions: Version[] };
    expect(versions.length).toBeGreaterThan(2);
    const verified = await verifyChains(database);
    for (const { id, number, hash } of versions)
      expect(verified.find((version) => version.id === id)).toMatchObject({ number, hash, ok: true, broken: [] });
  });
});
