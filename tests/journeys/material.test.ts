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
  it('row 58: characters that cannot be kept are refused at their field, and what was typed stands', async () => {
    const { page, base } = await inGroup(accounts.member);
    await page.goto(`${base}/material`);
    const add = page.locator('section[aria-labelledby="other"]');
    await add.locator('summary', { hasText: 'Tilføj note' }).click();
    const form = add.locator('form[action="?/addNote"]');
    await form.locator('[name="note"]').fill('Læst på mødet');
    const title = form.locator('[name="title"]');
    await title.evaluate((field: HTMLInputElement) => {
      field.value = 'Nota\0t';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await form.getByRole('button', { name: 'Tilføj note' }).click();
    await form.locator('.error', { hasText: 'tegn, der ikke kan gemmes' }).waitFor();
    expect(await title.getAttribute('aria-invalid')).toBe('true');
    expect(await form.locator('[name="note"]').inputValue()).toBe('Læst på mødet');
    await expectAccessible(page);
    await title.fill('Notat');
    await form.getByRole('button', { name: 'Tilføj note' }).click();
    await page.getByRole('heading', { name: 'Notat', exact: true }).waitFor();
  });

  it('row 58: no bytes in an address or a form make the server fail', async () => {
    const { page, base } = await inGroup(accounts.member);
    const statuses: Record<string, number> = {};
    const bad = ['%00', '%ED%A0%80', '%FF', '%EF%BF%BF', '%'];
    const places = [
      '/papers/',
      '/groups/',
      '/versions/',
      '/link/',
      '/api/papers/',
      '/api/groups/',
      '/api/versions/',
      '/',
      '/search?q=',
      '/api/search?q=',
    ];
    for (const place of places) {
      for (const bytes of bad) statuses[place + bytes] = (await page.request.get(place + bytes)).status();
    }
    for (const [name, body] of Object.entries({
      'a file’s name': '--x\r\ncontent-disposition: form-data; name="file"; filename="\xff\xed\xa0\x80\0.pdf"\r\n\r\n%PDF-1.7\r\n--x--\r\n',
      'a field’s name': '--x\r\ncontent-disposition: form-data; name="\xff\0"\r\n\r\nOrd\r\n--x--\r\n',
      'a field': '--x\r\ncontent-disposition: form-data; name="title"\r\n\r\n\xff\0\r\n--x--\r\n',
      'no form': '\xff\xfe\0',
    })) {
      const headers = { 'content-type': 'multipart/form-data; boundary=x', origin: served.url };
      const data = Buffer.from(body, 'latin1');
      statuses[name] = (await page.request.post(`${base}/material?/addFile`, { headers, data, maxRedirects: 0 })).status();
    }
    expect(Object.entries(statuses).filter(([, status]) => status >= 500 || status < 200)).toEqual([]);
    for (const place of ['/papers/', '/groups/', '/api/papers/', '/api/groups/']) expect(statuses[`${place}%00`]).toBe(404);
    for (const place of ['/search?q=', '/api/search?q=']) expect(statuses[`${place}%00`]).toBe(422);
  });

  it('says quietly when the room for files is nearly full, and at the field when a file has none', async () => {
    const { page, base } = await inGroup(accounts.member);
    const sql = await served.database();
    const groupId = base.split('/').at(-1)!;
    const fill = async (bytes: number) => {
      const [file] = await sql<{ id: string }[]>`
        insert into stored_file (name, type, bytes, sha256, made_by)
        select 'stor.pdf', 'application/pdf', ${bytes}, '', id from person limit 1 returning id`;
      await sql`insert into material (group_id, kind, title, file_id, made_by)
        select ${groupId}, 'file', 'Stor', ${file!.id}, id from person limit 1`;
    };
    try {
      await page.goto(`${base}/material`);
      const told = page.getByText('Gruppens filer fylder');
      expect(await told.count()).toBe(0);
      await fill(900_000_000);
      await page.reload();
      await told.waitFor();
      expect(await told.textContent()).toMatch(/900 MB af 1 GB/);
      await expectAccessible(page);
      await fill(99_990_000);
      const add = page.locator('section[aria-labelledby="other"]');
      await add.locator('summary', { hasText: 'Tilføj fil' }).click();
      const form = add.locator('form[action="?/addFile"]');
      await form
        .locator('input[type="file"]')
        .setInputFiles({ name: 'bilag.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([pdf, Buffer.alloc(100_000)]) });
      await form.getByRole('button', { name: 'Tilføj fil' }).click();
      await form.locator('.error', { hasText: 'så der ikke er plads til filen. Slet en fil' }).waitFor();
    } finally {
      await sql`delete from material where group_id = ${groupId} and title = 'Stor'`;
      await sql.end();
    }
  });

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
