import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, type View } from './browser.ts';
import { journey } from './journey.ts';
import { accounts, editorStands, saved, troubles } from './paperPage.ts';

const house = journey();

async function person(mail: string, view: View = {}): Promise<Page> {
  const { page } = await house.writer(mail, { width: 1440, ...view });
  // All of the margin is there, also for who is cut off next.
  await page.locator('#threads[data-whole]').waitFor({ state: 'attached' });
  return page;
}

const region = (page: Page) => page.locator('#threads');
const article = (page: Page, words: string) => region(page).locator('article', { hasText: words });

/** Selects a word in the text by two clicks, and gives what was selected. */
async function selectWord(page: Page, within: string, x = 30): Promise<string> {
  const paragraph = page.locator('.ProseMirror p', { hasText: within }).first();
  await paragraph.scrollIntoViewIfNeeded();
  await paragraph.dblclick({ position: { x, y: 12 } });
  return page.evaluate(() => getSelection()?.toString().trim() ?? '');
}

async function comment(page: Page, words: string): Promise<void> {
  await page.locator('.offer button').click();
  const text = page.getByRole('textbox', { name: 'Kommentar', exact: true });
  await text.fill(words);
  await text.press('Control+Enter');
  await article(page, words).waitFor();
}

describe('an editor and an observer', () => {
  it('talk about words that are moved meanwhile, and end the thread', async () => {
    const observer = await person(accounts.observer);
    const editor = await person(accounts.chair);
    const found = [troubles(observer), troubles(editor)];
    const word = await selectWord(observer, 'Ved takeaway fra kantiner', 60);
    await comment(observer, 'Hvad betyder ordet her?');
    const there = editor.locator('.ProseMirror p', { hasText: 'fra kantiner og caféer' }).locator('[data-threads]');
    await expect.poll(() => there.allTextContents()).toEqual([word]);
    // The demo's people talk about other words of this paper.
    const id = await there.getAttribute('data-threads');
    const words = (page: Page) => page.locator(`.ProseMirror [data-threads~="${id}"]`);

    await article(editor, 'Hvad betyder ordet her?').getByRole('button').first().click();
    const reply = region(editor).getByRole('textbox', { name: 'Skriv et svar' });
    await reply.fill('Det **samme** som før.');
    await reply.press('Control+Enter');
    await observer
      .locator('#threads', { hasText: '1 svar' })
      .or(observer.locator('#threads', { hasText: 'Det samme som før.' }))
      .first()
      .waitFor();

    // The words are cut and put in elsewhere; the thread goes with them.
    await words(editor).dblclick();
    await editor.keyboard.press('Control+x');
    await expect.poll(() => words(editor).count()).toBe(0);
    await saved(editor);
    const elsewhere = editor.locator('.ProseMirror p', { hasText: 'Kravet skal indgå' });
    await elsewhere.click({ position: { x: 5, y: 12 } });
    await editor.keyboard.press('Home');
    await editor.keyboard.press('Control+v');
    await elsewhere.locator(`[data-threads~="${id}"]`).waitFor();
    await saved(editor);
    await expect
      .poll(() => observer.locator('.ProseMirror p', { hasText: 'Kravet skal indgå' }).locator(`[data-threads~="${id}"]`).count())
      .toBe(1);

    await observer.reload();
    await editorStands(observer);
    await article(observer, 'Hvad betyder ordet her?').getByRole('button').first().click();
    await region(observer).getByText('Det samme som før.').waitFor();
    await region(observer).getByRole('button', { name: 'Afslut', exact: true }).click();
    await region(observer).getByRole('button', { name: 'Genåbn' }).waitFor();
    await editor.reload();
    await editorStands(editor);
    await region(editor).locator('article').first().waitFor();
    await expect.poll(() => article(editor, 'Hvad betyder ordet her?').count()).toBe(0);
    expect(await words(editor).count()).toBe(0);
    expect(found.flat()).toEqual([]);
  });

  it('propose a wording and put it in, and keep a draft across a reload', async () => {
    const observer = await person(accounts.observer);
    const editor = await person(accounts.chair);
    await selectWord(observer, 'Ved enkeltstående arrangementer', 60);
    await observer.locator('.offer button').click();
    await observer.getByRole('textbox', { name: 'Kommentar', exact: true }).fill('Skriv hellere sådan.');
    await observer.getByRole('checkbox', { name: 'Foreslå en anden ordlyd' }).check();
    await observer.reload();
    await editorStands(observer);
    const text = observer.getByRole('textbox', { name: 'Kommentar', exact: true });
    await expect.poll(() => text.inputValue()).toBe('Skriv hellere sådan.');
    await observer.getByRole('textbox', { name: 'Foreslået ordlyd' }).fill('ganske enkelte');
    await text.press('Control+Enter');
    await article(editor, 'Skriv hellere sådan.').getByRole('button').first().click();
    expect(await region(observer).getByRole('button', { name: 'Sæt ind i teksten' }).count()).toBe(0);
    await region(editor).getByRole('button', { name: 'Sæt ind i teksten' }).click();
    await editor.locator('.ProseMirror p', { hasText: 'ganske enkelte' }).waitFor();
    await region(editor).getByText('Sat ind i teksten af', { exact: false }).waitFor();
  });
});

describe('with the keyboard alone', () => {
  it('one who only reads selects a paragraph, comments on it and goes from thread to thread', async () => {
    const page = await person(accounts.observer);
    await page.locator('.ProseMirror').focus();
    await page.keyboard.press('Alt+ArrowDown');
    await page.keyboard.press('Control+Alt+m');
    await page.getByRole('textbox', { name: 'Kommentar', exact: true }).waitFor();
    await page.keyboard.type('Kun med tasterne.');
    await page.keyboard.press('Control+Enter');
    await article(page, 'Kun med tasterne.').waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id ?? '')).toMatch(/^thread-/);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.ProseMirror').evaluate((text) => text === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+Alt+n');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id ?? '')).toMatch(/^thread-/);
  });
});

describe('on a phone', () => {
  it('threads come in a sheet from below, and their words are found from it', async () => {
    const page = await person(accounts.member, { width: 360 });
    await page.getByRole('button', { name: /^Kommentarer/ }).click();
    const sheet = page.getByRole('dialog', { name: 'Kommentarer' });
    await sheet.locator('article').first().getByRole('button').first().click();
    await sheet.getByRole('textbox', { name: 'Skriv et svar' }).waitFor();
    await expectAccessible(page);
    await sheet.locator('blockquote a').click();
    await sheet.waitFor({ state: 'hidden' });
    await expect.poll(() => page.locator('.commented-open').first().isVisible()).toBe(true);
  });
});

describe.each([
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1280 },
  { theme: 'dark', width: 1050 },
] as const)('the margin, $theme $width px', (view) => {
  it('is accessible, with a thread open, in the list and while one writes', async () => {
    const page = await person(accounts.chair, view);
    if (view.width === 1050) await page.getByRole('button', { name: /^Kommentarer: / }).click();
    await region(page).locator('[data-thread]').first().click();
    await region(page).getByRole('textbox', { name: 'Skriv et svar' }).fill('Et svar');
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(view.width);
    if (view.width > 1200) {
      await region(page).getByRole('button', { name: 'Liste', exact: true }).click();
      await region(page).getByRole('button', { name: 'Filtrér' }).click();
      await expectAccessible(page);
    }
  });
});
