import { expect, it } from 'vitest';
import { expectAccessible } from '../browser.ts';
import { editorStands, saved, typeIn } from '../paperPage.ts';
import { mark } from './meeting3.ts';
import { fits, open, press, standings, type Walk } from './walk.ts';

/** The last corrections, the evaluation, and a fourth meeting that is not needed. */
export function meeting4(walk: Walk): void {
  it('4.1 the text is worked on further: what is taken up again is a draft until it is finished, on a phone', async () => {
    const { member, group, paper } = walk;
    expect(await standings(member, group)).toEqual(['4.1 Klar', '4.2 Mangler']);
    await member.goto(paper);
    await editorStands(member);
    await saved(member);
    await mark(member, 'Relevans', 'Færdigt', 'Udkast');
    await typeIn(member, 'relevance', 'Hvert andet bord smides ud for tidligt. ');
    await saved(member);
    expect(await standings(member, group)).toEqual(['4.1 Ved behov', '4.2 Mangler']);
    await member.goto(paper);
    await editorStands(member);
    await member.getByText('Hvert andet bord smides ud for tidligt.').waitFor();
    await mark(member, 'Relevans', 'Udkast', 'Færdigt');
    expect(await standings(member, group)).toEqual(['4.1 Klar', '4.2 Mangler']);
  });

  it('the secretariat renames a step of the group and leaves a point out, without scripts', async () => {
    const { office, member, group } = walk;
    await office.goto(`${group}/way`);
    await office.getByLabel('Trin').nth(2).fill('Skrivedag');
    await press(office, 'Gem navne og frister', 'Gruppens proces');
    await office.goto(`${group}/way`);
    expect(await office.getByLabel('Trin').nth(2).inputValue()).toBe('Skrivedag');
    await office
      .getByRole('button', { name: /^Udelad\s*: Hjemmearbejde/ })
      .first()
      .click();
    await office.getByRole('heading', { name: 'Udeladt' }).waitFor();
    await office.getByRole('button', { name: /^Tag med igen/ }).click();
    await office.getByRole('heading', { name: 'Udeladt' }).waitFor({ state: 'detached' });
    await office.getByRole('heading', { name: 'Gruppens proces' }).waitFor();
    expect(await fits(office)).toBe(true);
    await office.goto('/secretariat/way');
    await office.getByLabel('Trin').first().waitFor();
    await expectAccessible(member);
  });

  it('1.3 the secretariat says how many days before the steering group a meeting is to be held, and a bad number is told at its field', async () => {
    const { office, chair, group } = walk;
    await office.goto(`${group}/way`);
    const days = office.getByLabel('Dage før styregruppens møde (valgfrit)').nth(3);
    await office.getByLabel('Trin').nth(1).fill('Kortlægningsmøde');
    await days.fill('tre uger');
    await office.getByRole('button', { name: 'Gem navne og frister' }).click();
    await office.getByText('Skriv et helt tal fra 0 til 1000.').waitFor();
    expect(await days.getAttribute('aria-invalid')).toBe('true');
    expect([await days.inputValue(), await office.getByLabel('Trin').nth(1).inputValue()]).toEqual(['tre uger', 'Kortlægningsmøde']);
    expect(await fits(office)).toBe(true);
    await days.fill('20');
    await office.getByRole('button', { name: 'Gem navne og frister' }).click();
    await office.getByText('Skriv et helt tal fra 0 til 1000.').waitFor({ state: 'detached' });
    expect(await days.inputValue()).toBe('20');
    await chair.goto(group);
    await chair.getByText('Senest 8. oktober 2099 (uge 41)', { exact: true }).first().waitFor();
    await chair.goto(`${group}/way`);
    await expectAccessible(chair);
  });

  it('4.2 the group is evaluated against its criteria, without a meeting, and the way goes on to the members’ own organisations', async () => {
    const { member, chair, group } = walk;
    await member.goto(`${group}/criteria`);
    await member.getByLabel('Bedømmelse').selectOption({ label: 'Opfyldt' });
    await press(member, /^Gem bedømmelsen/, /Vedtaget\s*· Opfyldt/);
    await member.getByLabel('Hvad gik godt?').fill('Vi blev enige.');
    await member.getByRole('button', { name: 'Gem evalueringen' }).click();
    await expect
      .poll(async () => {
        await chair.goto(`${group}/criteria`);
        return chair.getByLabel('Hvad gik godt?').inputValue();
      })
      .toBe('Vi blev enige.');
    await press(chair, 'Afslut evalueringen', 'Evalueringen er afsluttet af Karen Lindholm');
    expect(await standings(chair, group)).toEqual(['4.1 Klar', '4.2 Klar']);
    await chair.getByText('1 af 1').waitFor();
    await open(chair, 'Spring mødet over');
    await chair.getByLabel('Hvorfor holdes det ikke?').fill('Alt er sagt.');
    await press(chair, 'Spring mødet over', /Sprunget over: Alt er sagt\./);
    await chair.getByRole('heading', { level: 2, name: 'I egen organisation' }).waitFor();
    await expectAccessible(chair);
  });
}
