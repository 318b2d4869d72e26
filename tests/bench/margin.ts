// How fast the margin and the list answer with 1,000 threads on one paper: `node tests/bench/margin.ts`, apps/web built.
// THREADS and ROUNDS change the size. It prints a table for docs/benchmarks.md; CPU is what the page's own thread spent, wall
// is what a person waited on this machine, from the press to the next frame that is drawn.
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { serve } from '../journeys/serve.ts';

const threads = Number(process.env.THREADS ?? 1_000);
const rounds = Number(process.env.ROUNDS ?? 15);
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

const [served, browser] = await Promise.all([
  serve(),
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] }),
]);
try {
  const context = await browser.newContext({ baseURL: served.url, locale: 'da-DK', viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto('/');
  await page.locator('form[action="?/signIn"] input[type="email"]').fill('formand@strandholt.example');
  await page.locator('form[action="?/signIn"] input[type="password"]').fill('samskriv');
  await page.locator('form[action="?/signIn"] button.main').click();
  await page.locator('#waiting').waitFor();
  const path = await plant(page);
  await page.goto(path);
  await page.locator('#threads [data-thread]').first().waitFor();
  const client = await context.newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });

  const rows: [string, Cost[]][] = [];
  const measure = async (what: string, act: (round: number) => Promise<unknown>) => {
    const costs: Cost[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const cost = await costOf(client, page, () => act(round));
      // The first time code is compiled.
      if (round > 0) costs.push(cost);
    }
    rows.push([what, costs]);
  };
  await measure('next thread in the margin', () => page.keyboard.press('Control+Alt+n'));
  await measure('a key in the text', async (round) => {
    if (round === 0) await page.locator('.ProseMirror p').first().click();
    await page.keyboard.press('x');
  });
  await page.getByRole('button', { name: 'Liste', exact: true }).click();
  await measure('a letter in the search of the list', async (round) => {
    if (round === 0) await page.getByRole('searchbox').focus();
    await page.keyboard.press(round % 2 === 0 ? 'Backspace' : 'b');
  });
  await measure('another filter in the list', (round) =>
    page
      .locator('#threads select')
      .first()
      .selectOption(round % 2 === 0 ? 'open' : 'all'),
  );
  await measure('next thread in the list', () => page.keyboard.press('Control+Alt+n'));

  console.log(`| with ${String(threads)} threads | CPU p50 | CPU worst | wall p50 | wall worst |\n| --- | --: | --: | --: | --: |`);
  for (const [what, costs] of rows) {
    const cell = (pick: (cost: Cost) => number) => {
      const sorted = costs.map(pick).sort((one, other) => one - other);
      return `${(sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0)} ms | ${(sorted.at(-1) ?? 0).toFixed(0)} ms`;
    };
    console.log(`| ${what} | ${cell(({ cpu }) => cpu)} | ${cell(({ wall }) => wall)} |`);
  }
} finally {
  await browser.close();
  await served.stop();
}

type Cost = { cpu: number; wall: number };

async function costOf(client: CDPSession, page: Page, act: () => Promise<unknown>): Promise<Cost> {
  // The frame after the event: set going before it, so that what the driver itself takes does not count.
  const drawn = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const heard = (event: Event): void => {
          for (const type of ['keydown', 'change']) removeEventListener(type, heard, true);
          const began = event.timeStamp;
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
        };
        for (const type of ['keydown', 'change']) addEventListener(type, heard, true);
      }),
  );
  const before = await taskTime(client);
  await act();
  const wall = await drawn;
  return { cpu: (await taskTime(client)) - before, wall };
}

async function taskTime(client: CDPSession): Promise<number> {
  const { metrics } = await client.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000;
}

/** Opens the threads over the API, on words of the paper in turn, and gives the paper's address. */
async function plant(page: Page): Promise<string> {
  const groups = (await (await page.request.get('/api/groups')).json()) as { title: string; paper: { id: string } }[];
  const id = groups.find(({ title }) => title.startsWith('Engangsservice'))?.paper.id ?? '';
  const text = await (await page.request.get(`/api/papers/${id}/content?format=txt`)).text();
  const words = [...new Set(text.match(/\p{L}{5,}/gu))];
  for (let at = 0; at < threads; at += 1) {
    const data = { anchor: { quote: words[at % words.length] }, body: `Bemærkning ${String(at)}: skal det stå sådan her i målet?` };
    const response = await page.request.post(`/api/papers/${id}/threads`, { data, headers: { origin: served.url } });
    if (!response.ok()) throw new Error(await response.text());
  }
  return `/papers/${id}`;
}
