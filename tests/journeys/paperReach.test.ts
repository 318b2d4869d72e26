import { describe, expect, it } from 'vitest';
import { expectAccessible, signIn } from './browser.ts';
import { journey } from './journey.ts';
import { accounts, editorStands, paperPath, saved, troubles, typeIn } from './paperPage.ts';

const house = journey();
const { visitor, writer } = house;

describe.each([
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1050 },
  { theme: 'dark', width: 360 },
  { theme: 'light', width: 360 },
] as const)('the paper, $theme $width px', (view) => {
  it('is accessible, fits the screen and breaks no policy', async () => {
    const { page } = await visitor(null, view);
    const found = troubles(page);
    await signIn(page, accounts.chair);
    await page.goto(await paperPath(page));
    await editorStands(page);
    const other = await writer(accounts.member);
    await typeIn(other.page, 'relevance', 'En til. ');
    await saved(page);
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(view.width);
    const mark = page.locator('[data-save] > span:not([aria-hidden="true"])');
    expect(await mark.isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Mere', exact: true }).click();
    await page.getByRole('button', { name: 'Tastaturgenveje' }).click();
    await page.getByRole('dialog', { name: 'Tastaturgenveje' }).waitFor();
    await expectAccessible(page);
    expect(found).toEqual([]);
  });
});

describe('on a phone', () => {
  it('one writes with the tools at hand and finds the way by the outline', async () => {
    const { page } = await writer(accounts.chair, { width: 360 });
    expect(await page.getByRole('toolbar').isVisible()).toBe(false);
    await typeIn(page, 'economicEffect', 'Fra telefonen. ');
    await page.getByRole('toolbar').waitFor();
    await saved(page);
    await page.getByRole('button', { name: 'Indhold' }).click();
    const sheet = page.getByRole('dialog', { name: 'Indhold' });
    await sheet.getByRole('link', { name: 'Relevans' }).click();
    await sheet.waitFor({ state: 'hidden' });
    await expect
      .poll(() =>
        page.locator('.paper-section[aria-label="Relevans"]').evaluate((section) => Math.round(section.getBoundingClientRect().top)),
      )
      .toBeLessThan(300);
  });
});

describe('on paper', () => {
  it('the text stands alone, without guidance, under what it is and when it was printed', async () => {
    const { page } = await writer(accounts.chair);
    const blank = page.locator('.ProseMirror .is-blank').first();
    const guidance = () => blank.evaluate((one) => getComputedStyle(one, '::before').content);
    expect(await guidance()).not.toBe('none');
    await page.emulateMedia({ media: 'print' });
    expect(await guidance()).toBe('none');
    expect(await page.locator('.print-head').innerText()).toMatch(
      /^Engangsservice og takeaway\s+Udkast, runde 1 · udskrevet \d+\.\s\p{L}+\s\d{4}\skl\.\s\d+\.\d\d$/u,
    );
    for (const screen of ['header.bar', '.toolrow', '.section-tools', '#threads']) {
      expect(await page.locator(screen).first().isVisible(), screen).toBe(false);
    }
  });
});

describe('with the keyboard alone', () => {
  it('one opens the paper, writes in bold, adds a point, undoes and leaves', async () => {
    const { page } = await visitor(accounts.chair);
    const path = await paperPath(page);
    await page.goto(path);
    await editorStands(page);
    await saved(page);
    const points = () => page.locator('.paper-section[data-section="target"] .paper-section-body > .target-point').count();
    const before = await points();

    // To the second point by the outline, as a link that Enter follows.
    const link = page.locator('.points a').nth(1);
    for (let step = 0; step < 20 && !(await link.evaluate((element) => element === document.activeElement)); step += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.ProseMirror').evaluate((editor) => editor === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+b');
    await page.keyboard.type('Fed ');
    await page.keyboard.press('Control+b');
    await page.locator('.ProseMirror strong', { hasText: 'Fed' }).waitFor();
    await page.keyboard.press('Escape');
    const toolbar = page.getByRole('toolbar');
    expect(await toolbar.evaluate((bar) => bar.contains(document.activeElement))).toBe(true);
    for (let step = 0; step < 30; step += 1) {
      if ((await page.evaluate(() => document.activeElement?.getAttribute('data-tool'))) === 'point') break;
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('Enter');
    await expect.poll(points).toBe(before + 1);
    await page.keyboard.type('Nyt punkt');
    await page.locator('.target-point', { hasText: 'Nyt punkt' }).waitFor();
    for (let step = 0; step < 10 && (await points()) > before; step += 1) await page.keyboard.press('Control+z');
    await expect.poll(points).toBe(before);

    await saved(page);
    await page.keyboard.press('Alt+F10');
    expect(await toolbar.evaluate((bar) => bar.contains(document.activeElement))).toBe(true);
    const back = page.getByRole('link', { name: /Til gruppen/ });
    for (let step = 0; step < 60 && !(await back.evaluate((element) => element === document.activeElement)); step += 1)
      await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/groups\//);
  });
});
