import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, hydrated, openBrowser, openPerson, signIn } from './browser.ts';
import { accounts, openWriter, paperPath, saved, troubles, typeIn } from './paperPage.ts';
import { serve, type Served } from './serve.ts';

let served: Served;
let browser: Browser;
let address: string;
let versionId: string;

// Pictures are kept only where somebody asks for them.
const shots = process.env.SHOTS;

async function picture(page: Page, name: string): Promise<void> {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

beforeAll(async () => {
  [served, browser] = await Promise.all([serve(), openBrowser()]);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

describe('what has changed', () => {
  it('is nothing until somebody writes', async () => {
    const { context, page } = await openWriter(browser, served.url, accounts.chair, { width: 1440 });
    const paper = await paperPath(page);
    const sealed = await page.request.post(`/api${paper}/versions`, {
      headers: { origin: served.url },
      data: { purpose: 'milestone', reason: 'Før mødet' },
    });
    expect(sealed.status()).toBe(201);
    versionId = ((await sealed.json()) as { id: string }).id;
    address = `/compare?from=${versionId}&to=paper:${paper.split('/').at(-1) ?? ''}`;
    await page.goto(address);
    await page.getByText('Teksterne er ens').waitFor();
    await expectAccessible(page);
    await page.goto(paper);
    await typeIn(page, 'relevance', 'Kommunerne har talt med ti leverandører. ');
    await typeIn(page, 'economicEffect', 'Merprisen er vist i kroner. ');
    const takeaway = page.locator('.ProseMirror p', { hasText: 'Ved takeaway fra kantiner' }).first();
    await takeaway.scrollIntoViewIfNeeded();
    await takeaway.dblclick({ position: { x: 60, y: 12 } });
    await page.keyboard.type('mad ud af huset');
    await page.keyboard.press('Alt+ArrowUp');
    await saved(page);
    await context.close();
  });

  it('is seen at once, walked by keyboard and read on paper', async () => {
    const { context, page } = await openPerson(browser, served.url, { width: 1440 });
    const found = troubles(page);
    await signIn(page, accounts.observer);
    await page.goto(address);
    await hydrated(page);
    const text = page.locator('article.redline');
    await expect
      .poll(() => text.locator('ins').allTextContents())
      .toEqual(['Indsat: mad ud af huset', 'Indsat: Kommunerne har talt med ti leverandører. ', 'Indsat: Merprisen er vist i kroner. ']);
    expect(await text.locator('del').allTextContents()).toEqual(['Slettet: takeaway']);
    await text.getByText('Flyttet hertil fra punkt').waitFor();
    await text.getByText('Flyttet til punkt').waitFor();
    await expect.poll(() => page.locator('aside li').count()).toBe(4);
    await expectAccessible(page);
    await picture(page, 'one-light');

    await page.locator('h1').click();
    await page.keyboard.press('n');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('change-1');
    await page.keyboard.press('n');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('change-2');
    await page.getByText('2 af 4').waitFor();
    await page.keyboard.press('p');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('change-1');
    await page.locator('aside a').nth(1).click();
    await expect.poll(() => page.locator('[data-current]').getAttribute('id')).toBe('change-2');

    await page.getByRole('link', { name: 'Vis kun afsnit med ændringer' }).click();
    await expect.poll(() => text.locator('section').count()).toBe(3);
    await page.getByRole('link', { name: 'Side om side' }).click();
    await text.locator('table.beside').waitFor();
    expect(await text.locator('td:first-child ins').count()).toBe(0);
    expect(await text.locator('td:last-child del').count()).toBe(0);
    await expectAccessible(page);
    await picture(page, 'beside-light');

    await page.goto(address);
    await page.emulateMedia({ media: 'print' });
    await page.getByText('Sådan læses teksten').waitFor();
    expect(await page.locator('aside').isVisible()).toBe(false);
    expect(await page.locator('header code').first().isVisible()).toBe(true);
    await picture(page, 'one-print');
    expect(found).toEqual([]);
    await context.close();
  });

  it('reads in the dark, on a phone, in English and without scripts', async () => {
    const { context, page } = await openPerson(browser, served.url, { width: 360, theme: 'dark', javaScript: false });
    await signIn(page, accounts.observer);
    for (const view of ['', '&view=beside']) {
      await page.goto(address + view);
      await page.locator('article.redline ins').first().waitFor();
      await picture(page, `phone-dark${view.replace('&view=', '-')}`);
    }
    await page.goto(address);
    await page.locator('aside a').first().click();
    expect(new URL(page.url()).hash).toBe('#change-1');
    await page.getByRole('button', { name: 'Sammenlign' }).click();
    await page.locator('article.redline').waitFor();
    await context.close();

    const other = await openPerson(browser, served.url, { width: 1440, theme: 'dark' });
    await signIn(other.page, accounts.observer);
    await other.page.goto(address);
    await other.page.locator('article.redline ins').first().waitFor();
    await expectAccessible(other.page);
    await picture(other.page, 'one-dark');
    await other.context.close();
  });

  it('is nobody’s business outside the group', async () => {
    const { context, page } = await openPerson(browser, served.url);
    await signIn(page, accounts.colleague);
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(404);
    await context.close();
  });
});
