import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openPerson, signIn, type View } from './browser.ts';

/** A person with a paper open. */
export type Writer = { readonly context: BrowserContext; readonly page: Page };

/** The demo accounts of group A that these journeys use (the contract in README.md). */
export const accounts = {
  chair: 'formand@strandholt.example',
  member: 'miljoe@birkelev.example',
  buyer: 'indkob@fjordby.example',
  secretariat: 'sekretariat@partnerskab.example',
  observer: 'observatoer@aamose.example',
  colleague: 'kollega@birkelev.example',
} as const;

/** The path of the paper of the first group of a signed-in person whose title begins with `title`. */
export async function paperPath(page: Page, title = 'Engangsservice'): Promise<string> {
  const response = await page.request.get('/api/groups');
  const answer: unknown = await response.json();
  const groups = (Array.isArray(answer) ? answer : (answer as { groups: unknown }).groups) as { title: string; paper: { id: string } }[];
  const group = groups.find((one) => one.title.startsWith(title));
  if (group === undefined) throw new Error(`No group is called ${title}`);
  return `/papers/${group.paper.id}`;
}

/** Signs a person in and opens the paper; resolves when the editor stands and everything is saved. */
export async function openWriter(browser: Browser, url: string, mail: string, view: View & { paper?: string } = {}): Promise<Writer> {
  const one = await openPerson(browser, url, view);
  await enterPaper(one.page, mail, view.paper);
  return one;
}

/** Signs in and opens `paper`, or that of the person's first group. */
export async function enterPaper(page: Page, mail: string, paper?: string): Promise<void> {
  await signIn(page, mail);
  await page.goto(paper ?? (await paperPath(page)));
  await editorStands(page);
}

/** Resolves when the editor stands. */
export async function editorStands(page: Page): Promise<void> {
  await page.locator('.ProseMirror').waitFor();
  await expect.poll(() => page.locator('.ProseMirror').getAttribute('contenteditable')).not.toBeNull();
}

/** What the save mark shows: opening, unsent, sent or saved; null for readers. */
export async function saveMark(page: Page): Promise<string | null> {
  const mark = page.locator('[data-save]');
  return (await mark.count()) === 0 ? null : mark.getAttribute('data-save');
}

/** Resolves when the paper says that everything is saved. */
export async function saved(page: Page, timeout = 20_000): Promise<void> {
  await expect.poll(() => saveMark(page), { timeout, interval: 50 }).toBe('saved');
}

/** Resolves when what was typed so far lies on this device: the browser writes it after the fact, in order. */
export async function keptOnDevice(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) {
      if (!name?.startsWith('samskriv:paper:')) continue;
      await new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error ?? new Error(name));
        opening.onsuccess = () => {
          // Begun after the writes and on the same stores, it ends after them.
          const last = opening.result.transaction(['updates', 'custom']);
          last.objectStore('updates').count();
          last.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      });
    }
  });
}

/** Puts the caret at the end of the first paragraph of a part of the background and types there. */
export async function typeIn(page: Page, part: 'relevance' | 'environmentalEffect' | 'economicEffect', text: string): Promise<void> {
  const names = { relevance: 'Relevans', environmentalEffect: 'Miljøeffekt', economicEffect: 'Økonomisk effekt' };
  const paragraph = page.locator(`.paper-section[aria-label="${names[part]}"] p`).first();
  await paragraph.scrollIntoViewIfNeeded();
  await paragraph.click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('Home');
  await page.keyboard.type(text);
}

/** Everything a person reads in the paper, without the carets' names. */
export async function textOf(page: Page): Promise<string> {
  return page.locator('.ProseMirror').evaluate((editor) => {
    const copy = editor.cloneNode(true) as HTMLElement;
    for (const caret of copy.querySelectorAll('.caret, [contenteditable="false"]')) caret.remove();
    return (copy.textContent ?? '').replaceAll(/[\u200b\u2060\ufeff]/g, '');
  });
}

/** Resolves when both read the same, and gives what they read. */
export async function same(one: Page, other: Page): Promise<string> {
  await expect.poll(async () => (await textOf(one)) === (await textOf(other)), { timeout: 20_000, interval: 100 }).toBe(true);
  return textOf(one);
}

/** Collects what a page's content policy refused and what its scripts threw. */
export function troubles(page: Page): string[] {
  const found: string[] = [];
  page.on('pageerror', (error) => found.push(error.message));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) found.push(message.text());
  });
  return found;
}
