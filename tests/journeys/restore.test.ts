import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, type View } from './browser.ts';
import { journey } from './journey.ts';
import { accounts, editorStands, saved, same, textOf, troubles, typeIn } from './paperPage.ts';

const house = journey();
const { visitor } = house;

async function writer(mail: string, view: View = {}): Promise<Page> {
  return (await house.writer(mail, view)).page;
}

async function api(page: Page, path: string, data?: object): Promise<Record<string, unknown>> {
  const headers = { origin: house.served.url };
  const answer = data === undefined ? await page.request.get(path) : await page.request.post(path, { data, headers });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as Record<string, unknown>;
}

/** The number of the last edit of the first round. */
async function head(page: Page, paper: string): Promise<number> {
  const { rounds } = (await api(page, `/api${paper}/history`)) as { rounds: { head: number }[] };
  return rounds[0]?.head ?? 0;
}

const offer = 'Hent denne tekst frem igen';
const confirm = 'Hent teksten frem';

describe('an earlier text', () => {
  it('is brought back by one while another has the text open; nothing is doubled, and a thread stays at its words', async () => {
    const [chair, member] = await Promise.all([writer(accounts.chair), writer(accounts.member)]);
    const found = [troubles(chair), troubles(member)];
    const paper = new URL(chair.url()).pathname;
    const { id } = await api(member, `/api${paper}/threads`, { anchor: { quote: 'Kravet skal indgå' }, body: 'Hvem skal det?' });
    const words = member.locator(`.ProseMirror [data-threads~="${String(id)}"]`);
    await expect.poll(() => words.allTextContents()).toEqual(['Kravet skal indgå']);
    const before = await same(chair, member);
    const then = await head(chair, paper);
    await typeIn(chair, 'relevance', 'Skrevet ved en fejl. ');
    await saved(chair);

    await chair.goto(`${paper}/history?round=1&number=${then}`);
    await chair.getByRole('link', { name: offer }).click();
    await chair.locator('.redline del', { hasText: 'Skrevet ved en fejl.' }).waitFor();
    await chair.getByText('Alle åbne kommentarer beholder deres plads').waitFor();
    await expectAccessible(chair);

    // What is written after one looked is shown first; the second time one means it.
    await typeIn(member, 'economicEffect', 'Skrevet imens. ');
    await saved(member);
    await chair.getByRole('button', { name: confirm }).click();
    await chair.getByRole('alert').getByText('Teksten er ændret siden').waitFor();
    await chair.locator('.redline del', { hasText: 'Skrevet imens.' }).waitFor();
    await chair.getByRole('button', { name: confirm }).click();
    await chair.waitForURL(`${house.served.url}${paper}`);
    await editorStands(chair);
    await chair.getByText('Den tidligere tekst er hentet frem', { exact: false }).first().waitFor();

    await expect.poll(() => textOf(member), { timeout: 20_000 }).toBe(before);
    expect(await same(chair, member)).toBe(before);
    await expect.poll(() => words.allTextContents()).toEqual(['Kravet skal indgå']);
    await typeIn(member, 'relevance', 'Videre herfra. ');
    await saved(member);
    await expect.poll(() => textOf(chair)).toContain('Videre herfra. ');

    // Nothing of what has been is gone: it can be seen, and be brought back in its turn.
    await chair.goto(`${paper}/history?round=1&number=${(await head(chair, paper)) - 1}`);
    await chair.getByRole('link', { name: 'Tidligere' }).click();
    await chair.getByRole('link', { name: offer }).waitFor();
    expect(found.flat()).toEqual([]);
  });
});

describe.each([
  { locale: 'da', theme: 'light', width: 1440 },
  { locale: 'en', theme: 'dark', width: 360 },
] as const)('the page that brings a version back, $locale $theme $width px', (view) => {
  it('is reached from the version, is accessible and fits the screen', async () => {
    const chair = await writer(accounts.chair, view);
    const paper = new URL(chair.url()).pathname;
    const { id } = await api(chair, `/api${paper}/versions`, { purpose: 'milestone', reason: 'Før vi skriver om.' });
    await typeIn(chair, 'relevance', 'Mere. ');
    await saved(chair);
    await chair.goto(`/versions/${String(id)}`);
    if ((await chair.getAttribute('html', 'lang')) !== view.locale) await chair.locator('button[name="locale"]').click();
    await chair.locator(`html[lang="${view.locale}"]`).waitFor();
    try {
      await chair.getByRole('link', { name: view.locale === 'da' ? offer : 'Bring this text back' }).click();
      await chair.locator('.redline del', { hasText: 'Mere.' }).first().waitFor();
      await expectAccessible(chair);
      expect(await chair.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    } finally {
      // The language follows the person, and the next tests read Danish.
      if (view.locale !== 'da') await chair.locator('button[name="locale"]').click();
      await chair.locator('html[lang="da"]').waitFor();
    }
  });
});

// The last: a lock is for good.
describe('an earlier text', () => {
  it('is brought back without scripts, not by those who only read, and not while the text is locked', async () => {
    const chair = await writer(accounts.chair);
    const paper = new URL(chair.url()).pathname;
    const then = await head(chair, paper);
    await typeIn(chair, 'relevance', 'Skrevet ved en fejl. ');
    await saved(chair);

    const state = await chair.context().storageState();
    const plain = await visitor(null, { javaScript: false });
    await plain.context.addCookies(state.cookies.filter(({ name }) => name === 'samskriv_session'));
    await plain.page.goto(`${paper}/history?round=1&number=${then}`);
    await plain.page.getByRole('link', { name: offer }).click();
    await plain.page.getByRole('button', { name: confirm }).click();
    await plain.page.waitForURL(`${house.served.url}${paper}`);
    await plain.page.locator('.paper-text').first().waitFor();
    expect(await plain.page.locator('.paper-text').first().textContent()).not.toContain('Skrevet ved en fejl.');
    await expect.poll(() => textOf(chair)).not.toContain('Skrevet ved en fejl.');
    const address = `${paper}/restore?round=1&number=${then}`;
    await plain.page.goto(address);
    await plain.page.getByText('Teksten er den samme i dag').waitFor();
    expect((await plain.page.goto(`${paper}/restore?round=1&number=9999`))?.status()).toBe(404);

    const observer = await visitor(accounts.observer);
    await observer.page.goto(`${paper}/history?round=1&number=${then}`);
    await observer.page.locator('.paper-text').waitFor();
    expect(await observer.page.getByRole('link', { name: offer }).count()).toBe(0);
    expect((await observer.page.goto(address))?.status()).toBe(403);

    // The round is closed between the look and the act.
    await typeIn(chair, 'relevance', 'Skrevet til sidst. ');
    await saved(chair);
    await plain.page.goto(address);
    await api(chair, `/api${paper}/versions`, { purpose: 'steeringConsideration', reason: 'Gruppen blev enig.' });
    await plain.page.getByRole('button', { name: confirm }).click();
    await plain.page.getByText('Teksten er låst og kan ikke ændres.').waitFor();
    await plain.page.getByText('Teksten er låst til styregruppens behandling').waitFor();
    expect(await plain.page.getByRole('button', { name: confirm }).count()).toBe(0);
    await plain.page.goto(`${paper}/history?round=1&number=${then}`);
    expect(await plain.page.getByRole('link', { name: offer }).count()).toBe(0);
  });
});
