// Measures our built server beside bare @hocuspocus/server and a plain y-websocket server and prints how the figures stand to
// each other and to what was promised (targets.ts).
//   npm run bench -- [--quick] [--only=W1,W7] [--repeat=3] [--profile]
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median, shown, spread, table } from './figures.ts';
import { calibrate } from './processes.ts';
import { hocuspocus, hocuspocusWithStore, samskriv, yWebsocket, type Subject, type SubjectName } from './subjects.ts';
import { judge, type Judgement } from './targets.ts';
import type { Row, Workload } from './workload.ts';
import { compare } from './workloads/compare.ts';
import { crowd } from './workloads/crowd.ts';
import { durability } from './workloads/durability.ts';
import { latency } from './workloads/latency.ts';
import { memory } from './workloads/memory.ts';
import { open } from './workloads/open.ts';
import { saturation } from './workloads/saturation.ts';
import { soak } from './workloads/soak.ts';
import { storm } from './workloads/storm.ts';
import { weight } from './workloads/weight.ts';

/** One measured row: which repetition, and how contended the machine was then (1 is a quiet machine). */
type Run = Row & { workload: string; subject: SubjectName; repetition: number; contention: number; load: number };

const workloads: readonly Workload[] = [latency, saturation, open, memory, storm, durability, soak, crowd, weight, compare];
// What is counted rather than timed says the same every time, or takes too long to do often.
const onceIsEnough = new Set(['W4', 'W6', 'W9']);

const { values: asked } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    subjects: { type: 'string' },
    repeat: { type: 'string' },
    profile: { type: 'boolean', default: false },
  },
});
const repetitions = Number(asked.repeat ?? (asked.quick ? 1 : 3));
const chosen = asked.only === undefined ? workloads : workloads.filter(({ id }) => asked.only!.toUpperCase().split(',').includes(id));
if (chosen.length === 0 || !(repetitions >= 1)) {
  console.error(`Choose from ${workloads.map(({ id }) => id).join(', ')}, with at least one repetition.`);
  process.exit(2);
}

const out = fileURLToPath(new URL('../../out/bench', import.meta.url));
mkdirSync(out, { recursive: true });
const scratch = mkdtempSync(join(tmpdir(), 'samskriv-bench-'));
// Postgres runs under another user when we are root, and must reach its folder.
chmodSync(scratch, 0o711);
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const everySubject = [samskriv, yWebsocket, hocuspocus, hocuspocusWithStore].map((make) => make(scratch));
const subjects = everySubject.filter(({ name }) => asked.subjects === undefined || asked.subjects.split(',').includes(name));
const quietest = Math.min(...Array.from({ length: 5 }, calibrate));
const runs: Run[] = [];
for (const workload of chosen) {
  await measure(workload);
  console.log(describe(workload));
}
for (const subject of everySubject) await subject.end();

const judgements = judge(casesOf, figureOf);
console.log(`\n## What was promised\n\n${judgementTable(judgements)}\n`);
console.log(
  `${judgements.filter(({ met }) => met).length} of ${judgements.length} met. Ours is apps/server with sign-in, rights and durable append on.`,
);
const file = join(out, `${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`);
writeFileSync(file, JSON.stringify({ at: new Date(), machine: machine(), quick: asked.quick, repetitions, runs, judgements }, null, 1));
console.log(`${machine()}\nAll figures: ${relative(process.cwd(), file)}`);
process.exit(0);

async function measure(workload: Workload): Promise<void> {
  const taking = subjects.filter(({ name }) => workload.subjects.includes(name));
  const times = onceIsEnough.has(workload.id) ? 1 : repetitions;
  for (let repetition = 0; repetition < times; repetition++) {
    // The order rotates, so that nobody always runs first or after the same neighbour.
    const order = taking.map((_, index) => taking[(index + repetition) % taking.length]!);
    for (const subject of order) await measureOne(workload, subject, repetition);
  }
}

async function measureOne(workload: Workload, subject: Subject, repetition: number): Promise<void> {
  const contention = Math.min(calibrate(), calibrate()) / quietest;
  const about = { workload: workload.id, subject: subject.name, repetition, contention, load: loadavg()[0] ?? 0 };
  const profileFile = (name: string): string | null =>
    asked.profile && repetition === 0 ? join(out, `${name}-${subject.name}.cpuprofile`) : null;
  const started = performance.now();
  try {
    for (const row of await workload.run(subject, { quick: asked.quick, profileFile })) runs.push({ ...about, ...row });
  } catch (error) {
    console.error(`${workload.id} ${subject.name}:`, error);
    runs.push({ ...about, case: 'failed', figures: {} });
  }
  console.error(
    `${workload.id} ${subject.name} ${repetition + 1}: ${((performance.now() - started) / 1000).toFixed(1)} s, contention ${contention.toFixed(2)}`,
  );
}

function casesOf(workload: string): string[] {
  return [...new Set(runs.filter((run) => run.workload === workload && run.subject === 'samskriv').map((run) => run.case))];
}

function valuesOf(workload: string, subject: SubjectName, name: string, figure: string): (number | null | undefined)[] {
  return runs.filter((run) => run.workload === workload && run.subject === subject && run.case === name).map((run) => run.figures[figure]);
}

function figureOf(workload: string, subject: SubjectName, name: string, figure: string): number | null {
  return median(valuesOf(workload, subject, name, figure));
}

function describe({ id, title, columns }: Workload): string {
  const mine = runs.filter((run) => run.workload === id);
  const keys = [...new Set(mine.map((run) => `${run.case}\n${run.subject}`))].map((key) => key.split('\n') as [string, SubjectName]);
  const inOrder = keys.sort((a, b) => mine.findIndex((run) => run.case === a[0]) - mine.findIndex((run) => run.case === b[0]));
  const rows = inOrder.map(([name, subject]) => [
    name,
    subject,
    ...columns.map((column) => {
      const values = valuesOf(id, subject, name, column);
      const noise = spread(values);
      return shown(median(values)) + (noise === null ? '' : ` ±${noise}%`);
    }),
  ]);
  const contention = mine.map((run) => run.contention);
  return `\n## ${id} ${title}\n\nContention: median ${shown(median(contention))}, worst ${shown(Math.max(...contention))}.\n\n${table(['case', 'server', ...columns], rows)}`;
}

function judgementTable(judged: readonly Judgement[]): string {
  return table(
    ['promise', 'case', 'ours', 'theirs', 'ratio or figure', 'at most', 'met'],
    judged.map(({ says, case: name, ours, theirs, value, atMost, met }) => [
      says,
      name,
      ours,
      theirs,
      shown(value),
      String(atMost),
      met === null
        ? 'not measured'
        : met
          ? 'yes'
          : `no, ${atMost > 0 ? `${Math.round((value! / atMost - 1) * 100)} % over` : `${shown(value)} too many`}`,
    ]),
  );
}

function machine(): string {
  return `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
}
