import { createServer, type AddressInfo, type Server } from 'node:net';
import { freshDatabase, type FreshDatabase } from '@samskriv/database/testing';
import { isRefusal } from '@samskriv/process';
import { Logger, quickAddJob, runOnce } from 'graphile-worker';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createGroup } from '../groups/createGroup.ts';
import { removeMembership, setMembership } from '../groups/roster.ts';
import type { House, Letter } from '../house.ts';
import { actorOf } from '../people/actorOf.ts';
import { askForReset } from '../people/askForReset.ts';
import { invitePerson } from '../people/invitePerson.ts';
import { readLink } from '../people/link.ts';
import { acceptLink } from '../people/password.ts';
import { addPersonAtConsole } from '../console/console.ts';
import { markThreadSeen, replyToThread } from '../threads/comments.ts';
import { chooseMails, stopMails } from '../threads/notices.ts';
import { addMaterial } from '../material/items.ts';
import { openThread } from '../threads/open.ts';
import { createMailer } from './mailer.ts';
import { jobTasks } from './tasks.ts';

let database: FreshDatabase;
let house: House;
let pgPool: pg.Pool;
let secretariat: string;
let sent: Letter[] = [];
let mailServerIsAway = false;
const said: string[] = [];

const logger = new Logger(() => (_level, message, meta) => void said.push(`${message} ${JSON.stringify(meta ?? {})}`));
/** Runs what is due. The worker says that it is done before it has taken its last job away. */
const runJobs = async () => {
  await runOnce({ pgPool, logger, noHandleSignals: true, taskList: jobTasks(house) });
  await expect.poll(async () => (await database.sql`select 1 from graphile_worker.jobs where locked_at is not null`).length).toBe(0);
};

beforeAll(async () => {
  database = await freshDatabase();
  const send = async (letter: Letter) => {
    if (mailServerIsAway) throw new Error('connect ECONNREFUSED');
    sent.push(letter);
  };
  house = { sql: database.sql, mail: { send }, publicUrl: 'https://samskriv.example', demo: false };
  const { address } = database;
  pgPool = new pg.Pool(
    'socket' in address
      ? { host: address.socket, database: address.database, user: 'samskriv_app', max: 2 }
      : { connectionString: address.url, max: 2 },
  );
  pgPool.on('error', () => {});
  pgPool.on('connect', (connection) => void connection.on('error', () => {}));
  const added = await addPersonAtConsole(house, { mail: 'first@partnerskab.example', name: 'Første', secretariat: true });
  if (isRefusal(added)) throw new Error(added.refused);
  secretariat = added.personId;
  await acceptLink(house, { secret: added.path.split('/').at(-1)!, password: 'bølgebryder ved molen' });
});
afterAll(async () => {
  await pgPool.end();
  await database.drop();
});
beforeEach(() => {
  sent = [];
  mailServerIsAway = false;
});

async function invite(mail: string): Promise<string> {
  const actor = await actorOf(house, secretariat);
  const invited = await invitePerson(house, actor!, { mail, name: 'Åse <b>Ø</b>' });
  if (isRefusal(invited)) throw new Error(invited.refused);
  expect(invited.link).toBeNull();
  return invited.personId;
}

const secretIn = (letter: Letter) => /https:\/\/samskriv\.example\/link\/([\w-]{43})/.exec(letter.text)![1]!;

test('an invitation is mailed with a link that works, and the job table holds no secret', async () => {
  const personId = await invite('aase@fjordby.example');
  const jobs = await database.sql`select payload::text from graphile_worker._private_jobs`;
  expect(jobs.map(({ payload }) => JSON.parse(String(payload)) as unknown)).toEqual([{ personId, madeBy: secretariat }]);
  await runJobs();
  expect(sent).toHaveLength(1);
  const [letter] = sent;
  expect(letter!.to).toBe('aase@fjordby.example');
  expect(letter!.subject).toBe('Du er inviteret til Samskriv');
  expect(letter!.html).toContain('Åse &lt;b&gt;Ø&lt;/b&gt;');
  expect(await readLink(house, secretIn(letter!))).toMatchObject({ purpose: 'invitation', mail: 'aase@fjordby.example' });
  expect(said.join('\n')).not.toContain(secretIn(letter!));
});

test('a mail server that is away delays the letter and loses none', async () => {
  await invite('sen@fjordby.example');
  mailServerIsAway = true;
  await runJobs();
  expect(sent).toEqual([]);
  const [job] = await database.sql<{ attempts: number; maxAttempts: number }[]>`
    select attempts, max_attempts from graphile_worker._private_jobs`;
  expect(job).toMatchObject({ attempts: 1, maxAttempts: 40 });
  mailServerIsAway = false;
  // The worker lets go of a job that failed a moment after it has told so.
  const freed = () => database.sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null returning id`;
  await expect.poll(async () => (await freed()).length).toBe(1);
  await runJobs();
  expect(sent.map(({ to }) => to)).toEqual(['sen@fjordby.example']);
});

test('a reset goes to who is here and to nobody else, with the same answer', async () => {
  const ask = (mail: string) => askForReset(house, { mail, address: '192.0.2.7' });
  expect(await ask('FIRST@partnerskab.example')).toEqual({ mailed: true });
  expect(await ask('ukendt@partnerskab.example')).toEqual({ mailed: true });
  await runJobs();
  expect(sent.map(({ to, subject }) => [to, subject])).toEqual([['first@partnerskab.example', 'Ny adgangskode til Samskriv']]);
  const accepted = await acceptLink(house, { secret: secretIn(sent[0]!), password: 'en anden bølgebryder' });
  expect(accepted).toMatchObject({ personId: secretariat });
  expect(await database.sql`select 1 from graphile_worker._private_jobs`).toHaveLength(0);
});

test('nobody can have the house flood somebody with mails', async () => {
  const answers = [];
  for (let i = 0; i < 12; i++) answers.push(await askForReset(house, { mail: 'offer@fjordby.example', address: '192.0.2.8' }));
  expect(answers.filter(isRefusal).map(({ refused }) => refused)).toEqual(['too_many_tries', 'too_many_tries']);
  await runJobs();
});

test('the nightly sweep removes what has expired and keeps what counts', async () => {
  const { sql } = database;
  await invite('kommer@fjordby.example');
  await runJobs();
  const [kept, expired] = [secretIn(sent[0]!), await askForReset(house, { mail: 'first@partnerskab.example', address: '192.0.2.9' })];
  expect(expired).toEqual({ mailed: true });
  await runJobs();
  await sql`update one_time_link set expires_at = now() - interval '1 second' where purpose = 'reset'`;
  await sql`update try_count set window_ends_at = now() - interval '1 second'`;
  await quickAddJob({ pgPool }, 'sweep', {});
  await runJobs();
  expect(await sql`select distinct purpose from one_time_link where used_at is null`).toEqual([{ purpose: 'invitation' }]);
  expect(await readLink(house, kept)).toMatchObject({ mail: 'kommer@fjordby.example' });
  expect(await sql`select 1 from try_count`).toHaveLength(0);
});

test('a letter reaches an SMTP server', async () => {
  const heard: string[] = [];
  const server = await smtpServer(heard);
  const { port } = server.address() as AddressInfo;
  const mailer = createMailer({
    smtpUrl: `smtp://127.0.0.1:${port}?from=samskriv@partnerskab.example`,
    publicUrl: 'https://samskriv.example',
  });
  await mailer.send({ to: 'aase@fjordby.example', subject: 'Prøve på æøå', text: 'Kære Åse\n', html: '<p>Kære Åse</p>' });
  server.close();
  const all = heard.join('');
  expect(all).toContain('MAIL FROM:<samskriv@partnerskab.example>');
  expect(all).toContain('RCPT TO:<aase@fjordby.example>');
  expect(all).toContain('text/plain');
  expect(all).toContain('text/html');
});

test('a mail server without TLS gets no letter where a password or another machine is in it, unless told otherwise', async () => {
  const heard: string[] = [];
  const server = await smtpServer(heard);
  const { port } = server.address() as AddressInfo;
  const publicUrl = 'https://samskriv.example';
  const letter = { to: 'aase@fjordby.example', subject: 'Prøve', text: 'Kære Åse\n', html: '<p>Kære Åse</p>' };
  const send = (url: string) => createMailer({ smtpUrl: url, publicUrl }).send(letter);
  await expect(send(`smtp://hus:hemmelig@127.0.0.1:${port}`)).rejects.toThrow(`127.0.0.1:${port} offers no TLS`);
  // 127.0.0.1 by a name that nobody knows to be this machine.
  await expect(send(`smtp://0.0.0.0:${port}`)).rejects.toThrow('?tls=optional');
  expect(heard.join('')).not.toMatch(/AUTH|MAIL FROM/);
  await send(`smtp://0.0.0.0:${port}?tls=optional`);
  server.close();
  expect(heard.join('')).toContain('RCPT TO:<aase@fjordby.example>');
});

/** Just enough of SMTP (RFC 5321) to take one letter. */
function smtpServer(heard: string[]): Promise<Server> {
  const server = createServer((socket) => {
    let inLetter = false;
    socket.write('220 test\r\n');
    socket.on('error', () => {});
    socket.on('data', (data) => {
      const said = String(data);
      heard.push(said);
      if (inLetter) {
        if (!said.endsWith('\r\n.\r\n')) return;
        inLetter = false;
        socket.write('250 taken\r\n');
      } else if (said.startsWith('DATA')) {
        inLetter = true;
        socket.write('354 go on\r\n');
      } else if (said.startsWith('STARTTLS')) socket.write('502 not here\r\n');
      else if (said.startsWith('QUIT')) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

test('notices are mailed at once, daily or never, say nothing of what was written, and one click stops them', async () => {
  const { sql } = database;
  const inviting = (await actorOf(house, secretariat))!;
  const group = await createGroup(house, inviting, { title: 'Møbler', kind: 'new', text: 'Hemmeligt udkast til et mål.' });
  if (isRefusal(group)) throw new Error(group.refused);
  const personId = await invite('moebler@fjordby.example');
  await runJobs();
  sent = [];
  await setMembership(house, inviting, { groupId: group.groupId, personId, role: 'member' });
  const member = (await actorOf(house, personId))!;
  const body = 'Mine hemmelige tanker om udkastet';
  const opened = await openThread(house, member, { paperId: group.paperId, anchor: { quote: 'Hemmeligt udkast' }, body });
  if (isRefusal(opened)) throw new Error(opened.refused);
  const answer = () => replyToThread(house, inviting, { threadId: opened.threadId, body: `Svar om udkastet @[x](person:${personId})` });
  const soon = () => sql`update graphile_worker._private_jobs set run_at = now()`;

  // Daily, until one has chosen otherwise.
  await answer();
  await answer();
  await runJobs();
  expect(sent).toEqual([]);
  await quickAddJob({ pgPool }, 'digest', {});
  await runJobs();
  await soon();
  mailServerIsAway = true;
  await runJobs();
  mailServerIsAway = false;
  const freed = () => sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null returning id`;
  await expect.poll(async () => (await freed()).length).toBe(1);
  await runJobs();
  expect(sent.map(({ to, subject }) => [to, subject])).toEqual([['moebler@fjordby.example', '2 nye ting til dig i Samskriv']]);
  const [letter] = sent;
  expect(letter!.text).toContain('Første nævner dig i en tråd i Møbler, punkt 1:');
  expect(letter!.text).toContain(`/papers/${group.paperId}?thread=${opened.threadId}`);
  expect(letter!.text + letter!.html + letter!.subject).not.toMatch(/emmelig|udkast/);
  await quickAddJob({ pgPool }, 'digest', {});
  await runJobs();
  expect(await sql`select 1 from graphile_worker._private_jobs`).toHaveLength(0);

  // At once: a minute later, so that what comes meanwhile goes with it; what is read by then does not.
  sent = [];
  await chooseMails(house, member, { choice: 'atOnce' });
  await answer();
  await answer();
  await soon();
  await runJobs();
  expect(sent).toHaveLength(1);
  await answer();
  await markThreadSeen(house, member, { threadId: opened.threadId });
  await soon();
  await runJobs();
  expect(sent).toHaveLength(1);

  // One click.
  const token = letter!.stopAddress!.split('/').at(-1)!;
  expect(await stopMails(house, { token: 'x'.repeat(43) })).toEqual({ refused: 'not_found' });
  expect(await stopMails(house, { token })).toEqual({ stopped: true });
  await answer();
  await quickAddJob({ pgPool }, 'digest', {});
  await runJobs();
  expect(sent).toHaveLength(1);
  expect(await sql`select 1 from graphile_worker._private_jobs`).toHaveLength(0);

  // Whoever has left the group is mailed nothing more about it.
  await chooseMails(house, member, { choice: 'atOnce' });
  await answer();
  await removeMembership(house, inviting, { groupId: group.groupId, personId });
  await soon();
  await runJobs();
  expect(sent).toHaveLength(1);
});

test('new material is mailed in the morning to those who have chosen nothing else, once, with none of its words', async () => {
  const inviting = (await actorOf(house, secretariat))!;
  const group = await createGroup(house, inviting, { title: 'Papir', kind: 'new', text: 'Et mål.' });
  if (isRefusal(group)) throw new Error(group.refused);
  const personId = await invite('papir@fjordby.example');
  await runJobs();
  await setMembership(house, inviting, { groupId: group.groupId, personId, role: 'member' });
  const { groupId } = group;
  const added = await addMaterial(house, inviting, { groupId, kind: 'note', title: 'Hemmelig titel', note: 'Hemmelige ord' });
  if (isRefusal(added)) throw new Error(added.refused);
  await runJobs();
  sent = [];
  for (let mornings = 0; mornings < 2; mornings += 1) {
    await quickAddJob({ pgPool }, 'digest', {});
    await runJobs();
    await database.sql`update graphile_worker._private_jobs set run_at = now()`;
    await runJobs();
  }
  const mine = sent.filter(({ to }) => to === 'papir@fjordby.example');
  expect(mine.map(({ subject }) => subject)).toEqual(['Nyt materiale til dig i Samskriv']);
  expect(mine[0]!.text).toContain(`/groups/${groupId}/material`);
  expect(mine[0]!.text + mine[0]!.html).not.toMatch(/emmelig/);
});
