import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serve, type Served } from '../journeys/serve.ts';
import { Writer } from './writer.ts';

/** 1,000 each is the promise (faults.md); CI runs 20, KILLS sets another number. */
const kills = Number(process.env['KILLS'] ?? (process.env['CI'] ? 20 : 6));
const people = ['formand@strandholt.example', 'miljoe@birkelev.example', 'indkob@fjordby.example'];
const cli = fileURLToPath(new URL('../../apps/server/src/cli.ts', import.meta.url));

let served: Served;
let dataDir: string;
let tokens: string[];
let paper: { id: string; document: string };
let writers: Writer[];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'kills-'));
  served = await serve({ DATA_DIR: dataDir, DEMO: '1' });
  tokens = [];
  for (const mail of people) {
    const { stdout } = await promisify(execFile)(process.execPath, [cli, 'token', mail], { env: { ...process.env, DATA_DIR: dataDir } });
    tokens.push(stdout.trim().split('\n').at(-1) as string);
  }
  const groups = (await (await get('/api/groups')).json()) as { kind: string; paper: { id: string; document: string } }[];
  paper = groups.find((group) => group.kind === 'new')!.paper;
  writers = tokens.map(
    (token, index) => new Writer(`${served.url.replace('http', 'ws')}/collab`, paper.document, token, 'ABC'[index] as string),
  );
  for (const writer of writers) writer.start();
}, 120_000);

afterAll(async () => {
  await served.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

function get(path: string): Promise<Response> {
  return fetch(`${served.url}${path}`, { headers: { authorization: `Bearer ${tokens[0]}` } });
}

/** The paper as the log has it: read from the tables, not from anybody's memory. */
async function stored(): Promise<string> {
  return vi.waitFor(
    async () => {
      const answer = await get(`/api/papers/${paper.id}/content?format=txt`).catch(() => null);
      if (!answer?.ok) throw new Error(`the product did not come back:\n${served.log().slice(-3000)}`);
      return answer.text();
    },
    { timeout: 30_000, interval: 100 },
  );
}

async function moreSaved(words: number): Promise<void> {
  const saved = () => writers.reduce((sum, writer) => sum + writer.saved.size, 0);
  const goal = saved() + words;
  const trouble = () => `nothing is saved any more:\n${served.log().slice(-3000)}`;
  await vi.waitUntil(() => saved() >= goal, { timeout: 30_000, interval: 3 }).catch(() => expect.fail(trouble()));
}

/** Kills while everybody types, keeps them away, and holds what was acknowledged against what is stored. */
async function killAndCompare(kill: () => Promise<void>): Promise<void> {
  await moreSaved(20 + Math.floor(Math.random() * 200));
  await kill();
  let comeBack = () => {};
  const gate = new Promise<void>((resolve) => (comeBack = resolve));
  for (const writer of writers) writer.stayAway(gate);
  const acknowledged = writers.flatMap((writer) => [...writer.saved]);
  const words = new Set((await stored()).split(/\s+/));
  const lost = acknowledged.filter((word) => !words.has(word));
  comeBack();
  expect(lost).toEqual([]);
}

function postmaster(): number {
  const folder = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).find((file) => file.endsWith('postmaster.pid'));
  return Number(readFileSync(join(dataDir, folder as string), 'utf8').split('\n')[0]);
}

describe('kill -9 while three people type', () => {
  it(
    `the server, ${kills} times: nothing saved is lost, and writers go on by themselves (row 1)`,
    async () => {
      for (let times = 0; times < kills; times++) {
        await killAndCompare(async () => {
          await served.kill();
          await served.start();
        });
      }
    },
    60_000 + kills * 15_000,
  );

  it(
    `Postgres, ${kills} times: nothing saved is lost, and the server goes on by itself (row 2)`,
    async () => {
      for (let times = 0; times < kills; times++) {
        await killAndCompare(async () => {
          process.kill(postmaster(), 'SIGKILL');
        });
      }
      await Promise.all(writers.map((writer) => writer.finish()));
      const words = (await stored()).split(/\s+/);
      for (const writer of writers) {
        const own = words.filter((word) => new RegExp(`^${writer.name}\\d+$`).test(word));
        expect(own.sort()).toEqual([...writer.words].sort());
      }
    },
    60_000 + kills * 15_000,
  );
});
