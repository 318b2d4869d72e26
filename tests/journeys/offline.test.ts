import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openLasting, signIn } from './browser.ts';
import { journey } from './journey.ts';
import { accounts, editorStands, keptOnDevice, paperPath, same, saved, saveMark, textOf, typeIn } from './paperPage.ts';

const house = journey();
const { visitor, writer } = house;

/** Resolves when the service worker has kept the paper that is open. */
async function keptForOffline(page: Page): Promise<void> {
  const kept = (path: string) => caches.match(`/needs${path}`).then((list) => list !== undefined);
  await expect.poll(() => page.evaluate(kept, new URL(page.url()).pathname)).toBe(true);
}

describe('row 72: a reload without network', () => {
  it('shows the paper, takes what is typed, and merges it with what others wrote meanwhile', async () => {
    const [anna, jens] = await Promise.all([writer(accounts.chair), writer(accounts.member)]);
    const paper = new URL(anna.page.url()).pathname;
    await keptForOffline(anna.page);
    await typeIn(anna.page, 'relevance', 'Gemt før nettet gik. ');
    await saved(anna.page);
    await anna.context.setOffline(true);
    await typeIn(anna.page, 'relevance', 'Skrevet uden net. ');
    await keptOnDevice(anna.page);
    anna.page.on('dialog', (dialog) => void dialog.accept());
    await anna.page.reload();
    await editorStands(anna.page);
    expect(await textOf(anna.page)).toContain('Skrevet uden net. Gemt før nettet gik. ');
    await typeIn(anna.page, 'economicEffect', 'Skrevet efter genindlæsning. ');
    await expect.poll(() => saveMark(anna.page)).toBe('unsent');
    await keptOnDevice(anna.page);
    await typeIn(jens.page, 'environmentalEffect', 'Imens skrev Jens. ');
    await saved(jens.page);

    // Once more, and then back: nothing of it depends on the page that was open when the network went.
    await anna.page.reload();
    await editorStands(anna.page);
    await anna.context.setOffline(false);
    await saved(anna.page, 30_000);
    const text = await same(anna.page, jens.page);
    for (const words of ['Skrevet uden net. ', 'Skrevet efter genindlæsning. ', 'Imens skrev Jens. ']) expect(text).toContain(words);

    // Signed out, and as somebody else, nothing of the paper is there without a network.
    await anna.page.request.post('/?/signOut', { form: {}, headers: { origin: house.served.url } });
    await anna.page.goto('/');
    await expect.poll(() => anna.page.evaluate((path) => caches.match(path).then((page) => page === undefined), paper)).toBe(true);
    await anna.context.setOffline(true);
    await anna.page.goto(paper);
    await anna.page.getByRole('heading', { name: 'Der er ingen forbindelse' }).waitFor();
    await anna.context.setOffline(false);
  });

  it('gives one person’s paper to nobody else on the same browser', async () => {
    const { context, page } = await writer(accounts.chair);
    const paper = new URL(page.url()).pathname;
    await keptForOffline(page);
    await page.goto('/');
    await page.request.post('/?/signOut', { form: {}, headers: { origin: house.served.url } });
    // Straight from one person to the next: no page of nobody's lies between.
    const other = await visitor(accounts.member);
    await context.addCookies((await other.context.cookies()).filter(({ name }) => name === 'samskriv_session'));
    await page.goto('/');
    await expect.poll(() => page.evaluate((path) => caches.match(path).then((found) => found === undefined), paper)).toBe(true);
    await context.setOffline(true);
    await page.goto(paper);
    await page.getByRole('heading', { name: 'Der er ingen forbindelse' }).waitFor();
    await context.setOffline(false);
    // Their own is kept for them once they have opened it.
    await page.goto(paper);
    await editorStands(page);
    await keptForOffline(page);
    await context.setOffline(true);
    await page.reload();
    await editorStands(page);
    await context.setOffline(false);
  });
});

describe('row 72: a browser killed in mid-sentence', () => {
  it('opens again with the text, unsent, and merges it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'samskriv-browser-'));
    let open: BrowserContext | null = null;
    try {
      const first = await openLasting(folder, house.served.url);
      open = first.context;
      await signIn(first.page, accounts.buyer);
      const paper = await paperPath(first.page);
      // A browser writes its cookies down when it is closed, and now and then.
      await first.context.close();

      const second = await openLasting(folder, house.served.url);
      open = second.context;
      await second.page.goto(paper);
      await editorStands(second.page);
      await saved(second.page);
      await keptForOffline(second.page);
      await second.context.setOffline(true);
      await typeIn(second.page, 'relevance', 'Midt i en sætn');
      await keptOnDevice(second.page);
      const ended = new Promise((resolve) => second.context.once('close', resolve));
      process.kill(await second.pid(), 'SIGKILL');
      await ended;

      const jens = await writer(accounts.member);
      await typeIn(jens.page, 'environmentalEffect', 'Skrevet under drabet. ');
      await saved(jens.page);
      const third = await openLasting(folder, house.served.url);
      open = third.context;
      await third.context.setOffline(true);
      await third.page.goto(paper);
      await editorStands(third.page);
      expect(await textOf(third.page)).toContain('Midt i en sætn');
      await typeIn(third.page, 'economicEffect', 'Skrevet videre. ');
      await third.context.setOffline(false);
      await saved(third.page, 30_000);
      const text = await same(third.page, jens.page);
      for (const words of ['Midt i en sætn', 'Skrevet under drabet. ', 'Skrevet videre. ']) expect(text).toContain(words);
    } finally {
      await open?.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
