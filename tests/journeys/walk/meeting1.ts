import { expect, it } from 'vitest';
import { expectAccessible, openPerson } from '../browser.ts';
import { fits, open, pdf, people, press, type Walk } from './walk.ts';

/** The group is made, finds its chair, says what it wants to be measured by, and holds its first meeting. */
export function meeting1(walk: Walk): void {
  it('1.1 the secretariat makes it and appoints the chair, and one from each organisation', async () => {
    const { office } = walk;
    await office.goto('/groups/new');
    await office.getByLabel('Gruppens navn').fill('Kontormøbler');
    await office.getByRole('button', { name: 'Opret gruppe' }).click();
    await office.getByRole('heading', { level: 1, name: 'Kontormøbler' }).waitFor();
    walk.group = new URL(office.url()).pathname;
    await office.getByText('Gruppen har ingen formand').waitFor();
    for (const one of [people.chair, people.member, ...people.others]) {
      await office.goto(`${walk.group}/people/new`);
      await office.getByLabel('Person', { exact: true }).selectOption({ label: `${one.name}, ${one.organisation}` });
      await office.getByLabel('Rolle').selectOption({ label: one === people.chair ? 'Formand' : 'Medlem' });
      await office.getByRole('button', { name: 'Tilføj til gruppen' }).click();
      await office.getByText('Personen er med i gruppen').waitFor();
    }
    await office.getByRole('heading', { name: 'Formænd' }).waitFor();
    expect(await fits(office)).toBe(true);
  });

  it('1.3 the chair says when the steering group meets and plans the first meeting, and a bad time is told at its field', async () => {
    const { chair, group } = walk;
    await chair.goto(group);
    await open(chair, 'Sæt dato for styregruppens møde');
    await chair.getByLabel('Styregruppens møde').fill('2099-10-28');
    await press(chair, 'Gem datoen', '28. oktober 2099 (uge 44)');
    await chair.getByRole('link', { name: 'Planlæg mødet' }).click();
    await chair.getByLabel('Dag', { exact: true }).fill('2099-07-01');
    await chair.getByLabel('Til kl.').fill('08:00');
    await chair.getByLabel('Sted (valgfrit)').fill('Rådhuset');
    await press(chair, 'Planlæg og indkald', 'Mødet skal slutte, efter at det begynder.');
    expect(await chair.getByLabel('Sted (valgfrit)').inputValue()).toBe('Rådhuset');
    await chair.getByLabel('Til kl.').fill('12:00');
    await press(chair, 'Planlæg og indkald', 'Mødet er planlagt');
    await chair.getByText('onsdag den 1. juli 2099 (uge 27) kl. 9.00–12.00').waitFor();
    walk.meetings = [new URL(chair.url()).pathname];
    const ics = await chair.request.get(`${walk.meetings[0]}/meeting.ics`);
    expect(ics.headers()['content-type']).toContain('text/calendar');
    expect(await ics.text()).toContain('DTSTART:20990701T070000Z');
    await expectAccessible(chair);
  });

  it('1.3 the member answers from the start page, on a phone', async () => {
    const { member } = walk;
    await member.goto('/');
    await member.getByRole('link', { name: /Svar på, om du kommer til Møde 1: Opstart .* Kontormøbler/ }).click();
    await press(member, 'Ja, jeg kommer', 'Svaret er gemt');
    await member.getByText('Dit svar: Kommer').waitFor();
    expect(await fits(member)).toBe(true);
  });

  it('1.2 the member proposes what the group wants to be measured by, and the chair agrees', async () => {
    const { member, chair, group } = walk;
    await member.goto(`${group}/criteria`);
    await member.getByLabel('Nyt kriterium').fill('Målet kan bruges af tre medlemmer');
    await press(member, 'Foreslå', 'Foreslået af Jonas Kjær');
    await chair.goto(`${group}/criteria`);
    await press(chair, /^Vedtag/, 'Vedtaget');
    await expectAccessible(member);
  });

  it('1.2 two who change the same line both see it, and nothing is lost', async () => {
    const { member, chair, group } = walk;
    await member.goto(`${group}/criteria`);
    await chair.goto(`${group}/criteria`);
    for (const [page, words] of [
      [member, 'Mindst tre medlemmer kan bruge målet'],
      [chair, 'Målet bruges i tre udbud'],
    ] as const) {
      await open(page, 'Ret ordlyden');
      await page.getByLabel('Ordlyd', { exact: true }).fill(words);
    }
    await press(member, 'Gem', member.locator('.wording', { hasText: 'Mindst tre medlemmer kan bruge målet' }));
    await press(chair, 'Gem', 'Der står nu: ”Mindst tre medlemmer kan bruge målet”');
    expect(await chair.getByLabel('Ordlyd', { exact: true }).inputValue()).toBe('Målet bruges i tre udbud');
    await press(chair, 'Gem', chair.locator('.wording', { hasText: 'Målet bruges i tre udbud' }));
    await press(chair, /^Vedtag/, 'Vedtaget');
  });

  it('1.5 an expert is nominated, invited by a link, and accepts it on a phone', async () => {
    const { member, office, chair, group, browser, served } = walk;
    await member.goto(`${group}/experts`);
    await member.getByLabel('Navn').fill('Sara Tømrer');
    await member.getByLabel('Mailadresse').fill('sara@viden.example');
    await press(member, 'Foreslå', 'foreslået af Jonas Kjær');
    await office.goto(`${group}/experts`);
    await open(office, 'Invitér');
    await office.getByLabel('Sidste dag med adgang').fill('2099-12-31');
    await office.getByRole('button', { name: 'Send invitationen' }).click();
    const link = await office.getByLabel('Linket vises kun denne ene gang').inputValue();
    const { page: expert } = await openPerson(browser, served.url, { width: 360 });
    walk.expert = expert;
    const answer = await expert.goto(link);
    expect(answer?.headers()['x-robots-tag']).toBe('noindex, nofollow');
    await expectAccessible(expert);
    await press(expert, 'Ja, jeg hjælper gerne', 'Vælg en adgangskode');
    await expert.getByLabel('Ny adgangskode').fill('fire heste i en stald');
    await expert.getByRole('button', { name: /Gem adgangskoden/ }).click();
    await expert.locator('.group h3 a', { hasText: 'Kontormøbler' }).waitFor();
    await expert.goto('/groups/new');
    await expert.getByRole('heading', { name: 'Det har du ikke adgang til' }).waitFor();
    await expert.goto(link);
    await expert.getByRole('heading', { name: 'Linket virker ikke længere' }).waitFor();
    await chair.goto(`${group}/experts`);
    await chair.getByText('Har sagt ja').waitFor();
  });

  it('1.4 a presentation is planned on the agenda', async () => {
    const { chair, meetings } = walk;
    await chair.goto(meetings[0]!);
    await open(chair, 'Planlæg et oplæg');
    await chair.getByLabel('Hvad handler det om?').fill('Slid og reparation');
    await chair.getByLabel('Oplægsholder fra gruppen').selectOption({ label: 'Sara Tømrer' });
    await press(chair, 'Planlæg et oplæg', 'ved Sara Tømrer');
    await expectAccessible(chair);
  });

  it('1.4 the expert puts the slides to it on a phone and says that it is held, and the member opens them', async () => {
    const { expert, member, group, meetings } = walk;
    await expert.goto(`${group}/material`);
    const upload = expert.locator('section[aria-labelledby="other"] form[action="?/addFile"]');
    await open(expert.locator('section[aria-labelledby="other"]'), 'Tilføj fil');
    await upload.getByLabel('Titel').fill('Slides om slid');
    await upload.locator('input[type="file"]').setInputFiles({ name: 'slid.pdf', mimeType: 'application/pdf', buffer: pdf });
    await press(upload, 'Tilføj fil', 'Materialet er tilføjet.');
    await expert.goto(meetings[0]!);
    const mine = expert.locator('.presentation', { hasText: 'Slid og reparation' });
    await open(mine, 'Ret oplægget');
    await mine.getByLabel('Fil fra materialet').selectOption({ label: 'Slides om slid' });
    await mine.getByLabel('Noter').fill('Et bord kan slibes fire gange.');
    await mine.getByLabel('Oplægget er holdt').check();
    await press(mine, 'Gem', mine.getByRole('link', { name: 'Åbn filen' }));
    expect(await fits(expert)).toBe(true);
    await member.goto(meetings[0]!);
    const shown = member.locator('.presentation', { hasText: 'Slid og reparation' });
    await shown.locator('.note', { hasText: 'Et bord kan slibes fire gange.' }).waitFor();
    const file = await member.request.get((await shown.getByRole('link', { name: 'Åbn filen' }).getAttribute('href'))!);
    expect((await file.body()).equals(pdf)).toBe(true);
  });

  it('the chair runs the meeting, and the member’s phone follows', async () => {
    const { member, chair, meetings } = walk;
    await member.goto(`${meetings[0]}/run`);
    await member.getByRole('heading', { name: 'Mødet er ikke begyndt' }).waitFor();
    await chair.goto(`${meetings[0]}/run`);
    await press(chair, 'Begynd mødet', chair.getByRole('button', { name: 'Næste punkt' }));
    await member.getByRole('heading', { name: '1. Formanden udpeges' }).waitFor();
    await chair.getByRole('button', { name: 'Næste punkt' }).click();
    await chair.getByRole('heading', { name: '2. Succeskriterier' }).waitFor();
    await member.getByRole('heading', { name: '2. Succeskriterier' }).waitFor();
    expect(await member.getByRole('button', { name: 'Næste punkt' }).count()).toBe(0);
    await expectAccessible(chair);
    await chair.getByRole('button', { name: 'Gem til næste møde' }).click();
    await chair.getByRole('heading', { name: '3. Mødebehov og tidsplan' }).waitFor();
    await open(chair, 'Afslut mødet');
    await press(chair, 'Ja, afslut mødet', 'Mødet er slut');
    await member.getByRole('heading', { name: 'Mødet er slut' }).waitFor();
  });

  it('the minutes are a paper with the agenda’s items, and decisions in it stand on the meeting’s page', async () => {
    const { member, chair, meetings } = walk;
    await chair.goto(meetings[0]!);
    await chair.getByRole('button', { name: 'Skriv referat' }).click();
    const text = chair.locator('.ProseMirror');
    await text.waitFor();
    await chair.getByRole('heading', { name: '1. Formanden udpeges' }).waitFor();
    await text.locator('section').first().locator('p').last().click();
    await chair.keyboard.press('Control+Alt+Digit5');
    await chair.keyboard.type('Karen er formand.');
    await chair.locator('p[data-decision]', { hasText: 'Karen er formand.' }).waitFor();
    await chair.getByText('Gemt', { exact: true }).first().waitFor();
    await member.goto(meetings[0]!);
    await member.getByRole('heading', { name: 'Beslutninger' }).waitFor();
    await member.getByText('Karen er formand.').waitFor();
  });

  it('1.6 homework stands on its owner’s start page until it is done', async () => {
    const { member, chair, group } = walk;
    await chair.goto(`${group}/homework`);
    await chair.getByLabel('Hvad skal gøres?').fill('Tæl stolene');
    await chair.getByLabel('Hvem gør det?').selectOption({ label: 'Jonas Kjær' });
    await chair.getByLabel('Frist (valgfri)').fill('2099-08-01');
    await chair.getByLabel('Hører til (valgfrit)').selectOption({ label: '2. Succeskriterier' });
    await press(chair, 'Giv opgaven', 'Tæl stolene');
    await chair.getByRole('link', { name: 'Dagsordenspunktet Succeskriterier, Møde 1: Opstart', exact: true }).click();
    await chair.locator('.agenda li:target', { hasText: 'Succeskriterier' }).waitFor();
    await member.goto('/');
    await member.getByRole('link', { name: /Tæl stolene Kontormøbler/ }).click();
    await press(member, /^Markér som gjort/, 'Åbn igen');
    expect(await fits(member)).toBe(true);
    await member.goto('/');
    await member.locator('#waiting').waitFor();
    expect(await member.getByRole('link', { name: /Tæl stolene/ }).count()).toBe(0);
  });
}
