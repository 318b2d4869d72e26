import type { Pool } from '@samskriv/database';
import { describe, expect, it } from 'vitest';
import { EditBudget } from './editBudget.ts';
import { hooks } from './hooks.ts';
import type { Rights } from './rights.ts';
import type { Rooms } from './rooms.ts';

const brokenRooms = new Proxy({} as Rooms, {
  get: () => () => {
    throw new Error('broken');
  },
});
const brokenSql = (() => Promise.reject(new Error('broken'))) as unknown as Pool;
const brokenRights = { reviews: 0, welcome: () => Promise.reject(new Error('broken')) } as unknown as Rights;

/** Payloads of nothing: each hook meets a house in which everything it touches throws. */
const closed: number[] = [];
const socket = { close: (code: number) => closed.push(code), enter: () => {}, leave: () => {} };
const payload = {
  token: '',
  type: 2,
  payload: new Uint8Array([0, 0]),
  documentName: 'paper:00000000-0000-4000-8000-000000000000:1',
  context: { socket, cookie: 'x' },
  connection: { readOnly: false, document: {} },
  connectionConfig: {},
  document: { name: 'x' },
  states: new Map<number, object>(),
};

describe('when everything a hook touches throws (row 34)', () => {
  const logged: object[] = [];
  const said: string[] = [];
  const note = (fields: object, message: string) => {
    logged.push(fields);
    said.push(message);
  };
  const all = hooks(
    brokenSql,
    brokenRooms,
    { info: note, warn: note, error: note },
    { edits: 0, refusedEdits: 0, lateEdits: 0, floods: 0, malformed: 0, unanswered: 0 },
    new EditBudget(),
    () => brokenRights,
  );
  const call = (name: string) => (all as Record<string, (payload: unknown) => Promise<unknown>>)[name]!(payload);

  it.each(['connected', 'onStateless', 'onStoreDocument', 'afterUnloadDocument'])(
    '%s, which nobody waits for, never rejects',
    async (name) => {
      await expect(call(name)).resolves.toBeUndefined();
      if (name !== 'onStateless') expect(logged).toContainEqual(expect.objectContaining({ hook: name }));
    },
  );

  it.each([
    ['onAuthenticate', 'the database did not answer a sign-in on a socket'],
    ['onLoadDocument', 'a paper could not be opened'],
  ])('%s says no and why, and asks the client to come back', async (name, words) => {
    closed.length = 0;
    await expect(call(name)).rejects.toMatchObject({ message: '', reason: 'try_again' });
    expect(closed).toEqual([1013]);
    expect(said).toContain(words);
  });

  it('beforeUnloadDocument says no', async () => {
    await expect(call('beforeUnloadDocument')).rejects.toThrow();
  });

  it('beforeSync lets no edit in past its door', async () => {
    closed.length = 0;
    await call('beforeSync');
    expect(payload.connection.readOnly).toBe(true);
    expect(closed).toEqual([4400]);
  });

  it('beforeHandleAwareness lets no presence in past its door', async () => {
    payload.states.set(1, {});
    await call('beforeHandleAwareness');
    expect(payload.states.size).toBe(0);
  });

  it('has no hook that this test does not know', () => {
    expect(Object.keys(all).sort()).toEqual(
      [
        'afterUnloadDocument',
        'beforeHandleAwareness',
        'beforeSync',
        'beforeUnloadDocument',
        'connected',
        'onAuthenticate',
        'onLoadDocument',
        'onStateless',
        'onStoreDocument',
      ].sort(),
    );
  });
});
