import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible, openBrowser, openPerson, signIn } from './browser.ts';
import { serve } from './serve.ts';

let browser: Browser;
beforeAll(async () => void (browser = await openBrowser()));
afterAll(() => browser?.close());

it('the link of a new house makes its secretariat, on a phone and by keyboard, with each no at its field', async () => {
  const served = await serve({ DEMO: '0' });
  const link = new RegExp(`^${served.url}/link/\\S+$`, 'm').exec(served.log())![0];
  const { context, page } = await openPerson(browser, served.url, { width: 390 });
  await page.goto(link);
  await page.getByRole('heading', { name: 'Opret den første konto' }).waitFor();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);

  await page.getByLabel('Navn').focus();
  for (const words of ['Else Holm', 'Kommunen', 'else@kommune.dk', 'kort']) {
    await page.keyboard.type(words);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.locator('input[name="password"][aria-invalid="true"]').waitFor();
  await page.getByText('Adgangskoden er for kort').waitFor();
  expect(await page.getByLabel('Organisation').inputValue()).toBe('Kommunen');
  await page.getByLabel('Adgangskode').fill('fire heste i en stald');
  await page.keyboard.press('Enter');
  await page.locator('#waiting').waitFor();
  await page.goto('/secretariat/people');
  await page.getByText('Else Holm').first().waitFor();
  await page.goto(link);
  await page.getByRole('heading', { name: 'Linket virker ikke længere' }).waitFor();
  await context.close();
  await served.stop();
});

it('the foot of a demo that others reach is whole on a small paper', async () => {
  const served = await serve({ DEMO: '1' });
  const { context, page } = await openPerson(browser, served.url, { width: 390, theme: 'dark' });
  await signIn(page, 'formand@strandholt.example');
  await expectAccessible(page);
  await page.locator('.group h3 a').first().click();
  await page.locator('a[href^="/papers/"]').first().click();
  await page.locator('[contenteditable="true"]').waitFor();
  const words = page.getByText('Dette er en demonstration');
  await expect
    .poll(() =>
      words.evaluate((element) => {
        window.scrollTo(0, document.body.scrollHeight);
        const line = element.closest('p')!.getBoundingClientRect();
        const seen = document.elementFromPoint(line.left + 40, line.bottom - 14);
        return seen !== null && element.closest('footer')!.contains(seen);
      }),
    )
    .toBe(true);
  await context.close();
  await served.stop();
});
