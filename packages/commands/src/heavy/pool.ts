import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Address } from '@samskriv/database';
import { refuse, type Refusal } from '@samskriv/process';
import type { HeavyName, HeavyReads } from './heavyReads.ts';
import type { Answered, Asked } from './worker.ts';

/** `seconds` and `megabytes` are what one read may take, `patience` how long it may wait for its turn (ms). */
export type HeavyLimits = { threads: number; seconds: number; megabytes: number; waitingEach: number; waiting: number; patience: number };

/** Two threads at most, and one processor is left for those who write. */
const ordinary: HeavyLimits = {
  threads: Math.max(1, Math.min(2, availableParallelism() - 1)),
  seconds: 30,
  megabytes: 256,
  waitingEach: 3,
  waiting: 30,
  patience: 30_000,
};

/** A thread that has taken more than this (bytes) is not kept: its memory would never come back. */
const KEPT = 128 << 20;

type Job = { name: HeavyName; input: unknown; personId: string; resolve(outcome: unknown): void; reject(error: unknown): void };
type Thread = { worker: Worker; job: Job | null };

/**
 * Threads that do heavy reads, each with a connection of its own to the database at `address`. A person's reads go one at a
 * time, a few may wait; what takes too long or too much memory ends with its thread, and nothing else does.
 */
export function openHeavyReads(address: Address, limits: Partial<HeavyLimits> = {}): HeavyReads {
  const { threads: most, seconds, megabytes, waitingEach, waiting: mostWaiting, patience } = { ...ordinary, ...limits };
  const threads = new Set<Thread>();
  let waiting: Job[] = [];
  let asked = 0;
  let stopped = false;

  function next(): void {
    const busy = new Set([...threads].flatMap(({ job }) => (job === null ? [] : [job.personId])));
    const job = waiting.find(({ personId }) => !busy.has(personId));
    if (job === undefined) return;
    const free = [...threads].find((thread) => thread.job === null) ?? (threads.size < most ? start() : undefined);
    if (free === undefined) return;
    waiting = waiting.filter((one) => one !== job);
    give(free, job);
    next();
  }

  function start(): Thread {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { address, seconds },
      resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: 32 },
    });
    worker.unref();
    // Unheard, what goes wrong in it would end the process.
    worker.on('error', () => {});
    const thread: Thread = { worker, job: null };
    threads.add(thread);
    return thread;
  }

  function give(thread: Thread, job: Job): void {
    const { worker } = thread;
    const id = ++asked;
    thread.job = job;
    const end = (keep: boolean) => {
      clearTimeout(timer);
      worker.off('message', hear).off('error', fail).off('exit', gone);
      thread.job = null;
      if (!keep) {
        threads.delete(thread);
        void worker.terminate();
      }
      next();
    };
    const hear = (answered: Answered) => {
      if (answered.id !== id) return;
      if ('error' in answered) job.reject(answered.error);
      else job.resolve(answered.outcome);
      end(answered.heap < KEPT);
    };
    const fail = (error: unknown) => {
      if ((error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY') job.resolve(refuse('too_heavy'));
      else job.reject(error);
      end(false);
    };
    const gone = () => fail(new Error('a thread for heavy reads has ended'));
    const timer = setTimeout(() => {
      job.resolve(refuse('too_heavy'));
      end(false);
    }, seconds * 1000).unref();
    worker.on('message', hear).on('error', fail).on('exit', gone);
    worker.postMessage({ id, name: job.name, input: job.input } satisfies Asked);
  }

  return {
    run(name, input, personId) {
      const own = waiting.filter((job) => job.personId === personId).length;
      if (stopped || own >= waitingEach || waiting.length >= mostWaiting) return Promise.resolve(busy());
      return new Promise((resolve, reject) => {
        const job: Job = { name, input, personId, resolve, reject };
        waiting.push(job);
        next();
        setTimeout(() => {
          if (!waiting.includes(job)) return;
          waiting = waiting.filter((one) => one !== job);
          resolve(busy());
        }, patience).unref();
      });
    },
    async stop() {
      stopped = true;
      for (const { resolve } of waiting.splice(0)) resolve(busy());
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

function busy(): Refusal {
  return refuse('busy', undefined, { seconds: 10 });
}
