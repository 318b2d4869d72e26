import { existsSync } from 'node:fs';
import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect } from 'vitest';

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// Chromium makes the list under its address bar anew for every window, twice, as pages of its own: more work than most of ours,
// and nobody sees it. The switch counts once, the last time it stands, so that what Playwright turns off stands here again.
const off = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable'],
  ...['LensOverlay', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
];

/** Opens the Chromium of this machine. Throws with the name of the package when there is none. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: executable(), args });
}

/** One person's browser that keeps everything in a folder, as on their own machine; `pid` is the process to end it by. */
export async function openLasting(
  folder: string,
  url: string,
): Promise<{ context: BrowserContext; page: Page; pid: () => Promise<number> }> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: executable(),
    args,
    baseURL: url,
    locale: 'da-DK',
    reducedMotion: 'reduce',
  });
  const pid = async () => {
    // Chromium names the one who holds its folder in the lock: the machine's name, and the process.
    const lock = await readlink(join(folder, 'SingletonLock'));
    return Number(lock.slice(lock.lastIndexOf('-') + 1));
  };
  return { context, page: context.pages()[0] ?? (await context.newPage()), pid };
}

const args = ['--no-sandbox', '--disable-dev-shm-usage', `--disable-features=${off.join()}`];

function executable(): string {
  const executablePath = places.find((place) => place !== undefined && existsSync(place));
  if (executablePath === undefined) {
    throw new Error('No Chromium found. Install the package "chromium" (apt-get install chromium), or set CHROMIUM to its path.');
  }
  return executablePath;
}

/** How a person looks at the pages. Danish, light, on a laptop unless said otherwise. */
export type View = { locale?: 'da' | 'en'; theme?: 'light' | 'dark'; width?: number; javaScript?: boolean };

/** One person's browser, signed out. Its first page is open on nothing yet. */
export async function openPerson(browser: Browser, url: string, view: View = {}): Promise<{ context: BrowserContext; page: Page }> {
  const { locale = 'da', theme = 'light', width = 1280, javaScript = true } = view;
  const context = await browser.newContext({
    baseURL: url,
    locale: locale === 'da' ? 'da-DK' : 'en-GB',
    viewport: { width, height: width < 500 ? 740 : 860 },
    javaScriptEnabled: javaScript,
    // Nothing is looked at while it fades in or out.
    reducedMotion: 'reduce',
  });
  await context.addCookies([{ name: 'samskriv_theme', value: theme, url }]);
  return { context, page: await context.newPage() };
}

/** Resolves when the page's scripts have taken it over: from then on what is clicked is theirs to answer. */
export async function hydrated(page: Page): Promise<void> {
  await page.locator('#svelte-announcer').waitFor({ state: 'attached' });
}

/** Signs in on the front page and waits until the start page stands. */
export async function signIn(page: Page, mail: string, password = 'samskriv'): Promise<void> {
  await page.goto('/');
  await page.locator('form[action="?/signIn"] input[type="email"]').fill(mail);
  await page.locator('form[action="?/signIn"] input[type="password"]').fill(password);
  await page.locator('form[action="?/signIn"] button.main').click();
  await page.locator('#waiting').waitFor();
}

/** Expects no violation of WCAG 2.2 A and AA on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  const told = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).join(' | ')}`,
  );
  expect(told, page.url()).toEqual([]);
}
