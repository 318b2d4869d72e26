import { insertPerson, inTransaction, updateSuspension } from '@samskriv/database';
import { freshDatabase, type FreshDatabase } from '@samskriv/database/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hashSecret } from './hashSecret.ts';
import { createLink, lookAtLink, spendLink } from './links.ts';
import { createSession, endSession, endSessions, sweepSessions, validateSession } from './sessions.ts';
import { isKnownDevice, rememberDevice } from './devices.ts';
import { beginDeviceTry, beginReservedTry, beginTry } from './throttle.ts';
import { createToken, mostTokens, validateToken } from './tokens.ts';

let database: FreshDatabase;
let personId: string;
let people = 0;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  people += 1;
  const person = { mail: `nr${people}@fjordby.example`, name: 'Åse', organisationId: null, locale: 'da' as const, secretariat: false };
  personId = await insertPerson(database.sql, person);
});

async function newToken() {
  const made = await createToken(database.sql, personId, { label: 'prøve', days: 1 });
  if ('refused' in made) throw new Error(made.refused);
  return made;
}

test('the database holds the hash of a session, and the hash opens nothing', async () => {
  const { sql } = database;
  const { secret, expiresAt } = await createSession(sql, personId);
  const rows = await sql<{ id: string }[]>`select id from session where person_id = ${personId}`;
  expect(rows.map(({ id }) => id)).toEqual([hashSecret(secret)]);
  expect(await validateSession(sql, secret)).toMatchObject({ personId, credential: hashSecret(secret), prolonged: false });
  expect(await validateSession(sql, hashSecret(secret))).toBeNull();
  expect(await validateSession(sql, '')).toBeNull();
  expect(await validateSession(sql, 'x'.repeat(10_000))).toBeNull();
  expect(Math.round((expiresAt.getTime() - Date.now()) / 86_400_000)).toBe(30);
});

test('a session in use lives on, but not past 90 days', async () => {
  const { sql } = database;
  const { secret } = await createSession(sql, personId);
  const live = async () =>
    (
      await sql<{ days: number }[]>`
    select round(extract(epoch from expires_at - now()) / 86400)::int as days from session where id = ${hashSecret(secret)}`
    )[0]?.days;
  await sql`update session set expires_at = now() + interval '10 days' where id = ${hashSecret(secret)}`;
  expect(await validateSession(sql, secret)).toMatchObject({ prolonged: true });
  expect(await live()).toBe(30);
  await sql`update session set expires_at = now() + interval '10 days', created_at = now() - interval '75 days' where id = ${hashSecret(secret)}`;
  await validateSession(sql, secret);
  expect(await live()).toBe(15);
});

test('an expired session is nobody, and is swept away', async () => {
  const { sql } = database;
  const { secret } = await createSession(sql, personId);
  await sql`update session set expires_at = now() - interval '1 second' where id = ${hashSecret(secret)}`;
  expect(await validateSession(sql, secret)).toBeNull();
  await createSession(sql, personId);
  await sql`update session set expires_at = now() - interval '1 second'`;
  await sweepSessions(sql);
  expect(await sql`select 1 from session where person_id = ${personId}`).toHaveLength(0);
});

test('one session ends, or all of them', async () => {
  const { sql } = database;
  const [one, other, third] = [await createSession(sql, personId), await createSession(sql, personId), await createSession(sql, personId)];
  expect(await endSession(sql, one.secret)).toBe(personId);
  expect(await endSession(sql, one.secret)).toBeNull();
  expect(await validateSession(sql, one.secret)).toBeNull();
  expect(await validateSession(sql, other.secret)).not.toBeNull();
  await endSessions(sql, personId);
  expect(await validateSession(sql, third.secret)).toBeNull();
});

test('a suspended person has no session and no token', async () => {
  const { sql } = database;
  const { secret } = await createSession(sql, personId);
  const { token } = await newToken();
  expect(await validateToken(sql, token)).toMatchObject({ personId });
  await updateSuspension(sql, personId, true);
  expect(await validateSession(sql, secret)).toBeNull();
  expect(await validateToken(sql, token)).toBeNull();
});

test('a token is stored as its hash, and ends when it expires', async () => {
  const { sql } = database;
  const { token, handle } = await newToken();
  expect(token).toMatch(/^sk_[\w-]{43}$/);
  const [row] = await sql<{ id: string }[]>`select id from api_token where handle = ${handle}`;
  expect(row!.id).toBe(hashSecret(token));
  expect(await validateToken(sql, token)).toEqual({ personId, credential: hashSecret(token) });
  expect(await validateToken(sql, hashSecret(token))).toBeNull();
  expect(await validateToken(sql, `${token}x`)).toBeNull();
  await sql`update api_token set expires_at = now() where handle = ${handle}`;
  expect(await validateToken(sql, token)).toBeNull();
});

test('a link works once, also when two use it at the same moment', async () => {
  const { sql } = database;
  const { secret } = await createLink(sql, { purpose: 'reset', personId, madeBy: null });
  const [row] = await sql<{ id: string }[]>`select id from one_time_link where person_id = ${personId}`;
  expect(row!.id).toBe(hashSecret(secret));
  expect(await lookAtLink(sql, secret)).toMatchObject({ personId, purpose: 'reset' });
  const spent = await Promise.all([spendLink(sql, secret), spendLink(sql, secret), spendLink(sql, secret)]);
  expect(spent.filter((link) => link !== null)).toEqual([{ personId, purpose: 'reset' }]);
  expect(await lookAtLink(sql, secret)).toBeNull();
});

test('a link dies with its time, with its person, and when a newer one of its purpose is made', async () => {
  const { sql } = database;
  const make = (purpose: 'invitation' | 'reset') => createLink(sql, { purpose, personId, madeBy: null });
  const [invitation, reset] = [await make('invitation'), await make('reset')];
  expect(Math.round((invitation.expiresAt.getTime() - Date.now()) / 86_400_000)).toBe(14);
  expect(Math.round((reset.expiresAt.getTime() - Date.now()) / 60_000)).toBe(60);
  const newer = await make('reset');
  expect(await spendLink(sql, reset.secret)).toBeNull();
  expect(await lookAtLink(sql, invitation.secret)).not.toBeNull();
  await sql`update one_time_link set expires_at = now() where id = ${hashSecret(newer.secret)}`;
  expect(await spendLink(sql, newer.secret)).toBeNull();
  await updateSuspension(sql, personId, true);
  expect(await spendLink(sql, invitation.secret)).toBeNull();
});

test('a token lives a year at most, and a person has twenty, also of those made at the same moment', async () => {
  const { sql } = database;
  const { expiresAt } = await newToken();
  expect(expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 86_400_000);
  for (const days of [0, 366, 1.5, Number.NaN]) await expect(createToken(sql, personId, { label: 'x', days })).rejects.toThrow(RangeError);
  const made = await Promise.all(
    Array.from({ length: 30 }, () => inTransaction(sql, (within) => createToken(within, personId, { label: 'prøve', days: 30 }))),
  );
  expect(made.filter((one) => 'token' in one)).toHaveLength(mostTokens - 1);
  expect(made.find((one) => 'refused' in one)).toEqual({ refused: 'too_many_tokens', details: { most: mostTokens } });
  await sql`update api_token set expires_at = now() where person_id = ${personId} and label = 'prøve'`;
  await newToken();
});

test('a session and a token say when they were last used, and write it once an hour', async () => {
  const { sql } = database;
  const { secret } = await createSession(sql, personId);
  const { token } = await newToken();
  const seen = async () =>
    (
      await sql<{ session: number; token: number | null }[]>`
        select (select extract(epoch from now() - seen_at)::int from session where person_id = ${personId}) as session,
          (select extract(epoch from now() - used_at)::int from api_token where person_id = ${personId}) as token`
    )[0];
  await validateToken(sql, token);
  expect(await seen()).toEqual({ session: 0, token: 0 });
  for (const [minutes, after] of [
    [50, 3000],
    [70, 0],
  ] as const) {
    await sql`update session set seen_at = now() - ${minutes} * interval '1 minute' where person_id = ${personId}`;
    await sql`update api_token set used_at = now() - ${minutes} * interval '1 minute' where person_id = ${personId}`;
    await validateSession(sql, secret);
    await validateToken(sql, token);
    expect(await seen()).toEqual({ session: after, token: after });
  }
});

test('a browser is known to those who signed in from it, and its old cookie to nobody', async () => {
  const { sql } = database;
  const neighbour = await insertPerson(sql, {
    mail: `nabo${people}@fjordby.example`,
    name: 'Nabo',
    organisationId: null,
    locale: 'da',
    secretariat: false,
  });
  const first = await rememberDevice(sql, personId, null);
  expect(await isKnownDevice(sql, personId, first.secret)).toBe(true);
  expect(await isKnownDevice(sql, neighbour, first.secret)).toBe(false);
  const second = await rememberDevice(sql, neighbour, first.secret);
  for (const id of [personId, neighbour]) expect(await isKnownDevice(sql, id, second.secret)).toBe(true);
  for (const odd of [first.secret, '', 'x'.repeat(10_000), null]) expect(await isKnownDevice(sql, personId, odd)).toBe(false);
  await sql`update known_device set used_at = now() - interval '366 days' where person_id = ${personId}`;
  expect(await isKnownDevice(sql, personId, second.secret)).toBe(false);
});

test('tries are counted for all instances, in a table that holds no names', async () => {
  const { sql } = database;
  const waits: number[] = [];
  for (let i = 0; i < 12; i++) waits.push((await beginTry(sql, 'signIn', 'offer@fjordby.example', '192.0.2.1')).waitSeconds);
  expect(waits.slice(0, 10)).toEqual(Array(10).fill(0));
  expect(waits[10]).toBeGreaterThan(800);
  expect((await beginTry(sql, 'signIn', 'offer@fjordby.example', '192.0.2.2')).waitSeconds).toBeGreaterThan(0);
  expect((await beginTry(sql, 'signIn', 'anden@fjordby.example', '192.0.2.1')).waitSeconds).toBe(0);
  const keys = await sql<{ key: string }[]>`select key from try_count`;
  expect(keys.every(({ key }) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
  await sql`update try_count set window_ends_at = now()`;
  expect((await beginTry(sql, 'signIn', 'offer@fjordby.example', '192.0.2.2')).waitSeconds).toBe(0);
});

test('tries at the same moment cannot slip by together, at one name or at many', async () => {
  const begin = (name: (i: number) => string, address: string) =>
    Promise.all(Array.from({ length: 150 }, (_, i) => beginTry(database.sql, 'signIn', name(i), address)));
  const one = await begin(() => 'samtidig@fjordby.example', '192.0.2.3');
  expect(one.filter(({ waitSeconds }) => waitSeconds === 0)).toHaveLength(10);
  expect((await beginTry(database.sql, 'signIn', 'kollega@fjordby.example', '192.0.2.3')).waitSeconds).toBe(0);
  const many = await begin((i) => `gæt${i}@fjordby.example`, '192.0.2.4');
  expect(many.filter(({ waitSeconds }) => waitSeconds === 0)).toHaveLength(60);
  expect(many.filter(({ addressFull }) => addressFull)).toHaveLength(90);
  // What an address was refused counts against no name.
  const refused = many.findIndex(({ addressFull }) => addressFull);
  const elsewhere = [];
  for (let i = 0; i < 10; i++) elsewhere.push(await beginTry(database.sql, 'signIn', `gæt${refused}@fjordby.example`, '192.0.2.5'));
  expect(elsewhere.every(({ waitSeconds }) => waitSeconds === 0)).toBe(true);
});

test('a right secret gives the address its try back and washes nothing else clean', async () => {
  const { sql } = database;
  const begin = (name: string) => beginTry(sql, 'signIn', `ret-${name}`, '192.0.2.6');
  for (let i = 0; i < 59; i++) await begin(`gæt${i}@fjordby.example`);
  for (let i = 0; i < 5; i++) {
    const own = await begin('egen@fjordby.example');
    expect(own.waitSeconds).toBe(0);
    await own.wasRight();
  }
  const [last, over] = [await begin('gæt60@fjordby.example'), await begin('egen@fjordby.example')];
  expect([last.waitSeconds, over.addressFull]).toEqual([0, true]);
  await last.wasNotLookedAt();
  const again = await begin('gæt61@fjordby.example');
  expect(again.waitSeconds).toBe(0);
  // Never below what was counted, and never out of a window that is over.
  await sql`update try_count set window_ends_at = now()`;
  expect((await begin('gæt62@fjordby.example')).waitSeconds).toBe(0);
  await again.wasRight();
  for (let i = 0; i < 59; i++) expect((await begin(`nyt${i}@fjordby.example`)).waitSeconds).toBe(0);
  expect((await begin('nyt60@fjordby.example')).addressFull).toBe(true);
});

test('a full address keeps three tries a name and thirty in all for the others behind it', async () => {
  const reserve = (name: string) => beginReservedTry(database.sql, 'signIn', name, '192.0.2.7');
  const waits = [];
  for (let i = 0; i < 5; i++) waits.push((await reserve('en@fjordby.example')).waitSeconds > 0);
  expect(waits).toEqual([false, false, false, true, true]);
  const many = await Promise.all(Array.from({ length: 60 }, (_, i) => reserve(`r${i}@fjordby.example`)));
  expect(many.filter(({ waitSeconds }) => waitSeconds === 0)).toHaveLength(27);
});

test('a known browser has ten tries of its own', async () => {
  const tries = [];
  for (let i = 0; i < 12; i++) tries.push(await beginDeviceTry(database.sql, 'signIn', personId, 'cookie'));
  expect(tries.filter(({ waitSeconds }) => waitSeconds === 0)).toHaveLength(10);
  await tries[0]!.wasRight();
  expect((await beginDeviceTry(database.sql, 'signIn', personId, 'cookie')).waitSeconds).toBe(0);
});
