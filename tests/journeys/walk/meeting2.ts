import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { expectAccessible } from '../browser.ts';
import { fits, hold, open, people, press, signedIn, standings, type Walk } from './walk.ts';

/** The words of the group's proposals, which the text is made of later. */
export const proposals = {
  kept: 'Mindst 80 procent af de borde, der købes, skal være brugte.',
  dropped: 'Alle stole skal være svanemærkede.',
};

const found = (page: Page) => page.locator('tr[id^="c-"] strong').allInnerTexts();

/** What the members do today and others ask for is gathered, mostly on phones, and the group proposes what is realistic. */
export function meeting2(walk: Walk): void {
  it('2.6 what was left untreated, and homework that is open, stand on the next agenda', async () => {
    const { member, chair, group, meetings } = walk;
    await chair.goto(`${group}/homework`);
    await chair.getByLabel('Hvad skal gøres?').fill('Spørg leverandørerne');
    await chair.getByLabel('Hvem gør det?').selectOption({ label: 'Karen Lindholm' });
    await press(chair, 'Giv opgaven', 'Spørg leverandørerne');
    // What it belongs to can be a line of the mapping that nobody has begun, and is still chosen when the homework is changed.
    const task = chair.getByRole('listitem').filter({ hasText: 'Spørg leverandørerne' });
    await task.locator('summary').click();
    const belongs = task.getByLabel('Hører til (valgfrit)');
    await belongs.selectOption({ label: 'Fjordby Kommune' });
    await task.getByRole('button', { name: 'Gem', exact: true }).click();
    const line = task.getByRole('link', { name: 'Kortlægningen: Fjordby Kommune', exact: true });
    await line.waitFor();
    expect(await belongs.locator('option:checked').textContent()).toBe('Fjordby Kommune');
    await expectAccessible(chair);
    await line.click();
    await chair.locator('tr:target', { hasText: 'Fjordby Kommune' }).waitFor();
    await chair.goto(`${group}/meetings/new`);
    await chair.getByLabel('Dag', { exact: true }).fill('2099-08-26');
    await press(chair, 'Planlæg og indkald', 'Mødet er planlagt');
    meetings.push(new URL(chair.url()).pathname);
    await chair.getByText('Fra et tidligere møde').first().waitFor();
    expect(await chair.locator('.agenda h3').first().textContent()).toBe('Succeskriterier');
    await chair.getByRole('heading', { name: 'Åbent hjemmearbejde' }).waitFor();
    await chair.getByRole('link', { name: 'Spørg leverandørerne' }).waitFor();
    // 1.3 A meeting that is moved asks again.
    await member.goto(`${meetings[1]}/answer`);
    await press(member, 'Måske', 'Svaret er gemt');
    await chair.getByRole('link', { name: 'Flyt eller ret mødet' }).click();
    await chair.getByLabel('Fra kl.').fill('10:00');
    await press(chair, 'Gem mødet', 'kl. 10.00–12.00');
    await member.goto('/');
    await member.getByRole('link', { name: /Svar på, om du kommer til Møde 2/ }).waitFor();
  });

  const fill = async (page: Page, organisation: string, level: string, practice: string) => {
    await page.goto(`${walk.group}/mapping`);
    await page.getByRole('link', { name: `Udfyld ${organisation}`, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: organisation }).waitFor();
    await page.getByLabel('Niveau').selectOption({ label: level });
    await page.getByLabel('Praksis').fill(practice);
    await press(page, 'Send svar', 'Svaret er sendt til gruppen.');
    await page.locator('tr', { hasText: organisation }).getByText('Indsendt').waitFor();
    expect(await fits(page)).toBe(true);
  };

  it('2.1 the member fills in the line of the own organisation on a phone, and no other', async () => {
    const { member } = walk;
    await fill(member, people.member.organisation, 'Basis', 'Vi køber brugte borde til mødelokalerne.');
    expect(await member.getByRole('link', { name: /^Udfyld/ }).count()).toBe(0);
    await expectAccessible(member);
  });

  it.each(people.others)('2.1 $name fills in the line of $organisation on a phone', async ({ mail, organisation, javaScript, level }) => {
    const page = await signedIn(walk, mail, { width: 360, javaScript });
    await fill(page, organisation, level, `Sådan gør ${organisation}.`);
    await page.context().close();
  });

  it('2.1 with the chair’s line all are there, and are compared in one table', async () => {
    const { chair } = walk;
    await fill(chair, people.chair.organisation, 'Basis', 'Vi lader stole ombetrække.');
    await chair.getByText('6 af 6 medlemmer har svaret').waitFor();
    await chair.getByRole('cell', { name: 'Vi køber brugte borde til mødelokalerne.' }).waitFor();
    await chair.getByLabel('Sortér efter').selectOption({ label: 'Niveau' });
    await chair.getByRole('button', { name: 'Vis', exact: true }).click();
    await expect.poll(() => chair.locator('tr[id^="b-"]').last().innerText()).toContain('Birkelev Kommune');
    await expectAccessible(chair);
  });

  it('2.2 targets elsewhere come in by form and from a spreadsheet, and are filtered on a phone', async () => {
    const { chair, member, group } = walk;
    await member.goto(`${group}/mapping`);
    await member.getByRole('link', { name: 'Tilføj række' }).click();
    await member.getByLabel('Kilde').fill('Lyngvig Kommune');
    await member.getByLabel('Niveau').selectOption({ label: 'Basis' });
    await member.getByLabel('Dato').fill('2026-03-02');
    await member.getByLabel('Adresse').fill('lyngvig.example/moebler');
    await press(member, 'Gem', 'Feltet skal udfyldes.');
    expect(await member.getByLabel('Kilde').inputValue()).toBe('Lyngvig Kommune');
    await member.getByLabel('Formulering').fill('Halvdelen af bordene skal være brugte.');
    await press(member, 'Gem', member.locator('tr', { hasText: 'Halvdelen af bordene skal være brugte.' }));

    await chair.goto(`${group}/mapping`);
    await chair.getByRole('link', { name: 'Indsæt fra regneark' }).click();
    const lines = (level: string) =>
      `Kilde\tFormulering\tNiveau\tDato\nRegion Nørrevang\tStole skal kunne skilles ad.\tUdvidet\t3.11.2025\nAabo By\tBorde skal holde i ti år.\t${level}\t`;
    await chair.getByLabel('Rækker').fill(lines('højt'));
    await press(chair, 'Se rækkerne igennem', 'Der er en fejl i én række');
    await chair.getByLabel('Rækker').fill(lines('basis'));
    await press(chair, 'Se rækkerne igennem', chair.getByRole('button', { name: 'Gem 2 rækker' }));
    await expectAccessible(chair);
    await press(chair, 'Gem 2 rækker', 'Rækkerne er gemt.');

    await member.goto(`${group}/mapping`);
    // As Danes order names, aa comes last.
    expect(await found(member)).toEqual(['Lyngvig Kommune', 'Region Nørrevang', 'Aabo By']);
    const search = member.getByRole('search').filter({ has: member.getByLabel('Søg i det fundne') });
    await search.getByLabel('Niveau').selectOption({ label: 'Basis' });
    await search.getByLabel('Søg i det fundne').fill('brugte');
    await search.getByRole('button', { name: 'Søg' }).click();
    await member.getByText('1 af 3 vises').waitFor();
    expect(await found(member)).toEqual(['Lyngvig Kommune']);
    expect(await fits(member)).toBe(true);
  });

  it('2.3 the expert presents a labelling scheme, and the member keeps it as a reference, both on phones', async () => {
    const { chair, expert, member, group, meetings } = walk;
    await chair.goto(meetings[1]!);
    const item = chair.locator('.agenda > li', { hasText: 'Oplæg om andres mål og mærkningsordninger' });
    await open(item, 'Planlæg et oplæg');
    await item.getByLabel('Hvad handler det om?').fill('Svanemærket til møbler');
    await item.getByLabel('Oplægsholder fra gruppen').selectOption({ label: 'Sara Tømrer' });
    await press(item, 'Planlæg et oplæg', 'ved Sara Tømrer');
    await expert.goto(meetings[1]!);
    const mine = expert.locator('.presentation', { hasText: 'Svanemærket til møbler' });
    await open(mine, 'Ret oplægget');
    await mine.getByLabel('Noter').fill('Mærket stiller krav til træ, lim og lak.');
    await mine.getByLabel('Oplægget er holdt').check();
    await press(mine, 'Gem', mine.locator('.note', { hasText: 'Mærket stiller krav til træ, lim og lak.' }));
    expect(await fits(expert)).toBe(true);

    await member.goto(`${group}/mapping/found/new`);
    await member.getByLabel('Slags').selectOption({ label: 'Mærkningsordning' });
    await member.getByLabel('Kilde').fill('Svanemærket');
    await member.getByLabel('Formulering').fill('Træet skal komme fra certificeret skovbrug.');
    await member.getByLabel('Adresse').fill('https://svanemaerket.example/moebler');
    await press(member, 'Gem', member.locator('tr', { hasText: 'Svanemærket' }).getByText('Mærkningsordning'));
    await expectAccessible(member);
    // The expert reads it and has nothing to change there.
    await expert.goto(`${group}/mapping`);
    await expert
      .locator('tr', { hasText: 'Svanemærket' })
      .getByRole('link', { name: /svanemaerket\.example/ })
      .waitFor();
    expect(await expert.getByRole('link', { name: 'Tilføj række' }).count()).toBe(0);
  });

  it('2.4 the secretariat prepares a pack unseen and shares it without scripts, and the member is told', async () => {
    const { office, member, group } = walk;
    await office.goto(`${group}/material`);
    await open(office, 'Ny materialepakke');
    const make = office.locator('form[action="?/makePack"]');
    await make.getByLabel('Titel').fill('Til skrivedagen');
    await make.getByLabel('Hvad pakken skal bruges til').fill('Lignende mål, samlet og sammenlignet.');
    const pack = office.locator('section.sheet').filter({ has: office.getByRole('heading', { name: 'Til skrivedagen' }) });
    await press(make, 'Ny materialepakke', pack.getByText('gruppen kan ikke se pakken endnu'));
    await open(pack, 'Tilføj note');
    const note = pack.locator('form[action="?/addNote"]');
    await note.getByLabel('Titel').fill('Tre nordiske mål');
    await note.getByLabel('Note').fill('Alle tre begynder med genbrug.');
    await press(note, 'Tilføj note', pack.getByRole('heading', { name: 'Tre nordiske mål' }));
    expect(await fits(office)).toBe(true);

    await member.goto(`${group}/material`);
    await member.getByRole('link', { name: 'Slides om slid' }).waitFor();
    expect(await member.getByText(/Til skrivedagen|Tre nordiske mål/).count()).toBe(0);
    await press(pack, 'Del med gruppen', 'Pakken er delt, og gruppen har fået besked.');
    await member.goto('/');
    await member.getByRole('link', { name: /Nyt materiale: .*Kontormøbler/ }).click();
    const shared = member.locator('section.sheet').filter({ has: member.getByRole('heading', { name: 'Til skrivedagen' }) });
    await shared.getByText('Alle tre begynder med genbrug.').waitFor();
    await shared.getByText(/^Delt med gruppen/).waitFor();
    await expectAccessible(member);
  });

  it('2.5 of the member’s proposals one is kept and one is dropped with a reason', async () => {
    const { chair, member, group } = walk;
    for (const wording of Object.values(proposals)) {
      await member.goto(`${group}/proposals`);
      await open(member, 'Nyt forslag');
      const make = member.locator('form[action="?/make"]');
      await make.getByLabel('Formulering').fill(wording);
      await make.getByLabel('Begrundelse').fill('Der er nok at købe.');
      await open(make, 'Bygger på');
      await make.getByLabel(wording === proposals.kept ? 'Lyngvig Kommune' : 'Svanemærket').check();
      await press(make, 'Foreslå', member.getByRole('heading', { name: wording }));
    }
    expect(await fits(member)).toBe(true);
    await chair.goto(`${group}/proposals`);
    const of = (page: Page, wording: string) => page.locator('article', { hasText: wording });
    const kept = of(chair, proposals.kept);
    const dropped = of(chair, proposals.dropped);
    await open(kept, 'Sig din mening');
    await press(kept, 'Støt', '1 støtter, 0 tvivler');
    await open(kept, 'Afgør');
    await press(kept, 'Hold fast', kept.getByText(/^Holdt fast af Karen Lindholm/));
    await open(dropped, 'Afgør');
    await press(dropped, 'Læg fra', dropped.getByText('Feltet skal udfyldes.'));
    await dropped.getByLabel('Begrundelse for afgørelsen').fill('Mærket findes ikke for alle stole.');
    await press(dropped, 'Læg fra', dropped.getByText(/^Lagt fra af Karen Lindholm/));
    await expectAccessible(chair);
    await member.goto(`${group}/proposals`);
    await of(member, proposals.dropped).getByText('Mærket findes ikke for alle stole.').waitFor();
    await of(member, proposals.kept).getByRole('link', { name: 'Lyngvig Kommune' }).waitFor();
  });

  it('2.6 with the homework done every point of the meeting is ready, and the way goes on when it is held', async () => {
    const { chair, group, meetings } = walk;
    const ready = ['2.1 Klar', '2.2 Klar', '2.3 Klar', '2.4 Klar', '2.5 Klar'];
    expect(await standings(chair, group)).toEqual([...ready, '2.6 Mangler']);
    await chair.goto(`${group}/homework`);
    const task = chair.getByRole('listitem').filter({ hasText: 'Spørg leverandørerne' });
    await press(task, /^Markér som gjort/, task.getByRole('button', { name: /^Åbn igen/ }));
    expect(await standings(chair, group)).toEqual([...ready, '2.6 Klar']);
    await hold(chair, meetings[1]!);
    await chair.goto(group);
    await chair.getByRole('heading', { level: 2, name: 'Møde 3: Tekst' }).waitFor();
  });
}
