import { insertPerson, updateSuspension } from '@samskriv/database';
import { freshDatabase, type FreshDatabase } from '@samskriv/database/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { hashSecret } from './hashSecret.ts';
import { createLink, lookAtLink, spendLink } from './links.ts';
import { createSession, endSession, endSessions, sweepSessions, validateSession } from './sessions.ts';
import { beginTry } from './throttle.ts';
import { createToken, validateToken } from './tokens.ts';

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
  const { token } = await createToken(sql, personId, { label: 'prøve', expiresAt: null });
  expect(await validateToken(sql, token)).toMatchObject({ personId });
  await updateSuspension(sql, personId, true);
  expect(await validateSession(sql, secret)).toBeNull();
  expect(await validateToken(sql, token)).toBeNull();
});

test('a token is stored as its hash, and ends when it expires', async () => {
  const { sql } = database;
  const { token, handle } = await createToken(sql, personId, { label: 'prøve', expiresAt: new Date(Date.now() + 60_000) });
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

test('tries are counted for all instances, in a table that holds no names', async () => {
  const { sql } = database;
  const waits: number[] = [];
  for (let i = 0; i < 12; i++) {
    const attempt = await beginTry(sql, 'signIn', 'offer@fjordby.example', '192.0.2.1');
    waits.push(attempt.waitSeconds);
    if (attempt.waitSeconds === 0) await attempt.wasWrong();
  }
  expect(waits.slice(0, 10)).toEqual(Array(10).fill(0));
  expect(waits[10]).toBeGreaterThan(800);
  expect((await beginTry(sql, 'signIn', 'offer@fjordby.example', '192.0.2.2')).waitSeconds).toBeGreaterThan(0);
  expect((await beginTry(sql, 'signIn', 'anden@fjordby.example', '192.0.2.1')).waitSeconds).toBe(0);
  const keys = await sql<{ key: string }[]>`select key from try_count`;
  expect(keys.every(({ key }) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
  await sql`update try_count set window_ends_at = now()`;
  expect((await beginTry(sql, 'signIn', 'offer@fjordby.example', '192.0.2.2')).waitSeconds).toBe(0);
});

test('tries at the same moment cannot slip by together', async () => {
  const tries = await Promise.all(
    Array.from({ length: 40 }, () => beginTry(database.sql, 'signIn', 'samtidig@fjordby.example', '192.0.2.3')),
  );
  expect(tries.filter(({ waitSeconds }) => waitSeconds === 0)).toHaveLength(10);
});

test('an address that guesses at many names is stopped; what was right there does not wash it clean', async () => {
  const { sql } = database;
  const guess = (name: string) => beginTry(sql, 'signIn', name, '192.0.2.4');
  for (let i = 0; i < 60; i++) await (await guess(`gæt${i}@fjordby.example`)).wasWrong();
  const own = await beginTry(sql, 'signIn', 'egen@fjordby.example', '192.0.2.5');
  await own.wasRight();
  expect((await guess('gæt61@fjordby.example')).waitSeconds).toBeGreaterThan(0);
});
