import { beginTry, hashesWorkedOut } from '@samskriv/auth';
import { connect, hearNotices, type Notice } from '@samskriv/database';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { makeToken } from '../tokens/tokens.ts';
import { actorOf } from './actorOf.ts';
import { changePerson } from './changePerson.ts';
import { invitePerson } from './invitePerson.ts';
import { handOverLink, readLink } from './link.ts';
import { acceptLink, changePassword } from './password.ts';
import { endOtherSessions, endOwnSession, listSessions } from './sessions.ts';
import { recogniseSession, recogniseToken } from './recognise.ts';
import { signIn } from './signIn.ts';
import { signOut, signOutEverywhere } from './signOut.ts';
import { restorePerson, suspendPerson } from './suspendPerson.ts';

let demo: DemoHouse;
let stop: () => Promise<void>;
let heard: Notice[] = [];
let visitor = 0;

beforeAll(async () => {
  demo = await demoHouse();
  ({ stop } = await hearNotices(
    demo.house.sql,
    (notice) => heard.push(notice),
    () => {},
  ));
});
afterAll(async () => {
  await stop();
  await demo.drop();
});
beforeEach(async () => {
  heard = [];
  visitor += 1;
  await demo.house.sql`delete from try_count`;
});

const address = () => `192.0.2.${visitor}`;
const enter = (mail: string, password = 'samskriv') => signIn(demo.house, { mail, password, address: address() });
const secretariat = () => demo.actor('sekretariat@partnerskab.example');

/** Whether the others were told of this person's rights; a notice comes when the transaction has committed. */
const told = (personId: string) =>
  expect.poll(() => heard.some((notice) => notice.kind === 'rights' && notice.personId === personId)).toBe(true);

describe('signing in', () => {
  test('opens a new session each time, whatever the case of the mail', async () => {
    const [one, other] = [yes(await enter('miljoe@birkelev.example')), yes(await enter(' Miljoe@Birkelev.EXAMPLE '))];
    expect(one.session).not.toBe(other.session);
    expect(await recogniseSession(demo.house, one.session)).toMatchObject({
      person: { name: 'Anna Mose', organisation: { name: 'Birkelev Kommune' } },
    });
    expect(await recogniseSession(demo.house, other.session)).not.toBeNull();
  });

  test('says the same, after the same work, to a wrong password, an unknown name, somebody invited and somebody suspended', async () => {
    const suspended = demo.idOf('ole.ravnsborg@aamose.example');
    yes(await suspendPerson(demo.house, await secretariat(), { personId: suspended }));
    const cases = [
      ['miljoe@birkelev.example', 'forkert'],
      ['ingen@birkelev.example', 'forkert'],
      ['mikkel.hald@midtfjord.example', 'samskriv'],
      ['ole.ravnsborg@aamose.example', 'samskriv'],
      ['ikke en mail', 'samskriv'],
      ['', ''],
      ['x'.repeat(5000), 'x'.repeat(5000)],
    ] as const;
    for (const [mail, password] of cases) {
      const before = hashesWorkedOut();
      expect(await enter(mail, password)).toEqual({ refused: 'wrong_credentials' });
      expect(hashesWorkedOut() - before).toBe(1);
    }
    yes(await restorePerson(demo.house, await secretariat(), { personId: suspended }));
    yes(await enter('ole.ravnsborg@aamose.example'));
  });

  test('takes the same time for a name that exists and one that does not (measured and told, not asserted)', async () => {
    const times = { known: [] as number[], unknown: [] as number[] };
    const mails = { known: 'miljoe@birkelev.example', unknown: 'ingen@birkelev.example' };
    // Turn about, so that whatever else the machine does falls on both.
    for (let i = 0; i < 9; i++) {
      for (const name of ['known', 'unknown'] as const) {
        const began = performance.now();
        await enter(mails[name], 'forkert');
        times[name].push(performance.now() - began);
      }
    }
    const [known, unknown] = [times.known, times.unknown].map((all) => all.toSorted((a, b) => a - b)[4] ?? 0) as [number, number];
    console.info(`sign-in, wrong password: known name ${known.toFixed(1)} ms, unknown name ${unknown.toFixed(1)} ms`);
  });

  test('a hundred wrong passwords are throttled, for names that exist and names that do not; a restart changes nothing', async () => {
    for (const mail of ['miljoe@birkelev.example', 'ingen@birkelev.example']) {
      const answers = [];
      for (let i = 0; i < 100; i++) answers.push(await enter(mail, `forkert ${i}`));
      const codes = answers.map((answer) => ('refused' in answer ? answer.refused : 'in'));
      expect(codes).toEqual([...Array(10).fill('wrong_credentials'), ...Array(90).fill('too_many_tries')]);
      expect(answers.at(-1)).toMatchObject({ details: { seconds: expect.any(Number) } });
    }
    expect(await enter('miljoe@birkelev.example')).toMatchObject({ refused: 'too_many_tries' });
    const restarted = connect(demo.address);
    const later = await signIn(
      { ...demo.house, sql: restarted },
      { mail: 'miljoe@birkelev.example', password: 'samskriv', address: '198.51.100.1' },
    );
    await restarted.end();
    expect(later).toMatchObject({ refused: 'too_many_tries' });
  });
});

describe('row 67: 150 wrong sign-ins at once from the address of an office', () => {
  const office = { mail: 'pia.thorsager@nordoest.example', password: 'samskriv' };
  const codes = (answers: readonly object[]) => {
    const told: Record<string, number> = {};
    for (const answer of answers) {
      const code = 'refused' in answer ? String(answer.refused) : 'in';
      told[code] = (told[code] ?? 0) + 1;
    }
    return told;
  };
  const cases: [string, (i: number) => string, number][] = [
    ['against one name', () => 'miljoe@birkelev.example', 10],
    ['against every name there is not', (i) => `gaet${i}@birkelev.example`, 60],
    // Six people have ten tries each; then the address is full, and of what is kept nobody gets more than three.
    ['against six people', (i) => attacked[i % attacked.length]!, 60],
  ];
  const attacked = [
    'miljoe@birkelev.example',
    'formand@strandholt.example',
    'indkob@fjordby.example',
    'ekspert@viden.example',
    'observatoer@aamose.example',
    'ambassador@fjordby.example',
  ];

  test.each(cases)('%s: the limit holds, and the right password gets in meanwhile and after', async (_, nameOf, looked) => {
    const before = yes(await enter(office.mail));
    const known = { userAgent: null, session: null, device: before.device };
    const hashes = hashesWorkedOut();
    const attack = Array.from({ length: 150 }, (_, i) => enter(nameOf(i), `forkert ${i}`));
    const meanwhile = enter(office.mail);
    const knownMeanwhile = signIn(demo.house, { ...office, address: address(), browser: known });
    const told = codes(await Promise.all(attack));
    // The colleague's own try is one of the address' while it is under way.
    expect(looked - (told.wrong_credentials ?? 0)).toBeOneOf([0, 1]);
    expect(Object.keys(told).toSorted()).toEqual(['too_many_tries', 'wrong_credentials']);
    yes(await meanwhile);
    const { device } = yes(await knownMeanwhile);
    expect(hashesWorkedOut() - hashes).toBeLessThanOrEqual(looked + 18 + 2);
    // A colleague from a browser that was never here, and from one that was; the attacked ones from their own.
    yes(await enter(office.mail));
    yes(await signIn(demo.house, { ...office, address: address(), browser: { ...known, device } }));
  });

  test('whoever is attacked gets in from a known browser, which has ten tries of its own', async () => {
    const mail = 'miljoe@birkelev.example';
    const { device } = yes(await enter(mail));
    const browser = { userAgent: null, session: null, device };
    for (let i = 0; i < 10; i++) await enter(mail, `forkert ${i}`);
    expect(await enter(mail)).toMatchObject({ refused: 'too_many_tries' });
    const again = yes(await signIn(demo.house, { mail, password: 'samskriv', address: address(), browser }));
    // The cookie was drawn anew: the one before, copied or planted, is worth nothing.
    expect(await signIn(demo.house, { mail, password: 'samskriv', address: address(), browser })).toMatchObject({
      refused: 'too_many_tries',
    });
    const stolen = { ...browser, device: again.device };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => signIn(demo.house, { mail, password: `gaet ${i}`, address: address(), browser: stolen })),
    );
    expect(codes(answers)).toEqual({ wrong_credentials: 10, too_many_tries: 40 });
    // It knows nobody else.
    expect(await signIn(demo.house, { mail: 'indkob@fjordby.example', password: 'forkert', address: address(), browser: stolen })).toEqual({
      refused: 'wrong_credentials',
    });
    await demo.house.sql`delete from try_count`;
    for (let i = 0; i < 10; i++) await enter(mail, `forkert ${i}`);
    await signOutEverywhere(demo.house, await demo.actor(mail));
    expect(await signIn(demo.house, { mail, password: 'samskriv', address: address(), browser: stolen })).toMatchObject({
      refused: 'too_many_tries',
    });
  });

  test('behind a full address a wrong password and a name that is nobody’s are told the same, after as long', async () => {
    for (let i = 0; i < 60; i++) await beginTry(demo.house.sql, 'signIn', `fyld${i}@birkelev.example`, address());
    const times: number[] = [];
    const answers: object[] = [];
    for (const [mail, password] of [
      [office.mail, 'forkert'],
      ['ingen@birkelev.example', 'forkert'],
      ['mikkel.hald@midtfjord.example', 'samskriv'],
    ] as const) {
      const began = performance.now();
      answers.push(await enter(mail, password));
      times.push(performance.now() - began);
    }
    expect(new Set(answers.map((answer) => JSON.stringify({ ...answer, details: null })))).toEqual(
      new Set([JSON.stringify({ refused: 'too_many_tries', details: null })]),
    );
    expect(Math.max(...times) / Math.min(...times)).toBeLessThan(1.1);
    yes(await enter(office.mail));
  });
});

describe('one’s own sessions', () => {
  const mail = 'miljoe@birkelev.example';
  const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
  const from = async (userAgent: string, more: { session?: string; device?: string } = {}) =>
    yes(
      await signIn(demo.house, {
        mail,
        password: 'samskriv',
        address: address(),
        browser: { userAgent, session: null, device: null, ...more },
      }),
    );
  const list = async (session: string) => {
    const recognised = await recogniseSession(demo.house, session);
    return listSessions(demo.house, await demo.actor(mail), { credential: recognised?.credential ?? null });
  };
  beforeEach(async () => signOutEverywhere(demo.house, await demo.actor(mail)));

  test('are listed with browser and system, and never with anything that opens them', async () => {
    const [here, phone] = [await from(firefox), await from(iphone)];
    const sessions = await list(here.session);
    expect(sessions.map(({ browser, system, current }) => [browser, system, current])).toEqual([
      ['Firefox', 'Windows', true],
      ['Safari', 'iPhone', false],
    ]);
    const shown = JSON.stringify(sessions);
    for (const { session, device } of [here, phone]) for (const secret of [session, device]) expect(shown).not.toContain(secret);
    expect(Object.keys(sessions[0]!).toSorted()).toEqual(['browser', 'createdAt', 'current', 'expiresAt', 'handle', 'seenAt', 'system']);
  });

  test('are ended one by one, and nobody ends another’s', async () => {
    const [here, phone] = [await from(firefox), await from(iphone)];
    const handle = (await list(here.session)).find(({ current }) => !current)!.handle;
    for (const who of ['indkob@fjordby.example', 'sekretariat@partnerskab.example']) {
      expect(await endOwnSession(demo.house, await demo.actor(who), { handle })).toEqual({ refused: 'not_found' });
    }
    expect(await endOwnSession(demo.house, await demo.actor(mail), { handle: 'x' })).toEqual({ refused: 'not_found' });
    expect(await recogniseSession(demo.house, phone.session)).not.toBeNull();
    heard = [];
    yes(await endOwnSession(demo.house, await demo.actor(mail), { handle }));
    await told(here.personId);
    expect(await recogniseSession(demo.house, phone.session)).toBeNull();
    expect(await recogniseSession(demo.house, here.session)).not.toBeNull();
    expect(await endOwnSession(demo.house, await demo.actor(mail), { handle })).toEqual({ refused: 'not_found' });
    // The browser that was ended is a stranger again; this one is not.
    const known = await demo.house.sql`select 1 from known_device where person_id = ${here.personId}`;
    expect(known).toHaveLength(1);
  });

  test('all others are ended at once', async () => {
    const here = await from(firefox);
    const others = [await from(iphone), await from(iphone)];
    const neighbour = yes(await enter('indkob@fjordby.example'));
    const credential = (await recogniseSession(demo.house, here.session))!.credential;
    expect(await endOtherSessions(demo.house, await demo.actor(mail), { credential })).toEqual({ ended: 2 });
    for (const { session } of others) expect(await recogniseSession(demo.house, session)).toBeNull();
    for (const { session } of [here, neighbour]) expect(await recogniseSession(demo.house, session)).not.toBeNull();
  });

  test('signing in again ends the session that it replaces, whoever’s it was', async () => {
    const first = await from(firefox);
    const second = await from(firefox, { session: first.session, device: first.device });
    expect(await recogniseSession(demo.house, first.session)).toBeNull();
    expect(await list(second.session)).toHaveLength(1);
    heard = [];
    const browser = { userAgent: firefox, session: second.session, device: second.device };
    yes(await signIn(demo.house, { mail: 'indkob@fjordby.example', password: 'samskriv', address: address(), browser }));
    await told(second.personId);
    expect(await recogniseSession(demo.house, second.session)).toBeNull();
    // A wrong password replaces nothing.
    const third = await from(firefox);
    await signIn(demo.house, { mail, password: 'forkert', address: address(), browser: { ...browser, session: third.session } });
    expect(await recogniseSession(demo.house, third.session)).not.toBeNull();
  });
});

describe('signing out', () => {
  test('ends the one session and tells the others', async () => {
    const [here, there] = [yes(await enter('miljoe@birkelev.example')), yes(await enter('miljoe@birkelev.example'))];
    await signOut(demo.house, here.session);
    expect(await recogniseSession(demo.house, here.session)).toBeNull();
    expect(await recogniseSession(demo.house, there.session)).not.toBeNull();
    await told(here.personId);
    await signOut(demo.house, 'nothing');
  });

  test('everywhere ends every session of that person and of nobody else', async () => {
    const [here, there] = [yes(await enter('miljoe@birkelev.example')), yes(await enter('miljoe@birkelev.example'))];
    const neighbour = yes(await enter('indkob@fjordby.example'));
    await signOutEverywhere(demo.house, await demo.actor('miljoe@birkelev.example'));
    for (const { session } of [here, there]) expect(await recogniseSession(demo.house, session)).toBeNull();
    expect(await recogniseSession(demo.house, neighbour.session)).not.toBeNull();
    await told(here.personId);
  });
});

describe('links', () => {
  const secretOf = (path: string) => path.replace('/link/', '');

  test('an invitation makes a person who can only come in by its link, once', async () => {
    const invited = yes(await invitePerson(demo.house, await secretariat(), { mail: 'Ny.Person@Fjordby.example', name: '  Ny   Person ' }));
    expect(invited.link).toMatchObject({ purpose: 'invitation', path: expect.stringMatching(/^\/link\/[\w-]{43}$/) });
    const secret = secretOf(invited.link!.path);
    expect(await readLink(demo.house, secret)).toMatchObject({
      mail: 'ny.person@fjordby.example',
      name: 'Ny Person',
      purpose: 'invitation',
    });
    expect(await acceptLink(demo.house, { secret, password: 'kort' })).toMatchObject({ refused: 'password_too_short', field: 'password' });
    const both = await Promise.all([1, 2].map(() => acceptLink(demo.house, { secret, password: 'vinden over fjorden' })));
    expect(both.filter((outcome) => 'refused' in outcome)).toEqual([{ refused: 'link_used_or_expired' }]);
    expect(yes(await enter('ny.person@fjordby.example', 'vinden over fjorden')).personId).toBe(invited.personId);
    expect(await readLink(demo.house, secret)).toMatchObject({ refused: 'link_used_or_expired' });
  });

  test('a mail belongs to one person, and bad fields are named', async () => {
    const invite = async (fields: object) =>
      invitePerson(demo.house, await secretariat(), { mail: 'god@fjordby.example', name: 'God', ...fields });
    expect(await invite({ mail: 'MILJOE@birkelev.example' })).toEqual({ refused: 'already_exists', field: 'mail' });
    expect(await invite({ mail: 'uden snabel' })).toEqual({ refused: 'invalid_mail', field: 'mail' });
    expect(await invite({ mail: 'a@b.example\r\nBcc: c@d.example' })).toEqual({ refused: 'invalid_mail', field: 'mail' });
    expect(await invite({ name: ' ' })).toEqual({ refused: 'required', field: 'name' });
    expect(await invite({ name: 'x'.repeat(121) })).toMatchObject({ refused: 'too_long', field: 'name' });
    expect(await invite({ locale: 'sv' })).toEqual({ refused: 'invalid', field: 'locale' });
    expect(await invite({ organisationId: '00000000-0000-4000-8000-000000000000' })).toEqual({
      refused: 'invalid',
      field: 'organisationId',
    });
  });

  test('a reset handed over ends sessions, tokens and older links', async () => {
    const before = yes(await enter('indkob@fjordby.example'));
    const { token } = yes(await makeToken(demo.house, await demo.actor('indkob@fjordby.example'), { label: 'prøve' }));
    const personId = before.personId;
    const older = yes(await handOverLink(demo.house, await secretariat(), { personId }));
    const link = yes(await handOverLink(demo.house, await secretariat(), { personId }));
    expect(link.purpose).toBe('reset');
    expect(await acceptLink(demo.house, { secret: secretOf(older.path), password: 'måger i blæsten' })).toMatchObject({
      refused: 'link_used_or_expired',
    });
    const after = yes(await acceptLink(demo.house, { secret: secretOf(link.path), password: 'måger i blæsten' }));
    expect(await recogniseSession(demo.house, before.session)).toBeNull();
    expect(await recogniseToken(demo.house, token)).toBeNull();
    expect(await recogniseSession(demo.house, after.session)).not.toBeNull();
    await told(personId);
  });

  test('links and passwords stand in no log', async () => {
    const rows = await demo.house.sql<{ details: string }[]>`select details::text as details from audit_log`;
    const all = rows.map(({ details }) => details).join('\n');
    expect(all).not.toMatch(/link\/|blæsten|fjorden/);
  });
});

describe('changing one’s password', () => {
  test('asks for the current one, and everything older ends', async () => {
    const mail = 'pia.thorsager@nordoest.example';
    const [before, elsewhere] = [yes(await enter(mail)), yes(await enter(mail))];
    const actor = await demo.actor(mail);
    const { token } = yes(await makeToken(demo.house, actor, { label: 'prøve' }));
    const change = (current: string, next: string) => changePassword(demo.house, actor, { current, next, address: address() });
    expect(await change('forkert', 'tang og tidevand')).toEqual({ refused: 'wrong_password', field: 'current' });
    expect(await change('samskriv', 'samskriv')).toMatchObject({ refused: 'password_too_short', field: 'next' });
    expect(await change('samskriv', 'pia.thorsager 1')).toMatchObject({ refused: 'password_too_common', field: 'next' });
    const after = yes(await change('samskriv', 'tang og tidevand'));
    for (const { session } of [before, elsewhere]) expect(await recogniseSession(demo.house, session)).toBeNull();
    expect(await recogniseToken(demo.house, token)).toBeNull();
    expect(await recogniseSession(demo.house, after.session)).not.toBeNull();
    await told(actor.personId);
    expect(await enter(mail)).toMatchObject({ refused: 'wrong_credentials' });
    yes(await enter(mail, 'tang og tidevand'));
  });

  test('is throttled for whoever sits at an open session', async () => {
    const actor = await demo.actor('eva.lyngsoe@nordoest.example');
    const answers = [];
    for (let i = 0; i < 11; i++)
      answers.push(await changePassword(demo.house, actor, { current: `gæt ${i}`, next: 'tang og tidevand', address: address() }));
    expect(answers.at(-2)).toMatchObject({ refused: 'wrong_password' });
    expect(answers.at(-1)).toMatchObject({ refused: 'too_many_tries' });
  });
});

describe('suspension and the last of the secretariat', () => {
  test('suspending ends everything at once and tells the others', async () => {
    const mail = 'yasmin.karaca@strandholt.example';
    const { session, personId } = yes(await enter(mail));
    const { token } = yes(await makeToken(demo.house, await demo.actor(mail), { label: 'prøve' }));
    yes(await suspendPerson(demo.house, await secretariat(), { personId }));
    expect(await recogniseSession(demo.house, session)).toBeNull();
    expect(await recogniseToken(demo.house, token)).toBeNull();
    expect(await actorOf(demo.house, personId)).toBeNull();
    await told(personId);
    yes(await restorePerson(demo.house, await secretariat(), { personId }));
    expect(await recogniseSession(demo.house, session)).toBeNull();
    yes(await enter(mail));
  });

  test('two of the secretariat cannot put each other out at the same moment', async () => {
    const [one, other] = [demo.idOf('sekretariat@partnerskab.example'), demo.idOf('dorthe.falk@partnerskab.example')];
    const [first, second] = [await demo.actor('sekretariat@partnerskab.example'), await demo.actor('dorthe.falk@partnerskab.example')];
    const outcomes = await Promise.all([
      suspendPerson(demo.house, first, { personId: other }),
      changePerson(demo.house, second, { personId: one, secretariat: false }),
    ]);
    expect(outcomes.filter((outcome) => 'refused' in outcome)).toHaveLength(1);
    expect(await demo.house.sql`select 1 from person where secretariat and suspended_at is null`).toHaveLength(1);
    await demo.house.sql`update person set secretariat = true, suspended_at = null where id in (${one}, ${other})`;
  });

  test('the last one can neither be suspended nor lowered, an invited colleague counts for nothing', async () => {
    const [one, other] = [demo.idOf('sekretariat@partnerskab.example'), demo.idOf('dorthe.falk@partnerskab.example')];
    const actor = await secretariat();
    yes(await changePerson(demo.house, actor, { personId: other, secretariat: false }));
    await told(other);
    yes(await invitePerson(demo.house, actor, { mail: 'ny@partnerskab.example', name: 'Ny', secretariat: true }));
    expect(await suspendPerson(demo.house, actor, { personId: one })).toMatchObject({ refused: 'last_secretariat' });
    expect(await changePerson(demo.house, actor, { personId: one, secretariat: false })).toEqual({
      refused: 'last_secretariat',
      field: 'secretariat',
    });
    yes(await changePerson(demo.house, actor, { personId: other, secretariat: true }));
  });
});
