import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible, signIn, type View } from './browser.ts';
import { journey } from './journey.ts';
import { accounts, editorStands, paperPath, troubles } from './paperPage.ts';

// What reaches people of the talk in the margin when they are elsewhere, cut off or gone: given threads, news, offline.

// Many things at once on a machine that does much else.
const patient = { timeout: 60_000 };
const house = journey();

async function person(mail: string, view: View = {}): Promise<Page> {
  const { page } = await house.writer(mail, { width: 1440, ...view });
  // All of the margin is there, also for who is cut off next.
  await page.locator('#threads[data-whole]').waitFor({ state: 'attached' });
  return page;
}

async function visitor(mail: string | null, view: View = {}): Promise<Page> {
  return (await house.visitor(mail, view)).page;
}

const region = (page: Page) => page.locator('#threads');
const article = (page: Page, words: string) => region(page).locator('article', { hasText: words });
const bell = (page: Page) => page.getByRole('link', { name: /^Nyt til dig/ });
const reply = (page: Page) => region(page).getByRole('textbox', { name: 'Skriv et svar' });

/** Opens a thread on these words of the paper as somebody else, over the API, and gives its id. */
async function opened(page: Page, quote: string, body: string): Promise<string> {
  const path = `/api${await paperPath(page)}/threads`;
  const response = await page.request.post(path, { data: { anchor: { quote }, body }, headers: { origin: house.served.url } });
  expect(response.status(), await response.text()).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

/** Goes to a thread by its address, and resolves when it stands open. */
async function goTo(page: Page, threadId: string): Promise<void> {
  await page.goto(`${await paperPath(page)}?thread=${threadId}`);
  await editorStands(page);
  await region(page).locator(`#thread-${threadId}`).getByRole('button', { name: 'Kopiér link til tråden' }).waitFor();
}

async function answered(page: Page, threadId: string, body: string): Promise<void> {
  const response = await page.request.post(`/api/threads/${threadId}/replies`, { data: { body }, headers: { origin: house.served.url } });
  expect(response.status(), await response.text()).toBe(201);
}

async function me(page: Page): Promise<{ id: string; name: string }> {
  return (await (await page.request.get('/api/me')).json()) as { id: string; name: string };
}

describe('a thread that is given to somebody', () => {
  it('is given by keyboard with a day, waits on their start page, and is gone from their news when they have read it', async () => {
    const chair = await person(accounts.chair);
    const id = await opened(chair, 'Flergangsservice', 'Hvem tager den her?');
    await goTo(chair, id);
    const give = region(chair).getByRole('button', { name: 'Giv videre' });
    await give.focus();
    await chair.keyboard.press('Enter');
    const who = region(chair).getByRole('combobox', { name: 'Hvem tager sig af den?' });
    await expect.poll(() => who.evaluate((select) => select === document.activeElement), patient).toBe(true);
    // Nobody chosen is told at the field.
    await region(chair).getByRole('button', { name: 'Giv tråden' }).click();
    await region(chair).getByText('Vælg, hvem der skal tage sig af tråden.').waitFor();
    const member = await visitor(accounts.member);
    const { name } = await me(member);
    await who.selectOption({ label: (await who.locator('option', { hasText: name }).textContent()) ?? '' });
    await region(chair).getByLabel('Frist (kan udelades)').fill('2020-03-01');
    await expectAccessible(chair);
    await region(chair).getByRole('button', { name: 'Giv tråden' }).click();
    await region(chair).locator(`#thread-${id}`).getByText(`Tildelt ${name}, `).waitFor();
    const button = give.or(region(chair).getByRole('button', { name: 'Ret tildeling' }));
    await expect.poll(() => button.evaluate((one) => one === document.activeElement), patient).toBe(true);

    await member.goto('/');
    const line = member.getByRole('link', { name: /Tag dig af tråden om „Flergangsservice“/ });
    expect(await line.textContent()).toMatch(/dage over fristen/);
    await expectAccessible(member);
    expect(await bell(member).getAttribute('aria-label')).toMatch(/: \d+ ulæste/);
    const before = Number(/\d+/.exec((await bell(member).getAttribute('aria-label')) ?? '')?.[0]);
    await line.click();
    await editorStands(member);
    await region(member).locator(`#thread-${id}`).getByText('Tildelt dig').waitFor();
    // Read there, it is read under the bell.
    const unread = async () => Number(/\d+/.exec((await bell(member).getAttribute('aria-label')) ?? '')?.[0] ?? 0);
    await expect.poll(unread, patient).toBe(before - 1);
  });
});

describe('news', () => {
  it('is listed by day without scripts, leads to its thread, and is marked as read one by one and all at once', async () => {
    const chair = await visitor(accounts.chair);
    const buyer = await visitor(accounts.buyer, { javaScript: false, width: 360 });
    const { id: buyerId, name } = await me(buyer);
    const first = await opened(chair, 'kopper med pant', `Se her @[${name}](person:${buyerId})`);
    await answered(buyer, first, 'Jeg ser.');
    await answered(chair, first, 'Godt.');
    await buyer.goto('/');
    await bell(buyer).click();
    await buyer.getByRole('heading', { name: 'Nyt til dig', level: 1 }).waitFor();
    await buyer.getByRole('heading', { name: 'I dag', level: 2 }).waitFor();
    const unread = buyer.getByRole('button', { name: /^Markér som læst: / });
    await buyer.waitForLoadState();
    const count = await unread.count();
    expect(count).toBeGreaterThanOrEqual(2);
    await unread.first().click();
    await expect.poll(() => unread.count(), patient).toBe(count - 1);
    await buyer.getByRole('link', { name: /^Ulæst/ }).click();
    await buyer.getByRole('button', { name: 'Markér alt som læst' }).click();
    await buyer.getByText('Der er ikke noget nyt').waitFor();
    await expect.poll(() => bell(buyer).getAttribute('aria-label')).toBe('Nyt til dig');
    await buyer.getByRole('link', { name: 'Alt', exact: true }).click();
    const link = buyer.locator(`a[href*="thread=${first}"]`).first();
    expect(await link.getAttribute('href')).toMatch(/^\/papers\/[0-9a-f-]{36}\?thread=/);
  });

  it.each(['light', 'dark'] as const)('is accessible, %s', async (theme) => {
    const page = await visitor(accounts.member, { theme });
    await page.goto('/notices');
    await expectAccessible(page);
    await page.goto('/account');
    await expectAccessible(page);
  });

  it('is counted alike on all of a person’s devices, at once where a paper is open', async () => {
    const chair = await visitor(accounts.chair);
    const [desk, phone] = [await person(accounts.secretariat), await person(accounts.secretariat)];
    const { id: selfId, name } = await me(desk);
    const count = async (page: Page) => Number(/\d+/.exec((await bell(page).getAttribute('aria-label')) ?? '')?.[0] ?? 0);
    const before = await count(phone);
    const id = await opened(chair, 'Flergangsservice', `@[${name}](person:${selfId}) til begge enheder`);
    const unread = article(phone, 'til begge enheder').locator('.dot');
    await unread.waitFor({ state: 'attached' });
    for (const page of [desk, phone]) await expect.poll(() => count(page), patient).toBe(before + 1);
    await goTo(desk, id);
    await unread.waitFor({ state: 'detached' });
    for (const page of [desk, phone]) await expect.poll(() => count(page), patient).toBe(before);
  });

  it('comes by mail when one wants it, and one press in a letter stops that', async () => {
    const page = await visitor(accounts.buyer, { javaScript: false });
    await page.goto('/account');
    const choice = (name: string) => page.getByRole('radio', { name });
    expect(await choice('Samlet, om morgenen på hverdage').isChecked()).toBe(true);
    await choice('Med det samme').check();
    await page.getByRole('button', { name: 'Gem valget' }).click();
    expect(await choice('Med det samme').isChecked()).toBe(true);
    const database = await house.served.database();
    const [row] = await database<{ stopToken: string }[]>`
      select c.stop_token from mail_choice c join person p on p.id = c.person_id where p.mail = ${accounts.buyer}`;
    await database.end();
    const stranger = await visitor(null, { javaScript: false });
    await stranger.goto(`/mail/stop/${row!.stopToken}`);
    const withScripts = await visitor(null);
    await withScripts.goto(`/mail/stop/${row!.stopToken}`);
    await expectAccessible(withScripts);
    // Opened alone, the link stops nothing: mail programs open links by themselves.
    await page.reload();
    expect(await choice('Med det samme').isChecked()).toBe(true);
    await stranger.getByRole('button', { name: 'Stop mails' }).click();
    await stranger.getByText('Mails er stoppet').waitFor();
    await page.goto('/account');
    expect(await choice('Aldrig').isChecked()).toBe(true);
    const unknown = await stranger.goto(`/mail/stop/${'x'.repeat(43)}`);
    expect(unknown?.status()).toBeLessThan(500);
    await stranger.getByRole('button', { name: 'Stop mails' }).click();
    await stranger.getByRole('heading', { level: 1 }).waitFor();
    expect(await stranger.getByText('Mails er stoppet').count()).toBe(0);
  });
});

describe('a comment that was edited', () => {
  it('shows what it said before', async () => {
    const observer = await visitor(accounts.observer);
    const chair = await person(accounts.chair);
    const id = await opened(observer, 'Flergangsservice', 'Første ordlyd.');
    const thread = (await (await observer.request.get(`/api/threads/${id}`)).json()) as { comments: { id: string }[] };
    const edited = await observer.request.patch(`/api/comments/${thread.comments[0]!.id}`, {
      data: { body: 'Anden ordlyd.' },
      headers: { origin: house.served.url },
    });
    expect(edited.ok()).toBe(true);
    await goTo(chair, id);
    const mark = region(chair).getByRole('button', { name: /^Rettet/ });
    await mark.focus();
    await chair.keyboard.press('Enter');
    await region(chair).getByRole('region', { name: 'Tidligere ordlyd' }).getByText('Første ordlyd.').waitFor();
    await expectAccessible(chair);
  });
});

describe('who is writing a reply', () => {
  it('is seen by the others until they send or stop, observers too', async () => {
    const [chair, observer] = [await person(accounts.chair), await person(accounts.observer)];
    const { name } = await me(observer);
    const id = await opened(chair, 'takeaway', 'Hvem svarer først?');
    for (const page of [chair, observer]) await goTo(page, id);
    // Seen for some seconds only: who looks for it looks from before.
    const seen = (page: Page, who: string) => region(page).getByText(`${who} skriver …`).waitFor();
    await Promise.all([seen(chair, name), reply(observer).pressSequentially('Jeg er ved')]);
    expect(await region(observer).getByText(`${name} skriver …`).count()).toBe(0);
    await reply(observer).press('Control+Enter');
    await region(chair).getByText('Jeg er ved').waitFor();
    await region(chair).getByText(`${name} skriver …`).waitFor({ state: 'detached' });
    const chairs = (await me(chair)).name;
    await Promise.all([seen(observer, chairs), reply(chair).pressSequentially('Og jeg')]);
    await reply(chair).fill('');
    await region(observer).getByText(`${chairs} skriver …`).waitFor({ state: 'detached' });
    await Promise.all([seen(observer, chairs), reply(chair).pressSequentially('Igen')]);
    await chair.close();
    await region(observer).getByText(`${chairs} skriver …`).waitFor({ state: 'detached' });
  });
});

describe('without a connection', () => {
  async function write(page: Page, words: string): Promise<void> {
    const paragraph = page.locator('.ProseMirror p', { hasText: 'Ved takeaway fra kantiner' }).first();
    await paragraph.scrollIntoViewIfNeeded();
    await paragraph.dblclick({ position: { x: 60, y: 12 } });
    await page.locator('.offer button').click();
    await page.getByRole('textbox', { name: 'Kommentar', exact: true }).fill(words);
    await page.getByRole('textbox', { name: 'Kommentar', exact: true }).press('Control+Enter');
  }

  it('threads and replies are kept, shown as waiting, and sent once when it is back', async () => {
    const [chair, observer] = [await person(accounts.chair), await person(accounts.observer)];
    const found = troubles(observer);
    const id = await opened(chair, 'kantiner', 'Svar mig senere.');
    await goTo(observer, id);
    await observer.context().setOffline(true);
    await reply(observer).fill('Et svar fra skoven.');
    await reply(observer).press('Control+Enter');
    await region(observer).locator(`#thread-${id}`).getByText('Venter på at blive sendt').waitFor();
    await write(observer, 'Skrevet i skoven.');
    await region(observer).locator('summary', { hasText: 'venter på at blive sendt' }).click();
    await region(observer).locator('details').getByText('Skrevet i skoven.').waitFor();
    await expectAccessible(observer);
    await observer.context().setOffline(false);
    await article(chair, 'Skrevet i skoven.').waitFor({ timeout: 30_000 });
    await region(observer).locator('details').waitFor({ state: 'detached', timeout: 30_000 });
    const thread = (await (await chair.request.get(`/api/threads/${id}`)).json()) as { comments: { body: string }[] };
    expect(thread.comments.map(({ body }) => body)).toEqual(['Svar mig senere.', 'Et svar fra skoven.']);
    const all = (await (await chair.request.get(`/api${await paperPath(chair)}/threads`)).json()) as {
      comments: { body: string }[];
      anchor: object;
    }[];
    const sent = all.filter(({ comments }) => comments[0]?.body === 'Skrevet i skoven.');
    expect(sent).toMatchObject([{ anchor: { state: 'anchored' } }]);
    expect(found).toEqual([]);
  });

  it('what is written by somebody who is taken out of the group meanwhile is refused, shown, and can be copied', async () => {
    const [chair, observer] = [await visitor(accounts.chair), await person(accounts.observer)];
    await observer.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: house.served.url });
    const { id: observerId } = await me(observer);
    const paper = (await (await chair.request.get(`/api${await paperPath(chair)}`)).json()) as { groupId: string };
    const seat = `/api/groups/${paper.groupId}/roster/${observerId}`;
    await observer.context().setOffline(true);
    await write(observer, 'Mine sidste ord.');
    await region(observer).locator('summary', { hasText: 'venter på at blive sendt' }).waitFor();
    expect((await chair.request.delete(seat, { headers: { origin: house.served.url } })).ok()).toBe(true);
    try {
      await observer.context().setOffline(false);
      await region(observer).locator('summary', { hasText: 'blev ikke taget imod' }).waitFor({ timeout: 30_000 });
      await region(observer).locator('details').getByText('Mine sidste ord.').waitFor();
      await region(observer).getByRole('button', { name: 'Kopiér teksten' }).click();
      await expect.poll(() => observer.evaluate(() => navigator.clipboard.readText()), patient).toBe('Mine sidste ord.');
      await region(observer).getByRole('button', { name: 'Kassér' }).click();
      await region(observer).getByRole('button', { name: 'Ja, kassér' }).click();
      await region(observer).locator('details').waitFor({ state: 'detached' });
    } finally {
      const back = await chair.request.put(seat, { data: { role: 'observer' }, headers: { origin: house.served.url } });
      expect(back.ok()).toBe(true);
    }
  });
});

describe('a thread that is opened while all are being fetched', () => {
  it('is not lost to an answer that is older', async () => {
    const { page } = await house.visitor(accounts.chair, { width: 1440 });
    const asked = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    await page.route('**/api/papers/*/threads', async (route) => {
      const response = await route.fetch();
      asked.resolve();
      await held.promise;
      await route.fulfill({ response });
    });
    await page.goto(await paperPath(page));
    await editorStands(page);
    await asked.promise;
    const observer = (await house.visitor(accounts.observer)).page;
    const told = page.waitForResponse((response) => /\/api\/threads\/[^/]+$/.test(response.url()));
    await opened(observer, 'Flergangsservice', 'Åbnet imens.');
    await told;
    held.resolve();
    // The older answer has come and been taken in.
    await page.locator('#threads[data-whole]').waitFor({ state: 'attached' });
    await article(page, 'Åbnet imens.').waitFor();
  });
});

describe('a whole section', () => {
  it('is commented on from its own tools, by those who only read and by those who write, and by keyboard', async () => {
    const observer = await person(accounts.observer);
    await observer.getByRole('button', { name: 'Kommentér hele afsnittet Relevans' }).first().focus();
    await observer.keyboard.press('Enter');
    await observer.getByRole('textbox', { name: 'Kommentar', exact: true }).fill('Hele afsnittet er for langt.');
    await observer.keyboard.press('Control+Enter');
    await article(observer, 'Hele afsnittet er for langt.').waitFor();
    await observer.keyboard.press('Escape');
    const chair = await person(accounts.chair);
    // The margin holds what is near the window.
    await chair.locator('.paper-section[aria-label="Relevans"]').scrollIntoViewIfNeeded();
    await article(chair, 'Hele afsnittet er for langt.').waitFor();
    await chair
      .locator('.paper-section[aria-label="Relevans"]')
      .getByRole('button', { name: /^Status/ })
      .or(chair.locator('.paper-section[aria-label="Relevans"] .open.last'))
      .first()
      .click();
    await chair.getByRole('button', { name: 'Kommentér afsnittet' }).locator('visible=true').click();
    await chair.getByRole('textbox', { name: 'Kommentar', exact: true }).waitFor();
    await chair.getByText('Om hele afsnittet Relevans').waitFor();
    await chair.keyboard.press('Escape');
    await chair.locator('.paper-section[aria-label="Relevans"] p').first().click();
    await chair.keyboard.press('Control+Alt+Shift+KeyM');
    await chair.getByText('Om hele afsnittet Relevans').waitFor();
  });

  it('is commented on by touch', async () => {
    const context = await house.browser.newContext({
      baseURL: house.served.url,
      locale: 'da-DK',
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    house.closes({ context });
    const page = await context.newPage();
    await signIn(page, accounts.observer);
    await page.goto(await paperPath(page));
    await editorStands(page);
    await page.locator('#threads').waitFor({ state: 'attached' });
    const button = page.getByRole('button', { name: 'Kommentér hele afsnittet Relevans' }).first();
    await button.scrollIntoViewIfNeeded();
    await button.tap();
    const sheet = page.getByRole('dialog', { name: 'Kommentarer' });
    await sheet.getByText('Om hele afsnittet Relevans').waitFor();
    await sheet.getByRole('textbox', { name: 'Kommentar', exact: true }).fill('Fra telefonen.');
    await sheet.getByRole('button', { name: 'Send kommentar' }).tap();
    await article(page, 'Fra telefonen.').waitFor();
    await expectAccessible(page);
  });
});
