import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible } from '../browser.ts';
import { editorStands, saved, typeIn } from '../paperPage.ts';
import { proposals } from './meeting2.ts';
import { fits, hold, press, standings, type Walk } from './walk.ts';

const parts = { relevance: 'Relevans', environmentalEffect: 'Miljøeffekt', economicEffect: 'Økonomisk effekt' };

const section = (page: Page, kind: 'target' | 'tenderText' | 'caseExample') => page.locator(`.paper-section[data-section="${kind}"]`);
const besideText = (page: Page) => page.getByRole('complementary', { name: 'Materiale' });

async function openPaper(page: Page, paper: string): Promise<void> {
  await page.goto(paper);
  await editorStands(page);
  await saved(page);
}

/** Says in a section's own menu how far it is. */
export async function mark(page: Page, name: string, from: string, to: string): Promise<void> {
  await page.getByRole('button', { name: `Status for ${name}: ${from}` }).click();
  await page.getByRole('button', { name: to, exact: true }).click();
  await page.getByRole('button', { name: `Status for ${name}: ${to}` }).waitFor();
  await saved(page);
}

/** Puts something beside the text into it, and waits until its source is noted at the point. */
async function insert(page: Page, button: RegExp): Promise<void> {
  await Promise.all([
    page.waitForResponse((response) => response.url().endsWith('/sources') && response.ok()),
    besideText(page).getByRole('button', { name: button }).click(),
  ]);
}

/** The text is written out of what was gathered: the chair at a desk, the member on a phone. */
export function meeting3(walk: Walk): void {
  it('3.1 the group’s page and the paper’s foot say how near the steering group’s meeting is', async () => {
    const { chair, group, meetings } = walk;
    await chair.goto(`${group}/meetings/new`);
    await chair.getByLabel('Dag', { exact: true }).fill('2099-09-23');
    await press(chair, 'Planlæg og indkald', 'Mødet er planlagt');
    meetings.push(new URL(chair.url()).pathname);
    expect(await standings(chair, group)).toEqual(['3.1 Mangler', '3.2 Mangler', '3.3 Mangler', '3.4 Mangler', '3.5 Mangler']);
    await chair.getByText('Dage til styregruppen').waitFor();
    await expectAccessible(chair);
    await chair.getByRole('link', { name: 'Begynd at skrive' }).click();
    await chair.getByText(/dage til styregruppen/).waitFor();
    walk.paper = new URL(chair.url()).pathname;
  });

  it('3.2 a kept proposal becomes the first point and a label is quoted with its source, from the panel beside the text', async () => {
    const { chair, paper } = walk;
    await openPaper(chair, paper);
    await section(chair, 'target').locator('.target-point p').first().click();
    await chair.locator('button:visible', { hasText: 'Materiale' }).first().click();
    const panel = besideText(chair);
    await panel.getByLabel('Søg i materialet').fill('80 procent');
    await insert(chair, /^Indsæt som punkt/);
    const points = section(chair, 'target').locator('.target-point');
    await points.filter({ hasText: proposals.kept }).waitFor();
    // The empty point that a new paper begins with is the place for it.
    expect(await points.count()).toBe(1);
    await panel.getByRole('heading', { name: 'Punkt 1 bygger på' }).waitFor();
    await panel.getByRole('listitem').filter({ hasText: 'Lyngvig Kommune' }).waitFor();
    await panel.getByLabel('Søg i materialet').fill('certificeret');
    await insert(chair, /^Indsæt som citat Svanemærket/);
    await points.getByText('»Træet skal komme fra certificeret skovbrug.« (Svanemærket)').waitFor();
    await points.locator('a[href="https://svanemaerket.example/moebler"]').waitFor();
    await panel.getByRole('listitem').filter({ hasText: 'Svanemærket' }).waitFor();
    await saved(chair);
    await expectAccessible(chair);
  });

  it('3.2 the proposal leads to its point, and the point back to what it rests on, on a phone', async () => {
    const { member, group, paper } = walk;
    await member.goto(`${group}/proposals`);
    await member.locator('article', { hasText: proposals.kept }).getByRole('link', { name: 'Se punktet i målet' }).click();
    await member.waitForURL((url) => url.pathname === paper);
    await editorStands(member);
    await member.locator('.target-point p', { hasText: proposals.kept }).click();
    await member.locator('button:visible', { hasText: 'Materiale' }).first().click();
    const panel = besideText(member);
    await panel.getByRole('heading', { name: 'Punkt 1 bygger på' }).waitFor();
    await expect
      .poll(() => panel.getByRole('listitem').allInnerTexts())
      .toEqual(
        expect.arrayContaining([`Målforslag: ${proposals.kept}`, 'Mål andre steder: Lyngvig Kommune', 'Mærkningsordning: Svanemærket']),
      );
    await expectAccessible(member);
    expect(await fits(member)).toBe(true);
    await panel.getByRole('button', { name: 'Luk' }).click();
  });

  it('3.3 the background’s parts are written by two at once and go to finished', async () => {
    const { chair, member, paper } = walk;
    await Promise.all([openPaper(chair, paper), openPaper(member, paper)]);
    const write = async (page: Page, part: keyof typeof parts, text: string) => {
      await typeIn(page, part, text);
      await mark(page, parts[part], 'Udkast', 'Færdigt');
    };
    await Promise.all([
      write(chair, 'environmentalEffect', 'Et brugt bord sparer træ og transport.'),
      (async () => {
        await write(member, 'relevance', 'Medlemmerne køber 4000 borde om året.');
        await write(member, 'economicEffect', 'Brugte borde koster det halve.');
      })(),
    ]);
    for (const page of [chair, member]) {
      for (const name of Object.values(parts)) await page.getByRole('button', { name: `Status for ${name}: Færdigt` }).waitFor();
    }
    await chair.getByText('Medlemmerne køber 4000 borde om året.').waitFor();
    await member.getByText('Et brugt bord sparer træ og transport.').waitFor();
    expect(await fits(member)).toBe(true);
  });

  it('3.4 an example of tender text is tied to the point it serves and goes from draft to checked', async () => {
    const { chair, expert, paper } = walk;
    const text = section(chair, 'tenderText');
    await text.locator('h2').click();
    await chair.keyboard.type('Brugte borde');
    await text.locator('.paper-section-body p').first().click();
    await chair.keyboard.type('Tilbudsgiver skal levere mindst 80 procent brugte borde.');
    await text.getByLabel('Type').selectOption({ label: 'Mindstekrav' });
    await text.getByLabel('Hører til punkt').selectOption({ label: 'Punkt 1' });
    await mark(chair, 'Brugte borde', 'Udkast', 'Gennemgået');
    await expectAccessible(chair);
    // The expert reads the same on a phone, and writes nothing there.
    await expert.goto(paper);
    await editorStands(expert);
    const read = section(expert, 'tenderText');
    await read.getByText('Mindstekrav · Punkt 1').waitFor();
    await read.getByText('Tilbudsgiver skal levere mindst 80 procent brugte borde.').waitFor();
    expect(await expert.locator('.ProseMirror').getAttribute('contenteditable')).toBe('false');
    expect(await fits(expert)).toBe(true);
  });

  it('3.5 a case is found by the outline of a phone, written there, and goes from draft to checked', async () => {
    const { member } = walk;
    await member.getByRole('button', { name: 'Indhold' }).click();
    const sheet = member.getByRole('dialog', { name: 'Indhold' });
    await sheet.getByRole('link', { name: 'Case uden titel' }).click();
    await sheet.waitFor({ state: 'hidden' });
    const example = section(member, 'caseExample');
    await example.locator('h2').click();
    await member.keyboard.type('Rådhusets mødelokaler');
    for (const [field, words] of [
      ['organisation', 'Fjordby Kommune'],
      ['done', 'Vi købte 40 brugte borde.'],
      ['result', 'De koster det halve og står godt.'],
      ['lesson', 'Mål dørene først.'],
    ] as const) {
      await example.locator(`.case-field[data-name="${field}"] p`).first().click();
      await member.keyboard.type(words);
    }
    await mark(member, 'Rådhusets mødelokaler', 'Udkast', 'Gennemgået');
    expect(await fits(member)).toBe(true);
    await expectAccessible(member);
  });

  it('3.1 the chair says that the target is ready, the group’s page says it of every point, and the way goes on', async () => {
    const { chair, member, group, meetings } = walk;
    expect(await standings(member, group)).toEqual(['3.1 Mangler', '3.2 Klar', '3.3 Klar', '3.4 Klar', '3.5 Klar']);
    await mark(chair, 'Mål', 'Udkast', 'Færdigt');
    expect(await standings(member, group)).toEqual(['3.1 Klar', '3.2 Klar', '3.3 Klar', '3.4 Klar', '3.5 Klar']);
    await member.getByRole('link', { name: '6 af 6' }).waitFor();
    await hold(chair, meetings[2]!);
    await chair.goto(group);
    await chair.getByRole('heading', { level: 2, name: 'Møde 4: Afrunding' }).waitFor();
  });
}
