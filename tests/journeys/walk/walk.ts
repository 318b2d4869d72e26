import type { Browser, Locator, Page } from 'playwright-core';
import { openPerson, signIn, type View } from '../browser.ts';
import type { Served } from '../serve.ts';

/**
 * What the parts of the walk share: the house, the four who go the whole way, and where the group is. The chair sits at a desk;
 * the member, the expert and the secretariat hold a phone, and the secretariat's browser runs no scripts.
 */
export type Walk = {
  served: Served;
  browser: Browser;
  office: Page;
  chair: Page;
  member: Page;
  expert: Page;
  /** Paths: of the group, its paper, and the meetings in the order they were planned. */
  group: string;
  paper: string;
  meetings: string[];
};

/** Who goes the way, and the members the secretariat calls in from the other organisations, half of them without scripts. */
export const people = {
  secretariat: { mail: 'sekretariat@partnerskab.example' },
  chair: { mail: 'formand@strandholt.example', name: 'Karen Lindholm', organisation: 'Strandholt Kommune' },
  member: { mail: 'indkob@fjordby.example', name: 'Jonas Kjær', organisation: 'Fjordby Kommune' },
  others: [
    {
      mail: 'miljoe@birkelev.example',
      name: 'Anna Mose',
      organisation: 'Birkelev Kommune',
      level: 'Udvidet',
      javaScript: true,
    },
    {
      mail: 'pia.thorsager@nordoest.example',
      name: 'Pia Thorsager',
      organisation: 'Region Nordøst',
      level: 'Intet mål',
      javaScript: false,
    },
    { mail: 'ole.ravnsborg@aamose.example', name: 'Ole Ravnsborg', organisation: 'Åmose Forsyning', level: 'Basis', javaScript: true },
    {
      mail: 'rasmus.bjerg@midtfjord.example',
      name: 'Rasmus Bjerg',
      organisation: 'Midtfjord Professionshøjskole',
      level: 'Intet mål',
      javaScript: false,
    },
  ],
};

export const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

/** A person's own browser, signed in. */
export async function signedIn({ browser, served }: Walk, mail: string, view: View): Promise<Page> {
  const { page } = await openPerson(browser, served.url, view);
  await signIn(page, mail);
  return page;
}

/** Presses a button and waits until the house has answered and what follows stands; `then` must not stand there before. */
export async function press(within: Page | Locator, button: string | RegExp, then: string | RegExp | Locator): Promise<void> {
  const page = 'page' in within ? within.page() : within;
  await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    within.getByRole('button', { name: button }).first().click(),
  ]);
  await (typeof then === 'string' || then instanceof RegExp ? page.getByText(then) : then).first().waitFor();
}

/** Unfolds what stands under these words. */
export const open = (within: Page | Locator, summary: string | RegExp) => within.locator('summary', { hasText: summary }).first().click();

export const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

/** What the group's page says of the points of the step it stands at, such as '2.1 Klar'. */
export async function standings(page: Page, group: string): Promise<string[]> {
  await page.goto(group);
  return page
    .locator('ol.points > li')
    .evaluateAll((lines) =>
      lines.map((line) => ['.number', '.mark'].map((part) => line.querySelector(part)?.textContent.trim() ?? '').join(' ')),
    );
}

/** Ends a meeting on its page, every item treated. */
export async function hold(page: Page, meeting: string): Promise<void> {
  await page.goto(meeting);
  await open(page, 'Afslut mødet');
  await press(page, 'Ja, afslut mødet', page.getByText('Afholdt', { exact: true }));
}
