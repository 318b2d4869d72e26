import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hydrated, openBrowser, openPerson, signIn } from './browser.ts';
import { serve, type Served } from './serve.ts';

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

describe.each([{ javaScript: true }, { javaScript: false }])('signing in, javaScript: $javaScript', (view) => {
  it('lets a person in, shows the groups, and lets them out again', async () => {
    const { context, page } = await openPerson(browser, served.url, view);
    await signIn(page, chair);
    expect(await page.locator('.group h3').first().textContent()).toContain('Engangsservice');

    const cookies = await context.cookies();
    expect(cookies.find(({ name }) => name === 'samskriv_session')).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });

    await page.locator('.me').click();
    await page.getByRole('button', { name: 'Log ud', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Log ind' }).waitFor();
    expect((await context.cookies()).some(({ name }) => name === 'samskriv_session')).toBe(false);
    await context.close();
  });

  it('says at the field what is missing, and keeps the mail address', async () => {
    const { context, page } = await openPerson(browser, served.url, view);
    await page.goto('/');
    const mail = page.getByLabel('Mailadresse');
    await mail.fill(chair);
    await page.getByRole('button', { name: 'Log ind', exact: true }).click();
    const password = page.getByLabel('Adgangskode', { exact: true });
    await page.locator('input[name="password"][aria-invalid="true"]').waitFor();
    const error = await password.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${error}"]`).textContent()).toContain('skal udfyldes');
    expect(await mail.inputValue()).toBe(chair);
    await expect.poll(() => password.evaluate((field) => field === document.activeElement)).toBe(true);
    await context.close();
  });

  it('tells neither name nor password from the other when one is wrong', async () => {
    const { context, page } = await openPerson(browser, served.url, view);
    const told: (string | null)[] = [];
    for (const mail of [chair, 'ingen@steder.example']) {
      await page.goto('/');
      await page.getByLabel('Mailadresse').fill(mail);
      await page.getByLabel('Adgangskode', { exact: true }).fill('en forkert adgangskode');
      await page.getByRole('button', { name: 'Log ind', exact: true }).click();
      told.push(await page.getByRole('alert').textContent());
    }
    expect(told[0]).toContain('Mailadressen eller adgangskoden er forkert');
    expect(told[1]).toBe(told[0]);
    await context.close();
  });

  it('comes back to the page that was asked for, and to no other house', async () => {
    const { context, page } = await openPerson(browser, served.url, view);
    await page.goto('/account');
    expect(new URL(page.url()).search).toBe('?next=%2Faccount');
    await page.getByLabel('Mailadresse').fill(chair);
    await page.getByLabel('Adgangskode', { exact: true }).fill('samskriv');
    await page.getByRole('button', { name: 'Log ind', exact: true }).click();
    await page.waitForURL('**/account');
    await context.clearCookies();
    await page.goto('/?next=//foreign.example/x');
    expect(await page.locator('input[name="to"]').count()).toBe(0);
    await context.close();
  });
});

describe('the front page of a demo house', () => {
  it('lets one in as anybody with one click', async () => {
    const { context, page } = await openPerson(browser, served.url, { javaScript: false });
    await page.goto('/');
    const accounts = page.locator('.demo li button');
    expect(await accounts.count()).toBe(9);
    await page.getByRole('button', { name: /^Sekretariat/ }).click();
    await page.locator('#waiting').waitFor();
    await expect.poll(() => page.locator('.group').count()).toBe(3);
    await context.close();
  });
});

describe('a network that is gone', () => {
  it('is told at the form, which keeps what was typed, and on a page of its own', async () => {
    const { context, page } = await openPerson(browser, served.url);
    await page.goto('/');
    await hydrated(page);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
    await context.setOffline(true);
    await page.getByLabel('Mailadresse').fill(chair);
    await page.getByLabel('Adgangskode', { exact: true }).fill('samskriv');
    await page.getByRole('button', { name: 'Log ind', exact: true }).click();
    expect(await page.getByRole('alert').textContent()).toContain('Der er ingen forbindelse');
    expect(await page.getByLabel('Mailadresse').inputValue()).toBe(chair);
    await page.goto('/forgot');
    await page.getByRole('heading', { name: 'Der er ingen forbindelse' }).waitFor();
    await context.setOffline(false);
    await page.getByRole('link', { name: 'Prøv igen' }).click();
    await page.getByRole('heading', { name: 'Glemt adgangskode' }).waitFor();
    await context.close();
  });
});

describe('a request from elsewhere', () => {
  const attempt = (headers: Record<string, string>) =>
    fetch(`${served.url}/?/signOut`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: 'x=1',
    });

  it('is refused when its origin is foreign, or missing beside a session', async () => {
    const { context, page } = await openPerson(browser, served.url);
    await signIn(page, chair);
    const [session] = (await context.cookies()).filter(({ name }) => name === 'samskriv_session');
    const cookie = `samskriv_session=${session?.value}`;
    expect((await attempt({ cookie, origin: 'https://foreign.example' })).status).toBe(403);
    expect((await attempt({ cookie })).status).toBe(403);
    expect((await attempt({ origin: 'https://foreign.example' })).status).toBe(403);
    await page.reload();
    await page.locator('#waiting').waitFor();
    await context.close();
  });

  it('gets the guarding headers with every page', async () => {
    const { headers } = await fetch(served.url);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+';/);
    expect(policy).toContain("style-src 'self';");
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).not.toMatch(/https?:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });
});
