import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const web = join(import.meta.dirname, '../../..');
const messages = (locale: string) => JSON.parse(readFileSync(join(web, 'messages', `${locale}.json`), 'utf8')) as Record<string, string>;
const da = messages('da');
const en = messages('en');
const keys = Object.keys(da).filter((key) => key !== '$schema');

/** The parameters a message takes. */
const parameters = (words: string | undefined) => [...(words ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

const code = readdirSync(join(web, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(svelte|ts)$/.test(path) && !path.startsWith('paraglide') && !path.endsWith('.test.ts'))
  .map((path) => readFileSync(join(web, 'src', path), 'utf8'))
  .join('\n');

describe('the messages', () => {
  it('are the same in Danish and English, with the same parameters', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(da).sort());
    expect(keys.filter((key) => String(parameters(da[key])) !== String(parameters(en[key])))).toEqual([]);
  });

  it('are all used', () => {
    const used = new Set([...code.matchAll(/\bm\.(\w+)|m\[['"](\w+)['"]\]/g)].map(([, one, other]) => one ?? other));
    expect(keys.filter((key) => !used.has(key))).toEqual([]);
  });

  it('hold no exclamation marks and no empty words', () => {
    expect(keys.filter((key) => /!/.test(`${da[key]}${en[key]}`) || !da[key] || !en[key])).toEqual([]);
  });
});
