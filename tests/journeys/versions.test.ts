import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, hydrated, signIn } from './browser.ts';
import { journey } from './journey.ts';
import { accounts, editorStands, keptOnDevice, paperPath, saved, saveMark, textOf, troubles, typeIn } from './paperPage.ts';

// A lock is for good: each journey has a house of its own.
const house = journey({ each: true });
const { visitor, writer } = house;

const purposes = { steering: 'Til styregruppens behandling', milestone: 'Milepæl' };

/** Locks from the paper, and resolves on the version's page. */
async function lock(page: Page, purpose: string, reason: string, until = ''): Promise<void> {
  await page.getByRole('button', { name: 'Lås version' }).click();
  await page.getByRole('link', { name: 'Lås version' }).click();
  const dialog = page.getByRole('dialog', { name: 'Lås version' });
  await dialog.getByRole('heading', { name: 'Det er ikke afsluttet' }).waitFor();
  await dialog.getByRole('radio', { name: purpose }).check();
  await dialog.getByLabel('Begrundelse').fill(reason);
  if (until !== '') await dialog.getByLabel('Låst til').fill(until);
  await dialog.getByRole('button', { name: 'Lås version' }).click();
  await page.waitForURL(/\/versions\//);
}

describe('a chair locks while two others write', () => {
  it('everybody becomes a reader where they are and is told who, when, for what and until when', async () => {
    const [chair, member, buyer] = await Promise.all([writer(accounts.chair), writer(accounts.member), writer(accounts.buyer)]);
    const found = [troubles(chair.page), troubles(member.page)];
    await typeIn(member.page, 'relevance', 'Skrevet før låsen. ');
    await typeIn(buyer.page, 'economicEffect', 'Også før låsen. ');
    await Promise.all([saved(member.page), saved(buyer.page)]);
    const before = await member.page.evaluate(() => ({ scroll: scrollY, text: getSelection()?.anchorNode?.textContent }));

    // What is typed without a connection when the lock falls is shown, and can be copied.
    await buyer.context.setOffline(true);
    await typeIn(buyer.page, 'economicEffect', 'Nåede ikke frem. ');
    await expect.poll(() => saveMark(buyer.page)).toBe('unsent');

    await lock(chair.page, purposes.steering, 'Gruppen blev enig på møde 4.', '2031-12-14');
    const text = await chair.page.locator('.sealed .paper-text').textContent();
    expect(text).toContain('Skrevet før låsen. ');
    expect(text).toContain('Også før låsen. ');
    expect(text).not.toContain('Nåede ikke frem. ');

    const banner = member.page.getByText('Teksten er låst til styregruppens behandling');
    await banner.waitFor();
    await member.page.getByText('Låst af Karen Lindholm, Strandholt Kommune, i dag').waitFor();
    await member.page.getByText('Låst til 14. december 2031').waitFor();
    await expect.poll(() => member.page.locator('.ProseMirror').getAttribute('contenteditable')).toBe('false');
    expect(await member.page.getByText('Du kan ikke længere skrive her').count()).toBe(0);
    const after = await member.page.evaluate(() => ({ scroll: scrollY, text: getSelection()?.anchorNode?.textContent }));
    expect(after.text).toBe(before.text);
    expect(Math.abs(after.scroll - before.scroll)).toBeLessThanOrEqual(2);
    await expectAccessible(member.page);

    await buyer.context.setOffline(false);
    await buyer.page.getByText('Karen Lindholm, Strandholt Kommune låste versionen', { exact: false }).first().waitFor();
    await buyer.page.getByRole('button', { name: 'Se teksten' }).click();
    await buyer.page.getByRole('dialog').getByText('Nåede ikke frem. ').waitFor();
    await expect.poll(() => textOf(buyer.page)).not.toContain('Nåede ikke frem. ');

    await member.page.getByRole('link', { name: 'Se version 1' }).click();
    await member.page.getByRole('heading', { name: 'Version 1, til styregruppens behandling' }).waitFor();
    await member.page.getByRole('button', { name: 'Kontrollér versionen' }).click();
    await member.page.getByText('Versionen er uændret').waitFor();
    await expectAccessible(member.page);
    expect(found.flat()).toEqual([]);
  });

  it('the other who leads and locks too late is told who did it, and loses nothing typed', async () => {
    const chair = await writer(accounts.chair);
    const office = await visitor(accounts.secretariat);
    await office.page.goto(`${await paperPath(office.page)}/lock`);
    await office.page.getByLabel('Begrundelse').fill('Fristen er i dag.');
    await lock(chair.page, purposes.steering, 'Gruppen blev enig.');
    await office.page.getByRole('button', { name: 'Lås version' }).click();
    await office.page.getByText('Karen Lindholm har allerede låst versionen, i dag', { exact: false }).waitFor();
    expect(await office.page.getByLabel('Begrundelse').inputValue()).toBe('Fristen er i dag.');
    await office.page.getByRole('link', { name: 'Se den version, der er låst' }).click();
    await office.page.getByRole('heading', { name: /^Version 1/ }).waitFor();
  });

  it('on a slow network keeps what is typed, chosen and unfolded before the scripts have come', async () => {
    const chair = await visitor(null);
    const { page } = chair;
    await signIn(page, accounts.chair);
    const paper = await paperPath(page);
    let held = Promise.withResolvers<void>();
    await page.route('**/_app/immutable/**/*.js', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.goto(`${paper}/lock`, { waitUntil: 'commit' });
    await page.getByLabel('Begrundelse').fill('Skrevet i toget.');
    await page.getByRole('radio', { name: purposes.milestone }).check();
    await page.getByLabel('Låst til').fill('2031-12-14');
    held.resolve();
    await hydrated(page);
    expect(await page.getByLabel('Begrundelse').inputValue()).toBe('Skrevet i toget.');
    expect(await page.getByRole('radio', { name: purposes.milestone }).isChecked()).toBe(true);
    expect(await page.getByLabel('Låst til').inputValue()).toBe('2031-12-14');

    held = Promise.withResolvers<void>();
    await page.goto('/', { waitUntil: 'commit' });
    const group = await page.locator('.group h3 a', { hasText: 'Engangsservice' }).getAttribute('href');
    await page.goto(group ?? '', { waitUntil: 'commit' });
    await page.locator('summary', { hasText: 'Flyt styregruppens møde' }).click();
    await page.getByLabel('Styregruppens møde').fill('2031-12-15');
    held.resolve();
    await hydrated(page);
    expect(await page.getByLabel('Styregruppens møde').inputValue()).toBe('2031-12-15');
    expect(await page.getByRole('button', { name: 'Gem datoen' }).isVisible()).toBe(true);
  });

  it('a milestone is told quietly, and writing goes on', async () => {
    const [chair, member] = await Promise.all([writer(accounts.chair), writer(accounts.member)]);
    await lock(chair.page, purposes.milestone, 'Før vi skriver om.');
    await member.page.getByText('Karen Lindholm har gemt en milepæl').waitFor();
    await typeIn(member.page, 'relevance', 'Skriver videre. ');
    await saved(member.page);
    expect(await textOf(member.page)).toContain('Skriver videre. ');
    await member.page.getByRole('button', { name: 'Skjul' }).click();
    await expect.poll(() => member.page.getByText('har gemt en milepæl').count()).toBe(0);
  });
});

describe('a new round', () => {
  it('takes the writing on; a browser that was away may copy what never arrived, and nothing of it comes back by itself', async () => {
    const [chair, member, buyer] = await Promise.all([writer(accounts.chair), writer(accounts.member), writer(accounts.buyer)]);
    const paper = new URL(chair.page.url()).pathname;
    await buyer.context.setOffline(true);
    await typeIn(buyer.page, 'economicEffect', 'Skrevet i toget. ');
    await expect.poll(() => saveMark(buyer.page)).toBe('unsent');
    await keptOnDevice(buyer.page);
    await buyer.page.close();

    await lock(chair.page, purposes.steering, 'Gruppen blev enig.');
    await chair.page.getByText('Åbn ny runde').first().click();
    const round = chair.page.locator('details[open]');
    await round.getByLabel('Begrundelse').fill('Bemærkningerne skal ind.');
    await round.getByRole('button', { name: 'Åbn ny runde' }).click();
    await chair.page.waitForURL(paper);
    await editorStands(chair.page);
    await typeIn(chair.page, 'relevance', 'I runde to. ');
    await saved(chair.page);

    await member.page.getByRole('link', { name: 'Gå til runde 2' }).click();
    await expect.poll(() => textOf(member.page)).toContain('I runde to. ');

    await buyer.context.setOffline(false);
    const back = await buyer.context.newPage();
    await back.goto(paper);
    await back.getByText('Det her skrev du i runde 1.', { exact: false }).waitFor();
    await back.getByRole('button', { name: 'Se teksten' }).click();
    await back.getByRole('dialog').getByText('Skrevet i toget. ').waitFor();
    await back.getByRole('button', { name: 'Kassér teksten' }).click();
    expect(await textOf(back)).toContain('I runde to. ');
    expect(await textOf(back)).not.toContain('Skrevet i toget. ');
    await back.reload();
    await saved(back);
    expect(await back.getByRole('button', { name: 'Se teksten' }).count()).toBe(0);
    expect(await textOf(chair.page)).not.toContain('Skrevet i toget. ');
  });
});

describe('talk about a version', () => {
  it('is opened on selected words, answered and ended, and says where the words stand today', async () => {
    const [chair, observer] = await Promise.all([writer(accounts.chair), visitor(null)]);
    await lock(chair.page, purposes.steering, 'Gruppen blev enig.');
    const { page } = observer;
    await signIn(page, accounts.observer);
    await page.goto(new URL(chair.page.url()).pathname);
    const words = page.locator('.paper-text p', { hasText: 'Kravet skal indgå' }).first();
    await words.dblclick({ position: { x: 60, y: 12 } });
    const quote = await page.evaluate(() => getSelection()?.toString().trim() ?? '');
    await page.getByRole('button', { name: 'Kommentér det markerede' }).click();
    const dialog = page.getByRole('dialog', { name: 'Ny kommentar' });
    await dialog.getByRole('button', { name: 'Send kommentar' }).click();
    await dialog.locator('.error').waitFor();
    await dialog.getByLabel('Kommentar').fill('Er det **tydeligt** nok?');
    await dialog.getByRole('button', { name: 'Send kommentar' }).click();
    const thread = page.locator('article', { hasText: 'Er det tydeligt nok?' });
    await thread.waitFor();
    expect(await thread.locator('blockquote').textContent()).toBe(quote);
    await thread.getByRole('link', { name: 'Se stedet i teksten i dag: punkt 1.a' }).waitFor();
    await thread.getByText('Skriv et svar').click();
    await thread.getByLabel('Kommentar').fill('Ja.');
    await thread.getByRole('button', { name: 'Send svar' }).click();
    await thread.getByText('Ja.', { exact: true }).waitFor();
    await thread.getByRole('button', { name: 'Afslut' }).click();
    await thread.getByRole('button', { name: 'Genåbn' }).waitFor();
    await expectAccessible(page);
    const csv = await page.request.get((await page.getByRole('link', { name: 'Hent som regneark (CSV)' }).getAttribute('href')) ?? '');
    expect(await csv.text()).toContain('Er det tydeligt nok?');
  });
});

describe('the history', () => {
  it('shows the text as it was, and who wrote it, without scripts too', async () => {
    const chair = await writer(accounts.chair);
    const paper = new URL(chair.page.url()).pathname;
    await typeIn(chair.page, 'relevance', 'Ord til historien. ');
    await saved(chair.page);
    const state = await chair.context.storageState();
    const { context, page } = await visitor(null, { javaScript: false });
    await context.addCookies(state.cookies.filter(({ name }) => name === 'samskriv_session'));
    await page.goto(`${paper}/history`);
    await page.getByRole('button', { name: 'Vis teksten' }).click();
    const own = page.locator('.paper-text .by', { hasText: 'Ord til historien.' });
    expect(await own.first().getAttribute('title')).toBe('Karen Lindholm');
    await page.getByRole('link', { name: 'Tidligere' }).click();
    await expect.poll(() => page.locator('.paper-text').textContent()).not.toContain('Ord til historien.');
    await page.goto(`${paper}/history?at=i+morgen`);
    await page.locator('.field .error').waitFor();
    await expectAccessible(chair.page);
    await chair.page.goto(`${paper}/history?round=1&number=2`);
    await chair.page.getByRole('slider').waitFor();
    await expectAccessible(chair.page);
  });
});

describe('without scripts', () => {
  it('one locks, reads and verifies, and an error stands at its field', async () => {
    const { page } = await visitor(null, { javaScript: false });
    await page.goto('/');
    await page.locator('form[action="?/signIn"] input[type="email"]').fill(accounts.chair);
    await page.locator('form[action="?/signIn"] input[type="password"]').fill('samskriv');
    await page.locator('form[action="?/signIn"] button.main').click();
    await page.goto(await paperPath(page));
    await page.getByRole('button', { name: 'Lås version' }).click();
    await page.getByRole('link', { name: 'Lås version' }).click();
    await page.getByRole('radio', { name: 'Til endelig godkendelse' }).check();
    await page.getByRole('button', { name: 'Lås version' }).click();
    await page.locator('.field:has(textarea) .error').waitFor();
    expect(await page.getByRole('radio', { name: 'Til endelig godkendelse' }).isChecked()).toBe(true);
    await page.getByLabel('Begrundelse').fill('Styregruppen skal godkende.');
    await page.getByRole('button', { name: 'Lås version' }).click();
    await page.getByRole('heading', { name: 'Version 1, til endelig godkendelse' }).waitFor();
    await page.getByRole('button', { name: 'Kontrollér versionen' }).click();
    await page.getByText('Versionen er uændret').waitFor();
    const file = await page.request.get(`${new URL(page.url()).pathname}/file?format=txt`);
    expect(file.headers()['content-disposition']).toContain('engangsservice-og-takeaway-version-1.txt');
    expect(await file.text()).toContain('Styregruppen skal godkende.');
  });
});

describe.each([
  { locale: 'da', theme: 'light', width: 1440 },
  { locale: 'en', theme: 'dark', width: 360 },
] as const)('the pages of versions, $locale $theme $width px', (view) => {
  it('are accessible and fit the screen', async () => {
    const chair = await writer(accounts.chair);
    await lock(chair.page, purposes.steering, 'Gruppen blev enig.');
    const version = new URL(chair.page.url()).pathname;
    const { page } = await visitor(accounts.observer, view);
    if ((await page.getAttribute('html', 'lang')) !== view.locale) await page.locator('button[name="locale"]').click();
    await page.locator(`html[lang="${view.locale}"] #waiting`).waitFor();
    const paper = await paperPath(page);
    for (const place of [version, `${paper}/history`, paper]) {
      await page.goto(place);
      if (place === paper) await editorStands(page);
      await expectAccessible(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(over, place).toBeLessThanOrEqual(0);
    }
  });
});
