import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, openBrowser, openPerson, signIn } from './browser.ts';
import { serve, type Served } from './serve.ts';

const secretariat = 'sekretariat@partnerskab.example';
const chair = 'formand@strandholt.example';
let served: Served;
let browser: Browser;

beforeAll(async () => {
  [served, browser] = await Promise.all([serve(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

async function signedIn(mail: string, view = {}) {
  const person = await openPerson(browser, served.url, view);
  await signIn(person.page, mail);
  return person;
}

describe('the log', () => {
  it('tells the secretariat in sentences what was done, filtered and page by page, without scripts', async () => {
    const { page } = await signedIn(secretariat, { javaScript: false });
    // A group renamed thirty times fills more than a page, together with a hostile name.
    await page.goto('/secretariat/groups');
    await page.getByRole('link', { name: /Rengøring/ }).click();
    await page.waitForURL(/groups\/[0-9a-f-]{36}$/);
    const group = new URL(page.url()).pathname;
    for (let times = 1; times <= 52; times++) {
      const sent = await page.request.post(`${group}/edit?/rename`, { form: { title: `=Navn ${times}` }, headers: { origin: served.url } });
      expect(sent.status()).toBeLessThan(400);
    }
    await page.goto('/secretariat/audit');
    const rows = page.locator('tbody tr');
    expect(await rows.count()).toBe(50);
    await expect.poll(() => rows.first().innerText()).toMatch(/ gav en gruppe navnet =Navn 52/);
    expect(await rows.first().locator('time').innerText()).toMatch(/^\d+\.\s\S+ \d{4} kl\.\s\d\d\.\d\d\.\d\d$/);
    await page.getByRole('link', { name: 'Ældre' }).click();
    await page
      .getByRole('cell', { name: /navnet =Navn 2$/ })
      .first()
      .waitFor();
    await expect.poll(() => page.getByText('navnet =Navn 52').count()).toBe(0);
    await page.getByRole('link', { name: 'Nyeste' }).click();
    await page
      .getByRole('cell', { name: /navnet =Navn 52$/ })
      .first()
      .waitFor();

    await page.getByLabel('Handling').selectOption({ label: '… loggede ind' });
    await page.getByRole('button', { name: 'Vis', exact: true }).click();
    await page.locator('tbody').getByText('loggede ind').first().waitFor();
    await expect.poll(() => page.getByText('navnet =Navn').count()).toBe(0);
    await page.getByLabel('Fra og med').fill('2200-01-01');
    await page.getByRole('button', { name: 'Vis', exact: true }).click();
    await page.getByText('Ingen linjer i loggen passer til det, du har valgt').waitFor();
    expect(await page.getByLabel('Handling').inputValue()).toBe('person.signIn');
    const wrong = await page.goto('/secretariat/audit?from=2026-02-30&action=person.signIn');
    expect(wrong?.status()).toBe(200);
    expect(await page.getByLabel('Fra og med').getAttribute('aria-invalid')).toBe('true');

    const file = await page.request.get('/secretariat/audit/export?action=group.rename');
    expect(file.headers()['content-type']).toContain('text/csv');
    const text = await file.text();
    expect(text.split('\r\n').length).toBe(54);
    expect(text).not.toMatch(/(^|[;\n"])=/);
    await page.goto('/secretariat/audit');
    await page.locator('tbody').getByText('hentede et udtræk af loggen').first().waitFor();
  });

  it('shows a chair the own group’s and nothing else, and others none', async () => {
    const { page } = await signedIn(chair);
    await page.locator('a[href^="/groups/"]', { hasText: 'Engangsservice og takeaway' }).first().click();
    await page.getByRole('link', { name: 'Ret navnet' }).waitFor();
    const group = new URL(page.url()).pathname;
    await page.getByRole('link', { name: 'Log', exact: true }).click();
    await page.getByRole('heading', { name: 'Log for Engangsservice og takeaway' }).waitFor();
    await expectAccessible(page);
    expect(await page.getByText('loggede ind').count()).toBe(0);
    for (const path of ['/secretariat/audit', '/secretariat/audit/export', '/api/audit'])
      expect((await page.request.get(path)).status()).toBe(403);

    const { page: member } = await signedIn('miljoe@birkelev.example');
    expect((await member.request.get(`${group}/log`)).status()).toBe(403);
    expect((await member.request.get(`${group}/log/export`)).status()).toBe(403);
    const { page: stranger } = await signedIn('ambassador@fjordby.example');
    expect((await stranger.request.get(`${group}/log`)).status()).toBe(404);
    expect((await stranger.request.get(`/api/audit?group=${group.split('/').at(-1)}`)).status()).toBe(404);
  });

  it.each([
    ['da', 'light', 1440],
    ['en', 'dark', 360],
  ] as const)('reads and is operable: %s, %s, %i wide', async (locale, theme, width) => {
    const { page } = await signedIn(secretariat, { locale, theme, width });
    await page.goto('/secretariat/audit');
    await page.locator('tbody tr').first().waitFor();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
});
