import { createHash, randomBytes } from 'node:crypto';
import type { Pool } from '@samskriv/database';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible, openBrowser, openPerson, signIn, type View } from './browser.ts';
import { serve, type Served } from './serve.ts';

// Two who are asked to a meeting answer from the mail: one on a phone without scripts, one at a desk. Neither signs in.

let served: Served;
let browser: Browser;
let database: Pool;
let meeting: string;
const asked = { phone: 'miljoe@birkelev.example', desk: 'indkob@fjordby.example' };

beforeAll(async () => {
  [served, browser] = await Promise.all([serve(), openBrowser()]);
  database = await served.database();
  const [row] = await database<{ id: string }[]>`
    select m.id from meeting m join working_group g on g.id = m.group_id
    where m.state = 'planned' and g.title like 'Engangsservice%' order by m.starts_at limit 1`;
  meeting = row!.id;
  await database`update meeting_participant set answer = null where meeting_id = ${meeting}`;
}, 240_000);

afterAll(async () => {
  await database?.end();
  await browser?.close();
  await served?.stop();
});

/** The link that a person would be mailed; only its hash is kept. */
async function mailed(mail: string): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  const token = createHash('sha256').update(secret).digest('hex');
  const rows = await database`
    update meeting_participant set answer_token = ${token}
    where meeting_id = ${meeting} and person_id = (select id from person where mail = ${mail}) returning 1 as one`;
  expect(rows).toHaveLength(1);
  return `/answer/${secret}`;
}

async function answerOf(mail: string) {
  const [row] = await database<{ answer: string | null; note: string }[]>`
    select a.answer, a.note from meeting_participant a join person p on p.id = a.person_id
    where a.meeting_id = ${meeting} and p.mail = ${mail}`;
  return row;
}

const visitor = async (view: View): Promise<Page> => (await openPerson(browser, served.url, view)).page;

it('shows the meeting and nothing else, changes nothing by being opened, and takes one answer with a word', async () => {
  const page = await visitor({ width: 360, javaScript: false });
  const link = await mailed(asked.phone);
  const opened = await page.goto(link);
  expect(opened?.headers()).toMatchObject({ 'x-robots-tag': 'noindex, nofollow', 'cache-control': 'private, no-store' });
  await page.getByRole('heading', { level: 1, name: 'Møde 3: Tekst', exact: true }).waitFor();
  await page.getByText('Engangsservice og takeaway', { exact: true }).waitFor();
  await page.getByText('Du svarer som Anna Mose.', { exact: true }).waitFor();
  expect(await page.getByText(/Jonas Kjær|Karen Lindholm|Dagsorden/).count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await answerOf(asked.phone)).toEqual({ answer: null, note: '' });
  await page.getByLabel('Skriv en bemærkning (valgfrit)').fill('x'.repeat(301));
  await page.getByRole('button', { name: 'Ja, jeg kommer', exact: true }).click();
  await page.getByLabel('Skriv en bemærkning (valgfrit)').and(page.locator('[aria-invalid="true"]')).waitFor();
  await page.getByLabel('Skriv en bemærkning (valgfrit)').fill('Kommer kl. 10');
  await page.getByRole('button', { name: 'Ja, jeg kommer', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Dit svar er gemt: Kommer', exact: true }).waitFor();
  expect(await answerOf(asked.phone)).toEqual({ answer: 'yes', note: 'Kommer kl. 10' });

  await page.goto(link);
  await page.getByRole('heading', { level: 1, name: 'Linket virker ikke længere', exact: true }).waitFor();
  for (const spent of [link, `/answer/${'x'.repeat(43)}`]) {
    const refused = await page.request.post(`${spent}?/answer`, {
      form: { answer: 'no' },
      headers: { origin: served.url, accept: 'text/html' },
    });
    expect(refused.status(), spent).toBe(409);
  }
  expect(await answerOf(asked.phone)).toEqual({ answer: 'yes', note: 'Kommer kl. 10' });
  expect(served.log()).not.toContain(link.split('/').at(-1));

  const chair = await visitor({});
  await signIn(chair, 'formand@strandholt.example');
  await chair.goto(`/meetings/${meeting}`);
  await chair.getByRole('listitem').filter({ hasText: 'Anna Mose' }).getByText('Kommer kl. 10', { exact: true }).waitFor();
});

it('whoever is no longer asked reads so on the start page, until they have opened the meeting', async () => {
  const chair = await visitor({});
  await signIn(chair, 'formand@strandholt.example');
  await chair.goto(`/meetings/${meeting}/edit`);
  await chair.getByRole('checkbox', { name: /^Rasmus Bjerg/ }).uncheck();
  await chair.getByRole('button', { name: 'Gem mødet', exact: true }).click();
  await chair.getByRole('link', { name: 'Flyt eller ret mødet', exact: true }).waitFor();
  expect(await chair.getByText('Du er ikke længere indkaldt til mødet').count()).toBe(0);
  const page = await visitor({ width: 360 });
  await signIn(page, 'rasmus.bjerg@midtfjord.example');
  const told = page.getByRole('link', { name: /^Du er ikke længere indkaldt til Møde 3: Tekst/ });
  await told.click();
  await page.getByText('Du er ikke længere indkaldt til mødet', { exact: true }).waitFor();
  await expectAccessible(page);
  await page.goto('/');
  await page.locator('#waiting').waitFor();
  expect(await told.count()).toBe(0);
});

it('is refused with words when the meeting was called off while the page stood open', async () => {
  const page = await visitor({});
  const link = await mailed(asked.desk);
  await page.goto(link);
  await page.getByText('Du svarer som Jonas Kjær.', { exact: true }).waitFor();
  await expectAccessible(page);
  await database`update meeting set state = 'cancelled' where id = ${meeting}`;
  await page.getByRole('button', { name: 'Nej, jeg kommer ikke', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Mødet er holdt eller aflyst', exact: true }).waitFor();
  expect(await answerOf(asked.desk)).toEqual({ answer: null, note: '' });
  await expectAccessible(page);
});
