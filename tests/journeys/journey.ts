import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { openBrowser, openPerson, signIn, type View } from './browser.ts';
import { enterPaper, type openWriter, type Writer } from './paperPage.ts';
import { serve, type Served } from './serve.ts';

/** The built product and a browser, for the journeys of one file. What they open is closed after each of them. */
export type Journey = {
  readonly served: Served;
  readonly browser: Browser;
  /** Has a browser window closed after this journey. */
  closes<Opened extends { readonly context: BrowserContext }>(opened: Opened): Opened;
  /** A person's browser: signed in and on the start page, or (null) signed out. */
  visitor(mail: string | null, view?: View): Promise<Writer>;
  /** A person with the paper open. */
  writer(mail: string, view?: Parameters<typeof openWriter>[3]): Promise<Writer>;
};

/** Called once, at the top of a file. With `each`, every journey has a house of its own: for acts that cannot be undone. */
export function journey({ each = false } = {}): Journey {
  let served: Served;
  let browser: Browser;
  const open: BrowserContext[] = [];
  const house = async (): Promise<void> => void (served = await serve());

  beforeAll(async () => {
    await Promise.all([openBrowser().then((opened) => (browser = opened)), each ? null : house()]);
  });
  if (each) beforeEach(house);
  afterEach(async () => {
    for (const context of open.splice(0)) await context.close();
    if (each) await served?.stop();
  });
  afterAll(async () => {
    await browser?.close();
    if (!each) await served?.stop();
  });

  const closes: Journey['closes'] = (opened) => {
    open.push(opened.context);
    return opened;
  };
  return {
    get served() {
      return served;
    },
    get browser() {
      return browser;
    },
    closes,
    visitor: async (mail, view) => {
      const one = closes(await openPerson(browser, served.url, view));
      if (mail !== null) await signIn(one.page, mail);
      return one;
    },
    writer: async (mail, view) => {
      const one = closes(await openPerson(browser, served.url, view));
      await enterPaper(one.page, mail, view?.paper);
      return one;
    },
  };
}
