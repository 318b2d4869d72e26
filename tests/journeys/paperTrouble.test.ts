import type { WebSocketRoute } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { signIn } from './browser.ts';
import { journey } from './journey.ts';
import { accounts, editorStands, keptOnDevice, paperPath, same, saved, saveMark, textOf, typeIn } from './paperPage.ts';

const house = journey();
const { visitor, writer } = house;

describe('the network goes', () => {
  it('one writes on, a reload keeps it, and it merges when the network is back', async () => {
    const [anna, jens] = await Promise.all([writer(accounts.chair), writer(accounts.member)]);
    // The pages answer and the sockets do not, as behind a proxy that knows no sockets.
    let through = true;
    const lines = new Set<WebSocketRoute>();
    await anna.page.routeWebSocket(/collab/, (line) => {
      if (!through) return void line.close({ code: 1011 });
      lines.add(line);
      line.connectToServer();
    });
    await anna.page.reload();
    await editorStands(anna.page);
    await saved(anna.page);
    through = false;
    for (const line of lines) await line.close({ code: 1011 });
    await typeIn(anna.page, 'relevance', 'Skrevet uden net. ');
    await expect.poll(() => saveMark(anna.page)).toBe('unsent');
    await anna.page.getByText('Du skriver videre. Det gemmes, når nettet er tilbage.').waitFor();
    await typeIn(jens.page, 'environmentalEffect', 'Imens skrev Jens. ');
    await saved(jens.page);

    await keptOnDevice(anna.page);
    let asked = '';
    anna.page.once('dialog', (dialog) => {
      asked = dialog.type();
      void dialog.accept();
    });
    await anna.page.reload();
    expect(asked).toBe('beforeunload');
    await editorStands(anna.page);
    expect(await textOf(anna.page)).toContain('Skrevet uden net. ');
    await expect.poll(() => saveMark(anna.page)).toBe('unsent');
    expect(await textOf(jens.page)).not.toContain('Skrevet uden net. ');

    through = true;
    await saved(anna.page, 30_000);
    const text = await same(anna.page, jens.page);
    expect(text).toContain('Skrevet uden net. ');
    expect(text).toContain('Imens skrev Jens. ');
  });

  it('asks before one goes to another page with work that is not sent', async () => {
    const { context, page } = await writer(accounts.chair);
    await context.setOffline(true);
    await typeIn(page, 'relevance', 'Ikke sendt. ');
    await expect.poll(() => saveMark(page)).toBe('unsent');
    await page.getByRole('link', { name: /Til gruppen/ }).click();
    const question = page.getByRole('dialog', { name: 'Noget er ikke gemt endnu' });
    await question.waitFor();
    await question.getByRole('button', { name: 'Bliv på siden' }).click();
    expect(new URL(page.url()).pathname).toMatch(/^\/papers\//);
    await context.setOffline(false);
    await saved(page);
    await page.getByRole('link', { name: /Til gruppen/ }).click();
    await page.waitForURL(/\/groups\//);
  });
});

describe('the server is killed under them', () => {
  it('nothing saved is lost, and both resume by themselves', async () => {
    const [anna, jens] = await Promise.all([writer(accounts.chair), writer(accounts.member)]);
    for (const round of [1, 2]) {
      await typeIn(anna.page, 'relevance', `Gemt før drab ${round}. `);
      await saved(anna.page);
      const typing = typeIn(jens.page, 'economicEffect', `Midt i drab ${round}. `);
      await house.served.kill();
      await typeIn(anna.page, 'relevance', `Under drab ${round}. `);
      await expect.poll(() => saveMark(anna.page)).toBe('unsent');
      await typing;
      await house.served.start();
      await Promise.all([saved(anna.page, 40_000), saved(jens.page, 40_000)]);
      const text = await same(anna.page, jens.page);
      for (const words of [`Gemt før drab ${round}. `, `Under drab ${round}. `, `Midt i drab ${round}. `]) expect(text).toContain(words);
    }
    await anna.page.reload();
    await editorStands(anna.page);
    expect(await same(anna.page, jens.page)).toContain('Gemt før drab 1. ');
  });
});

describe('rights and sessions change under an open paper', () => {
  it('a session that ends keeps the edits, and they merge after signing in (row 39)', async () => {
    const { context, page } = await writer(accounts.chair);
    const elsewhere = await context.newPage();
    await elsewhere.goto('/account');
    const signOut = () => elsewhere.request.post('/?/signOut', { form: {}, headers: { origin: house.served.url } });
    await signOut();
    await page.getByText('Du er blevet logget ud').waitFor();
    await typeIn(page, 'relevance', 'Skrevet efter log ud. ');
    await expect.poll(() => saveMark(page)).toBe('unsent');

    // Somebody else at the same machine is given nothing of it, and nothing is sent in their name.
    await signIn(elsewhere, accounts.member);
    await page.getByRole('button', { name: 'Jeg er logget ind' }).click();
    await page.getByText('En anden er logget ind i denne browser').waitFor();
    await elsewhere.goto(new URL(page.url()).pathname);
    await editorStands(elsewhere);
    await saved(elsewhere);
    expect(await textOf(elsewhere)).not.toContain('Skrevet efter log ud. ');
    expect(await saveMark(page)).toBe('unsent');
    await signOut();

    await signIn(elsewhere, accounts.chair);
    await page.getByRole('button', { name: 'Jeg er logget ind' }).click();
    await saved(page);
    const jens = await writer(accounts.member);
    expect(await textOf(jens.page)).toContain('Skrevet efter log ud. ');
  });

  it('a lower role makes the editor a reader in its place, and what was written offline can be copied', async () => {
    const buyer = await writer(accounts.buyer);
    const office = await visitor(accounts.secretariat);
    const me = (await (await buyer.page.request.get('/api/me')).json()) as { id: string };
    const path = await paperPath(buyer.page);
    const paper = (await (await buyer.page.request.get(`/api${path}`)).json()) as { groupId: string };
    const setRole = async (role: string) => {
      const data = { role, competence: 'procurement' };
      const answer = await office.page.request.put(`/api/groups/${paper.groupId}/roster/${me.id}`, {
        data,
        headers: { origin: house.served.url },
      });
      expect(answer.ok()).toBe(true);
    };

    await setRole('observer');
    await buyer.page.getByText('Du kan ikke længere skrive her').waitFor();
    expect(await buyer.page.locator('.ProseMirror').getAttribute('contenteditable')).toBe('false');
    await setRole('member');
    await expect.poll(() => buyer.page.locator('.ProseMirror').getAttribute('contenteditable')).toBe('true');

    await buyer.context.setOffline(true);
    await typeIn(buyer.page, 'economicEffect', 'Afvist sætning. ');
    await expect.poll(() => saveMark(buyer.page)).toBe('unsent');
    await setRole('observer');
    await buyer.context.setOffline(false);
    await buyer.page.getByRole('button', { name: 'Se teksten' }).click();
    const sheet = buyer.page.getByRole('dialog', { name: 'Noget af det, du skrev, blev ikke gemt' });
    await sheet.getByText('Afvist sætning. ').waitFor();
    await sheet.getByText('Økonomisk effekt').waitFor();
    await buyer.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await sheet.getByRole('button', { name: 'Kopiér teksten' }).click();
    await sheet.getByText('Teksten er kopieret.').waitFor();
    expect(await buyer.page.evaluate(() => navigator.clipboard.readText())).toContain('Afvist sætning. ');
    expect(await textOf(buyer.page)).not.toContain('Afvist sætning. ');

    await buyer.page.reload();
    await editorStands(buyer.page);
    await buyer.page.getByRole('button', { name: 'Se teksten' }).click();
    await buyer.page.getByRole('button', { name: 'Kassér teksten' }).click();
    await buyer.page.reload();
    await editorStands(buyer.page);
    expect(await buyer.page.getByRole('button', { name: 'Se teksten' }).count()).toBe(0);
    const anna = await writer(accounts.chair);
    expect(await textOf(anna.page)).not.toContain('Afvist sætning. ');
  });
});
