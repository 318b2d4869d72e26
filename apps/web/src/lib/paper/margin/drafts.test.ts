import { describe, expect, it } from 'vitest';
import { draftShelf, type Draft } from './drafts.ts';

function storage(full = false): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (full) throw new DOMException('full');
      kept.set(key, value);
    },
    removeItem: (key: string) => void kept.delete(key),
  } as unknown as Storage;
}

const draft: Draft = { body: 'Et svar', mentions: [], kind: 'general', proposal: null, anchor: null };

describe('drafts', () => {
  it('outlive the page, for one person and one paper', () => {
    const disk = storage();
    draftShelf('paper', 'anna', disk).keep('t1', draft);
    expect(draftShelf('paper', 'anna', disk).read('t1')).toEqual(draft);
    expect(draftShelf('paper', 'bo', disk).read('t1')).toBeNull();
    expect(draftShelf('other', 'anna', disk).read('t1')).toBeNull();
  });

  it('last as long as the page where nothing can be kept', () => {
    const shelf = draftShelf('paper', 'anna', storage(true));
    shelf.keep('t1', draft);
    expect(shelf.read('t1')).toEqual(draft);
  });

  it('are not kept when empty, and nonsense is none', () => {
    const disk = storage();
    const shelf = draftShelf('paper', 'anna', disk);
    shelf.keep('t1', { ...draft, body: ' ' });
    expect(shelf.read('t1')).toBeNull();
    disk.setItem('samskriv:paper:paper:anna:thread:t2', '{"body":5}');
    expect(shelf.read('t2')).toBeNull();
  });
});
