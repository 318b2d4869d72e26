import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { connect, type Address, type Pool } from '@samskriv/database';
import type { HeavyName } from './heavyReads.ts';
import type { HeavyRead } from './run.ts';
import { heavyReads } from './tasks.ts';

/** What a worker is asked, and what it answers; `heap` is how much memory it has taken (bytes). */
export type Asked = { id: number; name: HeavyName; input: unknown };
export type Answered = { id: number; heap: number } & ({ outcome: unknown } | { error: unknown });

/** How much less of a processor than the others a thread gets whom nobody waits for at a keyboard (Unix' nice). */
const NICE = 10;

giveWay();
const { address, seconds } = workerData as { address: Address; seconds: number };
const sql = connect(address, { max: 1, idleSeconds: 20, statementSeconds: seconds });
parentPort!.on('message', (asked: Asked) => void answer(asked));

async function answer({ id, name, input }: Asked): Promise<void> {
  const work = heavyReads[name] as HeavyRead<unknown, unknown> & { read(sql: Pool, input: unknown): Promise<unknown> };
  const answered = await work.read(sql, input).then(
    (outcome) => ({ outcome }),
    (error: unknown) => ({ error }),
  );
  parentPort!.postMessage({ id, heap: getHeapStatistics().total_heap_size, ...answered } satisfies Answered);
}

/** On Linux a thread has a priority of its own; elsewhere it has that of its process. */
function giveWay(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    if (thread > 0) setPriority(thread, NICE);
  } catch {
    // Then it gets as much as the others.
  }
}
