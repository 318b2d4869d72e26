import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible, openBrowser } from './browser.ts';
import { serve } from './serve.ts';
import { meeting1 } from './walk/meeting1.ts';
import { meeting2 } from './walk/meeting2.ts';
import { meeting3 } from './walk/meeting3.ts';
import { meeting4 } from './walk/meeting4.ts';
import { people, signedIn, type Walk } from './walk/walk.ts';

// One group from its making to its evaluation, as the secretariat, the chair, the members and an expert do it.

const walk = {} as Walk;

beforeAll(async () => {
  [walk.served, walk.browser] = await Promise.all([serve(), openBrowser()]);
  walk.office = await signedIn(walk, people.secretariat.mail, { width: 360, javaScript: false });
  walk.chair = await signedIn(walk, people.chair.mail, { width: 1280 });
  walk.member = await signedIn(walk, people.member.mail, { width: 360 });
}, 240_000);

afterAll(async () => {
  await walk.browser?.close();
  await walk.served?.stop();
});

describe('a group goes its way', () => {
  meeting1(walk);
  meeting2(walk);
  meeting3(walk);
  meeting4(walk);
});

describe('a group at rest', () => {
  it('says how long it has rested, where it stands and how to wake it', async () => {
    const { office } = walk;
    await office.goto('/');
    await office.locator('.group h3 a', { hasText: 'Hjemmeplejens biler' }).click();
    await office.getByText('Gruppen har hvilet i 5 måneder').waitFor();
    await office.getByText('Den står ved Møde 3: Tekst.').waitFor();
    await expectAccessible(walk.chair);
  });

  it('and another’s meeting is not found', async () => {
    const { office, member } = walk;
    const link = office.locator('.meetings a').first();
    const path = (await link.getAttribute('href'))!;
    for (const place of [path, `${path}/run`, `${path}/edit`, `${path}/answer`, `${path}/meeting.ics`]) {
      expect((await member.request.get(place)).status(), place).toBe(404);
    }
    expect((await member.request.get('/secretariat/way')).status()).toBe(403);
  });
});
