import { describe, expect, it } from 'vitest';
import { journey } from './journey.ts';
import { accounts, paperPath, same, saved, saveMark, textOf, troubles, typeIn } from './paperPage.ts';

const house = journey();
const { visitor, writer } = house;

describe('a paper with several people in it', () => {
  it('shows three people the same text when all type at once, and who is where', async () => {
    const [anna, jens, karen] = await Promise.all([writer(accounts.chair), writer(accounts.member), writer(accounts.buyer)]);
    // In one paragraph three people's letters may lie between each other's, but none is lost or doubled.
    const letters = ['ŋ', 'ʒ', 'þ'] as const;
    await Promise.all([anna, jens, karen].map(({ page }, index) => typeIn(page, 'relevance', letters[index]!.repeat(40))));
    await typeIn(karen.page, 'economicEffect', 'Indkøb skrev her. ');
    await Promise.all([saved(anna.page), saved(jens.page), saved(karen.page)]);
    const text = await same(anna.page, jens.page);
    expect(await same(anna.page, karen.page)).toBe(text);
    for (const letter of letters) expect([...text].filter((one) => one === letter)).toHaveLength(40);
    expect(text).toContain('Indkøb skrev her. ');

    await anna.page.getByRole('button', { name: /2 andre er her nu/ }).click();
    await anna.page.getByText('i Økonomisk effekt').waitFor();
    await expect.poll(() => anna.page.locator('.ProseMirror .caret').count()).toBe(2);
  });

  it('undoes only what one wrote oneself', async () => {
    const [anna, jens] = await Promise.all([writer(accounts.chair), writer(accounts.member)]);
    // In one go: letters with a pause between them are undone apart.
    await typeIn(anna.page, 'relevance', '');
    await anna.page.keyboard.insertText('ANNAS ');
    await saved(anna.page);
    await expect.poll(() => textOf(jens.page)).toContain('ANNAS');
    await typeIn(jens.page, 'environmentalEffect', 'JENSES ');
    await saved(jens.page);
    await expect.poll(() => textOf(anna.page)).toContain('JENSES');
    await anna.page.keyboard.press('Control+z');
    await expect.poll(() => textOf(jens.page)).not.toContain('ANNAS');
    expect(await textOf(jens.page)).toContain('JENSES');
  });

  it('adds, moves and removes an example, each taken back by one undo', async () => {
    const { page } = await writer(accounts.chair);
    const titles = () => page.locator('[data-section="tenderText"] h2').allInnerTexts();
    const before = await titles();
    await page.getByRole('button', { name: `Status for ${before[0]}` }).click();
    await page.getByRole('button', { name: 'Flyt ned' }).click();
    await expect.poll(titles).toEqual([before[1], before[0], ...before.slice(2)]);
    await page.getByRole('button', { name: `Status for ${before[1]}` }).click();
    await page.getByRole('button', { name: 'Fjern afsnit' }).click();
    await expect.poll(titles).toEqual([before[0], ...before.slice(2)]);
    await page.getByRole('button', { name: 'Fortryd' }).click();
    await expect.poll(titles).toEqual([before[1], before[0], ...before.slice(2)]);
    await page.getByRole('button', { name: 'Fortryd' }).click();
    await expect.poll(titles).toEqual(before);
    await page.getByRole('button', { name: 'Tilføj udbudstekst' }).first().click();
    await expect.poll(async () => (await titles()).length).toBe(before.length + 1);
    await page.keyboard.type('Ny tekst');
    await expect.poll(titles).toContain('Ny tekst');
    await page.getByRole('button', { name: 'Status for Ny tekst' }).click();
    await page.getByRole('button', { name: 'Udkast', exact: true }).click();
    await page.getByRole('button', { name: 'Status for Ny tekst: Udkast' }).waitFor();
    await saved(page);
  });
});

describe('who reads only', () => {
  it('an observer reads the same paper, is told why, and cannot write', async () => {
    const watcher = await writer(accounts.observer);
    await watcher.page.getByText('Du læser med som observatør').waitFor();
    expect(await watcher.page.locator('.ProseMirror').getAttribute('contenteditable')).toBe('false');
    expect(await watcher.page.getByRole('toolbar').count()).toBe(0);
    expect(await saveMark(watcher.page)).toBeNull();
    const anna = await writer(accounts.chair);
    await typeIn(anna.page, 'relevance', 'Set af observatøren. ');
    await expect.poll(() => textOf(watcher.page)).toContain('Set af observatøren.');
  });

  it('the text reads without scripts', async () => {
    const { page } = await visitor(accounts.chair, { javaScript: false });
    await page.goto(await paperPath(page));
    await page.getByRole('heading', { name: 'Engangsservice og takeaway', level: 2 }).waitFor();
    expect(await page.locator('.points > li').count()).toBeGreaterThan(5);
  });

  it("another group's paper is not found", async () => {
    const { page } = await writer(accounts.chair);
    const path = await paperPath(page);
    const stranger = await visitor(accounts.colleague);
    expect((await stranger.page.goto(path))?.status()).toBe(404);
    expect((await stranger.page.goto('/papers/not-an-id'))?.status()).toBe(404);
  });
});

describe('what is pasted', () => {
  it('is inert, and the content policy has nothing to report (row 46)', async () => {
    const { page } = await writer(accounts.chair);
    const found = troubles(page);
    await typeIn(page, 'economicEffect', ' ');
    await page.locator('.ProseMirror').evaluate((editor) => {
      const data = new DataTransfer();
      data.setData(
        'text/html',
        '<p onclick="window.hit=1">Indsat<script>window.hit=1</script><img src=x onerror="window.hit=1"><svg onload="window.hit=1"></svg>' +
          '<a href="javascript:window.hit=1">link</a><span style="color:red">rød</span></p><iframe src="/"></iframe>',
      );
      editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    });
    await expect.poll(() => textOf(page)).toContain('Indsat');
    await saved(page);
    const inside = await page.locator('.ProseMirror').evaluate((editor) => ({
      bad: editor.querySelectorAll('script, iframe, svg[onload], img:not([class]), [onclick], [onerror], a[href^="javascript"], p [style]')
        .length,
      hit: 'hit' in window,
    }));
    expect(inside).toEqual({ bad: 0, hit: false });
    await page.reload();
    await page.locator('.ProseMirror').waitFor();
    expect(found).toEqual([]);
  });
});
