import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from './ask.ts';
import { Outbox } from './outbox.ts';
import { unsentShelf, type Unsent } from './unsent.ts';

/** A browser's storage; `full` takes nothing. */
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

let clock = 0;
function said(id: string, body = id): Unsent {
  const draft = { body, mentions: [], kind: 'general', proposal: null, anchor: null } as const;
  return { id, commentId: `${id}-1`, threadId: 't1', draft, at: new Date((clock += 1000)).toISOString(), no: null };
}

const lost: Answer<unknown> = { no: 'Intet net', status: 0 };

/** A house that answers as it is told to, and a window with an outbox. */
function windowOf(disk: Storage | null, house: { answers: Answer<unknown>[]; got: string[]; mayGo?: boolean | null }) {
  let all: readonly Unsent[] = [];
  let signedOut = false;
  let sent = 0;
  const outbox = new Outbox({
    shelf: unsentShelf('p', 'anna', disk),
    send: async ({ id }) => {
      house.got.push(id);
      return Promise.resolve(house.answers.shift() ?? { value: {} });
    },
    mayGo: async () => Promise.resolve(house.mayGo === undefined ? true : house.mayGo),
    onchange: (now, out) => ([all, signedOut] = [now, out]),
    onsent: () => (sent += 1),
  });
  return { outbox, ids: () => all.map(({ id }) => id).join(' '), all: () => all, signedOut: () => signedOut, sent: () => sent };
}

describe('what is said without a connection', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('addEventListener', () => {});
    vi.stubGlobal('removeEventListener', () => {});
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('outlives the page, and goes in its order once the house is there, each once', async () => {
    const disk = storage();
    const house = { answers: [lost], got: [] as string[] };
    const before = windowOf(disk, house);
    before.outbox.keep(said('a'));
    before.outbox.keep(said('b'));
    await before.outbox.send();
    expect([before.ids(), house.got.join(' ')]).toEqual(['a b', 'a']);
    before.outbox.close();
    const after = windowOf(disk, house);
    expect(after.ids()).toBe('a b');
    await after.outbox.send();
    expect([after.ids(), house.got.join(' '), after.sent()]).toEqual(['', 'a a b', 1]);
    await after.outbox.send();
    expect(house.got).toHaveLength(3);
  });

  it('is tried again by itself while it waits', async () => {
    const house = { answers: [lost, { no: 'Prøv igen', status: 503 }, { no: 'For mange', status: 429 }], got: [] as string[] };
    const { outbox, ids } = windowOf(storage(), house);
    outbox.keep(said('a'));
    await vi.advanceTimersByTimeAsync(15_000 * 4);
    expect([ids(), house.got.length]).toEqual(['', 4]);
  });

  it('that is refused is kept with the reason, holds nothing else up, and can be tried again or let go', async () => {
    const disk = storage();
    const house = { answers: [{ no: 'Papiret er låst', status: 409 }] as Answer<unknown>[], got: [] as string[] };
    const { outbox, all, ids } = windowOf(disk, house);
    outbox.keep(said('a', 'mine ord'));
    outbox.keep(said('b'));
    await outbox.send();
    expect(all()).toMatchObject([{ id: 'a', no: 'Papiret er låst', draft: { body: 'mine ord' } }]);
    expect(windowOf(disk, house).ids()).toBe('a');
    await outbox.send();
    expect(house.got.join(' ')).toBe('a b');
    house.answers.push({ no: 'Papiret er låst', status: 409 });
    outbox.retry(all()[0]!);
    await vi.advanceTimersByTimeAsync(0);
    expect([house.got.join(' '), all()[0]?.no]).toEqual(['a b a', 'Papiret er låst']);
    outbox.drop('a');
    expect([ids(), windowOf(disk, house).ids()]).toEqual(['', '']);
  });

  it('never goes in the name of another who has signed in here meanwhile, nor signed out', async () => {
    const house: { answers: Answer<unknown>[]; got: string[]; mayGo: boolean | null } = { answers: [], got: [], mayGo: false };
    const { outbox, ids, signedOut } = windowOf(storage(), house);
    outbox.keep(said('a'));
    await outbox.send();
    expect([house.got.length, ids(), signedOut()]).toEqual([0, 'a', true]);
    house.mayGo = null;
    await outbox.send();
    expect([house.got.length, ids(), signedOut()]).toEqual([0, 'a', false]);
    house.mayGo = true;
    house.answers.push({ no: 'Log ind', status: 401 });
    await outbox.send();
    expect([ids(), signedOut()]).toEqual(['a', true]);
    await outbox.send();
    expect([ids(), signedOut()]).toEqual(['', false]);
  });

  it('that another window has sent is not sent by this one', async () => {
    const disk = storage();
    const house = { answers: [], got: [] as string[] };
    const [one, other] = [windowOf(disk, house), windowOf(disk, house)];
    one.outbox.keep(said('a'));
    await one.outbox.send();
    await other.outbox.send();
    expect(house.got).toEqual(['a']);
  });

  it('lasts as long as the page where nothing can be kept', async () => {
    for (const disk of [null, storage(true)]) {
      const house = { answers: [lost], got: [] as string[] };
      const { outbox, ids } = windowOf(disk, house);
      outbox.keep(said('a'));
      await outbox.send();
      expect(ids()).toBe('a');
      await outbox.send();
      expect([ids(), house.got.length]).toEqual(['', 2]);
    }
  });

  it('takes no nonsense from the disk', () => {
    const disk = storage();
    disk.setItem('samskriv:paper:p:anna:unsent', '[{"id":5},null,"x"]');
    expect(windowOf(disk, { answers: [], got: [] }).ids()).toBe('');
    disk.setItem('samskriv:paper:p:anna:unsent', '{');
    expect(windowOf(disk, { answers: [], got: [] }).ids()).toBe('');
  });
});
