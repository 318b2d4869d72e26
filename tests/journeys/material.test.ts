import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, openBrowser, openPerson, signIn, type View } from './browser.ts';
import { accounts, editorStands, paperPath } from './paperPage.ts';
import { serve, type Served } from './serve.ts';

let served: Served;
let browser: Browser;

beforeAll(async () => {
  [served, browser] = await Promise.all([serve(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

async function inGroup(mail: string, view: View = {}): Promise<{ page: Page; base: string }> {
  const { page } = await openPerson(browser, served.url, view);
  await signIn(page, mail);
  const groups = (await (await page.request.get('/api/groups')).json()) as { id: string; title: string }[];
  return { page, base: `/groups/${groups.find(({ title }) => title.startsWith('Engangsservice'))!.id}` };
}

const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

describe('material', () => {
  it('2.4 is added without scripts, says at the field what cannot come in, and goes out as a file', async () => {
    const { page, base } = await inGroup(accounts.member, { javaScript: false, width: 360 });
    await page.goto(`${base}/material`);
    const add = page.locator('section[aria-labelledby="other"]');
    await add.locator('summary', { hasText: 'Tilføj fil' }).click();
    const form = add.locator('form[action="?/addFile"]');
    await form
      .locator('input[type="file"]')
      .setInputFiles({ name: 'side.html', mimeType: 'text/html', buffer: Buffer.from('<html></html>') });
    await form.getByLabel('Titel').fill('Referenceliste');
    await form.getByRole('button', { name: 'Tilføj fil' }).click();
    await page.getByText('Filens indhold er ikke af en type').waitFor();
    expect(await form.getByLabel('Titel').inputValue()).toBe('Referenceliste');
    await form.locator('input[type="file"]').setInputFiles({ name: 'liste.pdf', mimeType: 'application/pdf', buffer: pdf });
    await form.getByRole('button', { name: 'Tilføj fil' }).click();
    await page.getByText('Materialet er tilføjet.').waitFor();
    const file = page.getByRole('link', { name: 'Referenceliste' });
    const answer = await page.request.get((await file.getAttribute('href'))!);
    expect((await answer.body()).equals(pdf)).toBe(true);
    expect(answer.headers()['content-disposition']).toContain('attachment');
    await page.context().close();
  });

  it.each([360, 1280])('is found by whoever may see it, on accessible pages %i wide', async (width) => {
    const { page, base } = await inGroup(accounts.chair, { width });
    const mapping = `${base}/mapping`;
    for (const path of [`${base}/material`, mapping, `${mapping}/found/paste`, `${base}/proposals`, '/knowledge', '/search?q=papkrus']) {
      await page.goto(path);
      await expectAccessible(page);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wider, `${path} at ${String(width)}`).toBe(0);
    }
    await page.getByRole('link', { name: 'Oplæg: PFAS i papemballage' }).waitFor();
    await page.context().close();
  });
});

describe('an expert’s presentation', () => {
  it('1.4 is put to the agenda item with its file by the expert, on a phone without scripts, and opened by the group', async () => {
    const { page: chair, base } = await inGroup(accounts.chair);
    await chair.goto(`${base}/meetings`);
    const path = await chair.evaluate(async (group) => {
      const asked = async (path: string) => (await fetch(`/api${path}`)).json() as Promise<never>;
      const [people, meetings] = await Promise.all([
        asked(`${group}`).then(({ roster }: { roster: { id: string; role: string }[] }) => roster),
        asked(`${group}/meetings`) as Promise<{ id: string; state: string }[]>,
      ]);
      const { id } = meetings.find(({ state }) => state === 'planned')!;
      const { items }: { items: { id: string }[] } = await asked(`/meetings/${id}`);
      const presentation = { title: 'Slid på kopper', presenter: people.find(({ role }) => role === 'expert')!.id };
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(presentation);
      const planned = await fetch(`/api/items/${items[0]!.id}/presentations`, { method: 'POST', headers, body });
      if (!planned.ok) throw new Error(await planned.text());
      return `/meetings/${id}`;
    }, base);

    const { page: expert } = await inGroup('ekspert@viden.example', { javaScript: false, width: 360 });
    await expert.goto(`${base}/material`);
    await expert.locator('section[aria-labelledby="other"] summary', { hasText: 'Tilføj fil' }).click();
    const upload = expert.locator('section[aria-labelledby="other"] form[action="?/addFile"]');
    await upload.getByLabel('Titel').fill('Slides om slid');
    await upload.locator('input[type="file"]').setInputFiles({ name: 'slid.pdf', mimeType: 'application/pdf', buffer: pdf });
    await upload.getByRole('button', { name: 'Tilføj fil' }).click();
    await expert.getByText('Materialet er tilføjet.').waitFor();
    await expert.goto(path);
    const mine = expert.locator('.presentation', { hasText: 'Slid på kopper' });
    await mine.locator('summary', { hasText: 'Ret oplægget' }).click();
    await mine.getByLabel('Hvad handler det om?').fill('');
    await mine.getByLabel('Fil fra materialet').selectOption({ label: 'Slides om slid' });
    await mine.getByLabel('Noter').fill('Kopperne holder 80 gange.');
    await mine.getByLabel('Oplægget er holdt').check();
    await mine.getByRole('button', { name: 'Gem', exact: true }).click();
    // The refusal stands at its field, and what was chosen and typed is still there.
    await mine.locator('[aria-invalid="true"][name="title"]').waitFor();
    expect(await mine.getByLabel('Noter').inputValue()).toBe('Kopperne holder 80 gange.');
    await mine.getByLabel('Hvad handler det om?').fill('Slid på kopper');
    await mine.getByRole('button', { name: 'Gem', exact: true }).click();
    await mine.getByRole('link', { name: 'Åbn filen' }).waitFor();

    const { page: observer } = await inGroup(accounts.observer);
    await observer.goto(path);
    const shown = observer.locator('.presentation', { hasText: 'Slid på kopper' });
    await shown.getByText('Kopperne holder 80 gange.').waitFor();
    expect(await shown.locator('summary').count()).toBe(0);
    await expectAccessible(observer);
    const file = await observer.request.get((await shown.getByRole('link', { name: 'Åbn filen' }).getAttribute('href'))!);
    expect((await file.body()).equals(pdf)).toBe(true);
    await Promise.all([chair, expert, observer].map((page) => page.context().close()));
  });
});

describe('two who change the same material', () => {
  it('both see both texts, and the group is told of what is new', async () => {
    const [one, other] = await Promise.all([inGroup(accounts.chair), inGroup(accounts.secretariat)]);
    await one.page.goto(`${one.base}/material`);
    const add = one.page.locator('section[aria-labelledby="other"]');
    await add.locator('summary', { hasText: 'Tilføj note' }).click();
    await add.locator('form[action="?/addNote"]').getByLabel('Titel').fill('Besøg hos Lyngvig');
    await add.locator('form[action="?/addNote"]').getByRole('button').click();
    await one.page.getByText('Materialet er tilføjet.').waitFor();
    await other.page.goto(`${other.base}/material`);
    const notes = await Promise.all(
      [one, other].map(async ({ page }) => {
        await page.locator('article', { hasText: 'Besøg hos Lyngvig' }).locator('summary', { hasText: /^Ret/ }).click();
        return page.locator('form[action="?/change"]:visible');
      }),
    );
    await notes[0]!.getByLabel('Bemærkning').fill('Formandens ord');
    await notes[0]!.getByRole('button', { name: 'Gem' }).click();
    await one.page.getByText('Ændringen er gemt.').waitFor();
    await notes[1]!.getByLabel('Bemærkning').fill('Sekretariatets ord');
    await notes[1]!.getByRole('button', { name: 'Gem' }).click();
    await other.page.getByRole('heading', { name: 'Sådan står der nu' }).waitFor();
    await other.page.getByRole('definition').filter({ hasText: 'Formandens ord' }).waitFor();
    expect(await notes[1]!.getByLabel('Bemærkning').inputValue()).toBe('Sekretariatets ord');
    await expectAccessible(other.page);
    const { page } = await openPerson(browser, served.url);
    await signIn(page, accounts.member);
    await page.getByRole('link', { name: /Nyt materiale: Besøg hos Lyngvig/ }).click();
    await page.getByText('Formandens ord').waitFor();
    await Promise.all([one.page, other.page, page].map((each) => each.context().close()));
  });
});

describe('the mapping', () => {
  it('2.1 shows the second of two what the first has written, beside the own text', async () => {
    const [one, other] = await Promise.all([inGroup(accounts.chair), inGroup(accounts.secretariat)]);
    for (const { page, base } of [one, other]) {
      await page.goto(`${base}/mapping`);
      await page.getByRole('link', { name: /Udfyld Region Nordøst/ }).click();
      await page.getByLabel('Praksis').waitFor();
      await page.getByLabel('Niveau').selectOption('core');
    }
    await one.page.getByLabel('Praksis').fill('Formandens svar');
    await one.page.getByRole('button', { name: 'Send svar' }).click();
    await one.page.getByText('Svaret er sendt til gruppen.').waitFor();
    await other.page.getByLabel('Praksis').fill('Sekretariatets svar');
    await other.page.getByRole('button', { name: 'Send svar' }).click();
    await other.page.getByRole('heading', { name: 'Sådan står der nu' }).waitFor();
    await other.page.getByText('Formandens svar').waitFor();
    expect(await other.page.getByLabel('Praksis').inputValue()).toBe('Sekretariatets svar');
    await other.page.getByRole('button', { name: 'Send svar' }).click();
    await other.page.getByRole('cell', { name: 'Sekretariatets svar' }).waitFor();
    await Promise.all([one.page.context().close(), other.page.context().close()]);
  });
});

describe('beside the text', () => {
  it('2.5 a kept proposal becomes a point, and 3.2 a passage found elsewhere is quoted with its source', async () => {
    const { page } = await inGroup(accounts.chair);
    await page.goto(await paperPath(page));
    await editorStands(page);
    await page.locator('.ProseMirror p', { hasText: 'Målet gælder service' }).click();
    await page.locator('button:visible', { hasText: 'Materiale' }).first().click();
    const panel = page.getByRole('complementary', { name: 'Materiale' });
    await panel.getByLabel('Søg i materialet').fill('lyngvig');
    await panel.getByRole('button', { name: /Indsæt som citat Lyngvig/ }).click();
    await page.locator('.ProseMirror a[href="https://www.lyngvig.example/indkoeb/service"]').waitFor();
    await panel.getByLabel('Søg i materialet').fill('holdes hvert år');
    await panel.getByRole('button', { name: /Indsæt som punkt/ }).click();
    await page.locator('.ProseMirror', { hasText: 'skal der lejes flergangsservice' }).waitFor();
    await panel.getByText('Bruges i').waitFor();
    await panel.getByRole('heading', { name: /Punkt \d+ bygger på/ }).waitFor();
    // Undone, the point is gone and the proposal says so; done again, it stands where it stood.
    await page.locator('.ProseMirror').press('Control+z');
    await panel.getByText('Punktet står ikke længere i målet.', { exact: true }).waitFor();
    await expectAccessible(page);
    await page.locator('.ProseMirror').press('Control+y');
    await panel.getByText('Bruges i').waitFor();
    await page.keyboard.press('Escape');
    await page.context().close();
  });
});
