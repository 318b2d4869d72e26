import { readdirSync, readFileSync } from 'node:fs';
import { createToken } from '@samskriv/auth';
import { freshDatabase, type FreshDatabase } from '@samskriv/database/testing';
import { isRefusal } from '@samskriv/process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addPersonAtConsole } from '../console/console.ts';
import { yes } from '../demo/demoHouse.ts';
import { plantDemo } from '../demo/plant.ts';
import { people } from '../demo/people.ts';
import { seeDemo } from '../demo/shutOut.ts';
import type { House } from '../house.ts';
import { offerFirstAccount, openFirstAccount, readFirstAccount } from './firstAccount.ts';
import { acceptLink } from './password.ts';
import { recogniseSession, recogniseToken } from './recognise.ts';
import { signIn } from './signIn.ts';

let database: FreshDatabase;
let open: House;
let closed: House;
beforeEach(async () => {
  database = await freshDatabase();
  open = { sql: database.sql, mail: null, publicUrl: null, demo: true };
  closed = { ...open, demo: false };
});
afterEach(() => database.drop());

const secretOf = (offer: { path: string } | null) => offer!.path.replace('/link/', '');
const mine = { name: 'Else Holm', mail: 'else@kommune.dk', password: 'fire heste i en stald', organisation: 'Kommunen', locale: 'da' };
const secretariat = 'sekretariat@partnerskab.example';
const enter = (house: House) => signIn(house, { mail: secretariat, password: 'samskriv', address: '192.0.2.1' });

describe('row 66: where the demo is closed, its people are nobody', () => {
  test('by password, session, token and link, also when a real secretariat has come; a suspension ends them for good', async () => {
    await plantDemo(open);
    const session = yes(await enter(open)).session;
    const [person] = await open.sql<{ id: string }[]>`select id from person where mail = ${secretariat}`;
    const { token } = yes(await createToken(open.sql, person!.id, { label: 'x', days: 30 }));
    expect(await recogniseSession(open, session)).not.toBeNull();
    expect(await recogniseToken(open, token)).not.toBeNull();

    expect(await enter(closed)).toMatchObject({ refused: 'wrong_credentials' });
    expect(await recogniseSession(closed, session)).toBeNull();
    expect(await recogniseToken(closed, token)).toBeNull();
    expect(await seeDemo(closed)).toBe('closed');

    const member = { mail: 'ny@kommune.dk', name: 'Ny', secretariat: false };
    expect(yes(await addPersonAtConsole(closed, member)).suspended).toBe(0);
    expect(await seeDemo(open)).toBe('open');
    const added = yes(await addPersonAtConsole(closed, { mail: 'else@kommune.dk', name: 'Else', secretariat: true }));
    expect(added.suspended).toBe(people.length);
    expect(isRefusal(await acceptLink(closed, { secret: secretOf(added), password: mine.password }))).toBe(false);
    for (const house of [open, closed]) {
      expect(await enter(house)).toMatchObject({ refused: 'wrong_credentials' });
      expect(await recogniseSession(house, session)).toBeNull();
      expect(await recogniseToken(house, token)).toBeNull();
      expect(await seeDemo(house)).toBe('none');
    }
    const left = await open.sql`
      select 1 from session s join person p on p.id = s.person_id where p.demo
      union all select 1 from api_token t join person p on p.id = t.person_id where p.demo and t.revoked_at is null`;
    expect(left).toHaveLength(0);
    const acts = await open.sql`select 1 from audit_log where action = 'person.suspend' and actor is null`;
    expect(acts).toHaveLength(people.length);
  }, 60_000);

  test('a demo that was planted before it was marked is known by its people, and nobody real is taken for one of them', async () => {
    await plantDemo(open);
    const real = yes(await addPersonAtConsole(open, { mail: 'else@kommune.dk', name: 'Else' }));
    const { owner } = database;
    await owner`update person set mail = 'omdoebt@partnerskab.dk' where mail = ${secretariat}`;
    await owner`alter table person drop column demo`;
    const folder = new URL('../../../database/migrations/', import.meta.url);
    const file = readdirSync(folder).find((name) => name.endsWith('_demo_people.sql'))!;
    await owner.unsafe(readFileSync(new URL(file, folder), 'utf8'));
    expect(await owner`select id from person where not demo`).toEqual([{ id: real.personId }]);
  }, 60_000);

  test('somebody who was added with a mail of the demo is real', async () => {
    yes(await addPersonAtConsole(open, { mail: secretariat, name: 'Sekretariatet', secretariat: true }));
    const { owner } = database;
    await owner`alter table person drop column demo`;
    const folder = new URL('../../../database/migrations/', import.meta.url);
    const file = readdirSync(folder).find((name) => name.endsWith('_demo_people.sql'))!;
    await owner.unsafe(readFileSync(new URL(file, folder), 'utf8'));
    expect(await owner`select 1 from person where demo`).toHaveLength(0);
  });
});

describe('the link for the first account', () => {
  test('makes the secretariat, once, whoever is quicker, and keeps only a hash', async () => {
    const secret = secretOf(await offerFirstAccount(closed));
    const stored = await database.owner`select id, person_id, expires_at - now() > interval '23 hours' as day from one_time_link`;
    expect(stored).toMatchObject([{ personId: null, day: true }]);
    expect(JSON.stringify(stored)).not.toContain(secret);
    expect(await readFirstAccount(closed, secret)).toBe('opens');

    expect(await openFirstAccount(closed, { ...mine, secret, password: 'kort' })).toMatchObject({
      refused: 'password_too_short',
      field: 'password',
    });
    expect(await openFirstAccount(closed, { ...mine, secret, organisation: ' ' })).toMatchObject({
      refused: 'required',
      field: 'organisation',
    });
    expect(await openFirstAccount(closed, { ...mine, secret, mail: 'x' })).toMatchObject({ refused: 'invalid_mail', field: 'mail' });
    expect(await openFirstAccount(closed, { ...mine, secret, name: '' })).toMatchObject({ refused: 'required', field: 'name' });

    const both = await Promise.all([
      openFirstAccount(closed, { ...mine, secret }),
      openFirstAccount(closed, { ...mine, secret, mail: 'anden@kommune.dk', organisation: 'En anden' }),
    ]);
    expect(both.filter((outcome) => !isRefusal(outcome))).toHaveLength(1);
    expect(both.filter(isRefusal)).toEqual([{ refused: 'link_used_or_expired' }]);
    const signedIn = both.find((outcome) => !isRefusal(outcome)) as { session: string };
    expect((await recogniseSession(closed, signedIn.session))?.actor.secretariat).toBe(true);
    expect(await closed.sql`select 1 from person`).toHaveLength(1);
    expect(await readFirstAccount(closed, secret)).toBe('made');
    expect(await offerFirstAccount(closed)).toBeNull();
  });

  test('dies with a newer one, with its day, and with any first account', async () => {
    const older = secretOf(await offerFirstAccount(closed));
    const newer = secretOf(await offerFirstAccount(closed));
    expect(await readFirstAccount(closed, older)).toBe('awaited');
    expect(await openFirstAccount(closed, { ...mine, secret: older })).toMatchObject({ refused: 'link_used_or_expired' });
    await database.owner`update one_time_link set expires_at = now()`;
    expect(await openFirstAccount(closed, { ...mine, secret: newer })).toMatchObject({ refused: 'link_used_or_expired' });

    const last = secretOf(await offerFirstAccount(closed));
    yes(await addPersonAtConsole(closed, { mail: 'else@kommune.dk', name: 'Else', secretariat: true }));
    expect(await closed.sql`select 1 from one_time_link where purpose = 'first'`).toHaveLength(0);
    expect(await openFirstAccount(closed, { ...mine, mail: 'x@kommune.dk', secret: last })).toMatchObject({
      refused: 'link_used_or_expired',
    });
  });

  test('in a house where only the demo lives, ends the demo', async () => {
    await plantDemo(open);
    const secret = secretOf(await offerFirstAccount(closed));
    expect(await openFirstAccount(closed, { ...mine, mail: secretariat, secret })).toMatchObject({
      refused: 'already_exists',
      field: 'mail',
    });
    yes(await openFirstAccount(closed, { ...mine, secret }));
    expect(await enter(open)).toMatchObject({ refused: 'wrong_credentials' });
    expect(await seeDemo(open)).toBe('none');
  }, 60_000);
});
