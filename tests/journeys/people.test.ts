import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hydrated, openBrowser, openPerson, signIn } from './browser.ts';
import { serve, type Served } from './serve.ts';

const secretariat = 'sekretariat@partnerskab.example';
const chair = 'formand@strandholt.example';
const group = 'Engangsservice og takeaway';
let served: Served;
let browser: Browser;

beforeAll(async () => {
  [served, browser] = await Promise.all([serve(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

async function signedIn(mail: string, javaScript = true) {
  const person = await openPerson(browser, served.url, { javaScript });
  await signIn(person.page, mail);
  return person;
}

async function invite(page: Page, name: string, mail: string): Promise<string> {
  await page.goto('/secretariat/people/new');
  await page.getByLabel('Navn').fill(name);
  await page.getByLabel('Mailadresse').fill(mail);
  await page.getByLabel('Organisation').selectOption({ label: 'Birkelev Kommune' });
  await page.getByRole('button', { name: 'Invitér', exact: true }).click();
  return page.getByLabel('Linket vises kun denne ene gang').inputValue();
}

describe('an invitation', () => {
  it('goes from the secretariat to the first sign-in, once, and without scripts', async () => {
    const office = await signedIn(secretariat);
    const link = await invite(office.page, 'Ditte Møller', 'ditte@birkelev.example');
    expect(link.startsWith(`${served.url}/link/`)).toBe(true);

    const guest = await openPerson(browser, served.url, { javaScript: false });
    const answer = await guest.page.goto(link);
    expect(answer?.headers()).toMatchObject({
      'referrer-policy': 'strict-origin',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'private, no-store',
    });
    const password = guest.page.getByLabel('Ny adgangskode');
    await password.fill('kort');
    await guest.page.getByRole('button', { name: /Gem adgangskoden/ }).click();
    await guest.page.getByText('Adgangskoden er for kort').waitFor();
    await password.fill('fire heste i en stald');
    await guest.page.getByRole('button', { name: /Gem adgangskoden/ }).click();
    await guest.page.getByRole('heading', { name: 'Det venter på dig' }).waitFor();
    await guest.page.getByText('Du er ikke med i nogen gruppe endnu').waitFor();

    const late = await openPerson(browser, served.url);
    await late.page.goto(link);
    await late.page.getByRole('heading', { name: 'Linket virker ikke længere' }).waitFor();
    expect(served.log()).not.toContain(link.split('/link/')[1]);
    for (const { context } of [office, guest, late]) await context.close();
  });

  it('from a group leads back to it, where the longest name fits a phone', async () => {
    const { context, page } = await signedIn(secretariat);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.locator('.group h3 a', { hasText: group }).click();
    await page.getByRole('link', { name: 'Tilføj en person' }).click();
    await page.getByRole('link', { name: 'Invitér en person' }).click();
    await page.getByLabel('Navn').fill('Ida Affaldshåndteringsvirksomhedsgodkendelsesprocedure');
    await page.getByLabel('Mailadresse').fill('ida@birkelev.example');
    await page.getByRole('button', { name: 'Invitér', exact: true }).click();
    await page.getByRole('link', { name: 'Færdig' }).click();
    await page.getByRole('row', { name: /Ida Affalds/ }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/^\/groups\//);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await context.close();
  });

  it('is refused at the field when the mail address is taken, and loses nothing', async () => {
    const { context, page } = await signedIn(secretariat);
    await page.goto('/secretariat/people/new');
    await page.getByLabel('Navn').fill('Kopi af formanden');
    await page.getByLabel('Mailadresse').fill(chair);
    await page.getByRole('button', { name: 'Invitér', exact: true }).click();
    await page.getByText('Findes allerede').waitFor();
    await expect.poll(() => page.getByLabel('Mailadresse').evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await page.getByLabel('Navn').inputValue()).toBe('Kopi af formanden');
    await context.close();
  });
});

describe('the roster', () => {
  it('takes a person in, changes the role and takes them out, and shows it to them', async () => {
    const { context, page } = await signedIn(chair);
    await page.locator('.group h3 a', { hasText: group }).click();
    await page.getByRole('link', { name: 'Tilføj en person' }).click();
    await page.getByLabel('Person', { exact: true }).selectOption({ label: 'Sofie Engholm, Birkelev Kommune' });
    await page.getByLabel('Rolle').selectOption({ label: 'Ekspert' });
    await page.getByRole('button', { name: 'Tilføj til gruppen' }).click();
    // An expert's access needs a last day: said at the field, with the rest of the form as it was.
    const until = page.getByLabel('Sidste dag med adgang');
    await page.locator('input[name="untilDate"][aria-invalid="true"]').waitFor();
    await expect.poll(() => until.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await page.getByLabel('Rolle').inputValue()).toBe('expert');
    await until.fill('2199-12-31');
    await page.getByRole('button', { name: 'Tilføj til gruppen' }).click();
    await page.getByText('Personen er med i gruppen').waitFor();
    const line = page.getByRole('row', { name: /Sofie Engholm/ });
    expect(await line.textContent()).toContain('31.\u00a0december 2199');

    const colleague = await signedIn('kollega@birkelev.example');
    await colleague.page.locator('.group h3 a', { hasText: group }).waitFor();

    await line.getByRole('link', { name: /^Ret/ }).click();
    await page.getByRole('button', { name: 'Fjern Sofie Engholm fra gruppen' }).click();
    await page.getByText('Personen er ikke længere med i gruppen').waitFor();
    await colleague.page.reload();
    await colleague.page.getByText('Du er ikke med i nogen gruppe endnu').waitFor();
    await context.close();
    await colleague.context.close();
  });

  it('is not for members to change: they see no buttons, and the pages say no', async () => {
    const { context, page } = await signedIn('miljoe@birkelev.example');
    await page.locator('.group h3 a', { hasText: group }).click();
    await page.getByRole('heading', { name: 'Personer i gruppen' }).waitFor();
    expect(await page.getByRole('link', { name: 'Tilføj en person' }).count()).toBe(0);
    const answer = await page.goto(`${page.url()}/people/new`);
    expect(answer?.status()).toBe(403);
    await page.getByRole('heading', { name: 'Det har du ikke adgang til' }).waitFor();
    await context.close();
  });

  it('of another group is not found', async () => {
    const office = await signedIn(secretariat);
    const href = await office.page.locator('.group h3 a', { hasText: 'Hjemmeplejens biler' }).getAttribute('href');
    const { context, page } = await signedIn('miljoe@birkelev.example');
    for (const path of ['', '/people/new', '/edit']) expect((await page.goto(`${href}${path}`))?.status()).toBe(404);
    await context.close();
    await office.context.close();
  });
});

describe.each([{ javaScript: true }, { javaScript: false }])(
  'a session that ends while a form is filled in, javaScript: $javaScript',
  ({ javaScript }) => {
    it('loses nothing of what was typed', async () => {
      const { context, page } = await signedIn(chair, javaScript);
      await page.goto('/groups/new');
      await page.getByLabel('Gruppens navn').fill('Kontormøbler');
      await page.getByLabel(/Tekst at begynde med/).fill('1. Møbler skal kunne repareres.');
      const kept = await context.cookies();
      await context.clearCookies({ name: 'samskriv_session' });
      if (javaScript) await hydrated(page);
      await page.getByRole('button', { name: 'Opret gruppe' }).click();
      await page.getByText('Du er blevet logget ud').first().waitFor();
      if (javaScript) expect(await page.getByLabel('Gruppens navn').inputValue()).toBe('Kontormøbler');

      await context.addCookies(kept);
      await page.getByRole('button', { name: javaScript ? 'Opret gruppe' : 'Send igen' }).click();
      await page.getByRole('heading', { level: 1, name: 'Kontormøbler' }).waitFor();
      await context.close();
    });
  },
);

describe('a suspended person', () => {
  it('is out at once and in again when restored', async () => {
    const office = await signedIn(secretariat);
    const person = await signedIn('ambassador@fjordby.example');
    const find = async (mail: string) => {
      await office.page.goto(`/secretariat/people?q=${encodeURIComponent(mail)}`);
      await office.page.getByRole('link', { name: 'Henrik Solvang' }).click();
    };
    await find('ambassador');
    await office.page.getByRole('heading', { level: 1, name: 'Henrik Solvang' }).waitFor();
    // The bar is the one's who reads, not of whom the page is about.
    expect(await office.page.locator('.me').textContent()).toContain('Birgitte Vang');
    await office.page.getByRole('button', { name: 'Spær adgangen' }).click();
    await office.page.getByText('Adgangen er spærret.').waitFor();
    await person.page.goto('/account');
    await person.page.getByRole('heading', { name: 'Log ind' }).waitFor();

    await find('fjordby solvang');
    await office.page.getByRole('button', { name: 'Åbn adgangen igen' }).click();
    await office.page.getByText('Adgangen er åbnet igen').waitFor();
    await signIn(person.page, 'ambassador@fjordby.example');
    for (const { context } of [office, person]) await context.close();
  });
});

describe('an API key', () => {
  it('is shown once, works, and is dead when revoked', async () => {
    const { context, page } = await signedIn('indkob@fjordby.example');
    await page.goto('/account');
    await page.getByLabel('Hvad er den til?').fill('Journalsystemet');
    await page.getByRole('button', { name: 'Opret en nøgle' }).click();
    const token = await page.getByLabel('Nøglen vises kun denne ene gang').inputValue();
    expect(token).toMatch(/^sk_[\w-]{43}$/);
    const me = () => fetch(`${served.url}/api/me`, { headers: { authorization: `Bearer ${token}` } });
    expect((await me()).status).toBe(200);

    await page.reload();
    expect(await page.content()).not.toContain(token);
    await page.getByRole('button', { name: /^Spær\s+Journalsystemet/ }).click();
    await page.getByText('Nøglen er spærret').waitFor();
    expect((await me()).status).toBe(401);
    await context.close();
  });
});
