import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, hydrated, openBrowser, openPerson, signIn } from './browser.ts';
import { serve, type Served } from './serve.ts';

const secretariat = 'sekretariat@partnerskab.example';

// What stands in braces is found among the demo data.
const signedOutPages = ['/', '/forgot', '/link/unknown', '/answer/unknown', '/expert/unknown', '/nowhere'];
const signedInPages = [
  '/',
  '{group}',
  '{group}/people/new',
  '{group}/edit',
  '{group}/criteria',
  '{group}/homework',
  '{group}/experts',
  '{group}/way',
  '{group}/log',
  '{group}/material',
  '{group}/mapping',
  '{group}/mapping/found/new',
  '{group}/mapping/found/paste',
  '{group}/proposals',
  '{group}/meetings',
  '{group}/meetings/new',
  '{meeting}',
  '{meeting}/edit',
  '{meeting}/answer',
  '{meeting}/run',
  '{place}',
  '/groups/new',
  '/notices',
  '/knowledge',
  '/search',
  '/search?q=kopper',
  '/search?q=ingenting',
  '/account',
  '/secretariat/people',
  '/secretariat/people/new',
  '{person}',
  '/secretariat/organisations',
  '/secretariat/organisations/new',
  '{organisation}',
  '/secretariat/groups',
  '/secretariat/way',
  '/secretariat/audit',
  '/nowhere',
];

let served: Served;
let browser: Browser;
const found = new Map<string, string>();

beforeAll(async () => {
  [served, browser] = await Promise.all([serve(), openBrowser()]);
  const { context, page } = await openPerson(browser, served.url);
  await signIn(page, secretariat);
  const find = async (name: string, selector: string): Promise<void> => {
    found.set(name, (await page.locator(selector).first().getAttribute('href')) ?? '');
  };
  await find('group', '.group h3 a');
  await page.goto('/secretariat/people');
  await find('person', 'tbody a');
  await page.goto('/secretariat/organisations');
  await find('organisation', 'tbody a');
  await page.goto(found.get('group') ?? '');
  await find('place', 'tbody .last a');
  await page.goto(`${found.get('group')}/meetings`);
  await find('meeting', '.meetings a');
  await context.close();
});

afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

const views = [
  { locale: 'da', theme: 'light', width: 1280 },
  { locale: 'en', theme: 'dark', width: 360 },
] as const;

describe.each(views)('in $locale $theme $width px', (view) => {
  const trouble: string[] = [];
  const contexts: BrowserContext[] = [];
  let stranger: Page;
  let office: Page;

  const opened = async (): Promise<Page> => {
    const { context, page } = await openPerson(browser, served.url, view);
    contexts.push(context);
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('404')) trouble.push(message.text());
    });
    page.on('pageerror', (error) => trouble.push(error.message));
    return page;
  };

  beforeAll(async () => {
    [stranger, office] = [await opened(), await opened()];
    await signIn(office, secretariat);
    // A person's own language counts before the browser's.
    if ((await office.getAttribute('html', 'lang')) !== view.locale) await office.locator('button[name="locale"]').click();
    await office.locator(`html[lang="${view.locale}"] #waiting`).waitFor();
  });
  afterAll(async () => {
    for (const context of contexts) await context.close();
  });

  async function looks(page: Page, place: string): Promise<void> {
    trouble.length = 0;
    await page.goto(place.replaceAll(/\{(\w+)\}/g, (_, name: string) => found.get(name) ?? ''));
    expect(await page.getAttribute('html', 'lang')).toBe(view.locale);
    expect(await page.getAttribute('html', 'data-theme')).toBe(view.theme);
    await expectAccessible(page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(over, 'pixels wider than the screen').toBeLessThanOrEqual(0);
    expect(trouble, 'errors of the page’s scripts or policy').toEqual([]);
  }

  it.each(signedOutPages)('%s, signed out, is accessible, fits the screen and breaks no policy', (place) => looks(stranger, place));
  it.each(signedInPages)('%s is accessible, fits the screen and breaks no policy', (place) => looks(office, place));
});

describe('language and theme', () => {
  it('change without scripts and stay', async () => {
    const { context, page } = await openPerson(browser, served.url, { javaScript: false });
    await page.goto('/forgot');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Forgotten password' }).waitFor();
    await page.getByRole('button', { name: 'Light or dark display' }).click();
    await page.getByRole('button', { name: 'Dark', exact: true }).click();
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await context.close();
  });

  it('change in place with scripts, and the next page is sent in the new theme', async () => {
    const { context, page } = await openPerson(browser, served.url);
    await page.goto('/');
    await hydrated(page);
    await page.getByRole('button', { name: 'Lys eller mørk visning' }).click();
    const kept = page.waitForResponse('**/preferences');
    await page.getByRole('button', { name: 'Mørk', exact: true }).click();
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark');
    await kept;
    expect(await (await context.request.get('/forgot')).text()).toContain('data-theme="dark"');
    await context.close();
  });

  it('are the person’s own on every machine', async () => {
    const first = await openPerson(browser, served.url);
    await signIn(first.page, 'observatoer@aamose.example');
    await first.page.getByRole('button', { name: 'English' }).click();
    await first.page.getByRole('heading', { name: 'Waiting for you' }).waitFor();
    const second = await openPerson(browser, served.url);
    await signIn(second.page, 'observatoer@aamose.example');
    await second.page.getByRole('heading', { name: 'Waiting for you' }).waitFor();
    for (const { context } of [first, second]) await context.close();
  });
});

describe('the keyboard', () => {
  it('reaches the content past the bar, and opens and leaves the menus', async () => {
    const { context, page } = await openPerson(browser, served.url);
    await signIn(page, secretariat);
    await page.goto('/', { waitUntil: 'networkidle' });
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('#main');
    await page.locator('.me').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /Min konto|My account/ }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('#person-menu').isVisible()).toBe(false);
    expect(await page.evaluate(() => document.activeElement?.classList.contains('me'))).toBe(true);
    await context.close();
  });
});
