import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BenchHouse } from '../bench/house.ts';
import type { ServerProcess } from '../bench/processes.ts';
import { linesOf, patchesOf, researchPaper } from '../traces/trace.ts';
import { Author } from './author.ts';
import { planReplay } from './plan.ts';

const authorCount = 8;
// Long enough for a slow machine; what stands still for this long will not move again.
const patience = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'samskriv-replay-'));
// Postgres runs under another user when we are root, and must reach its folder.
chmodSync(folder, 0o711);
const house = new BenchHouse(join(folder, 'data'), { SERVICES: 'collab' });
let server: ServerProcess;

beforeAll(async () => {
  server = await house.startServer(join(folder, 'server.log'));
}, 60_000);

afterAll(async () => {
  await house.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

test('a real author’s 260,000 keystrokes, typed by eight at once, come out letter for letter, and again from the log', async () => {
  const trace = researchPaper();
  const plan = planReplay(patchesOf(trace), authorCount, 30, seeded(2));
  await house.open([{ name: 'trace', people: plan.authors.map((_, index) => index) }]);
  const seat = (person: number) => ({ ...house.seat('trace', person), url: `ws://127.0.0.1:${server.port}/collab` });

  const authors = plan.authors.map((edits, person) => new Author(seat(person), edits));
  await Promise.all(authors.map((author) => author.synced()));
  for (const author of authors) author.write();
  await untilDone(authors, () => authors.every((author) => linesOf(author.doc).length === trace.endContent.length));
  for (const author of authors) expect(linesOf(author.doc) === trace.endContent).toBe(true);
  expect(authors.reduce((sum, author) => sum + author.saved, 0)).toBe(plan.edits);
  for (const author of authors) author.leave();

  await server.kill();
  server = await house.startServer(join(folder, 'server.log'));
  const reader = new Author(seat(0));
  await reader.synced();
  expect(linesOf(reader.doc) === trace.endContent).toBe(true);
  reader.leave();
}, 400_000);

async function untilDone(authors: readonly Author[], settled: () => boolean): Promise<void> {
  let [last, since] = [-1, performance.now()];
  for (;;) {
    const trouble = authors.find((author) => author.trouble !== null)?.trouble;
    if (trouble) throw new Error(trouble);
    if (authors.every((author) => author.done) && settled()) return;
    const saved = authors.reduce((sum, author) => sum + author.saved, 0);
    if (saved !== last) [last, since] = [saved, performance.now()];
    if (performance.now() - since > patience) throw new Error(`the replay stands still at ${saved} saved edits`);
    await sleep(100);
  }
}

/** Numbers in [0, 1) that are the same every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
