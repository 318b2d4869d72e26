import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connect, type Pool } from '@samskriv/database';
import { findRunning } from '@samskriv/database/embedded';

const entry = fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url));

/** Names, in the environment, a data folder with the demo planted: what a house of its own begins with. */
export const planted = 'SAMSKRIV_PLANTED';

/** The built product, running for a test with its own data. */
export type Served = {
  /** `http://127.0.0.1:<port>`, the same after a restart. */
  readonly url: string;
  /** Ends the process at once, as a power cut would; `start` brings it up again on the same port and data. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends the process in order and removes its data, unless `env` gave the folder. */
  stop(): Promise<void>;
  /** What the process has written to its log so far. */
  readonly log: () => string;
  /** The application's own way into the process' embedded database; the caller ends it. */
  database(): Promise<Pool>;
};

/**
 * Starts the built server (apps/web must be built) on a free port, with demo data unless `env` says otherwise. Rejects with
 * the process' log when it ends before it is ready.
 */
export async function serve(env: Record<string, string> = {}): Promise<Served> {
  const dataDir = env.DATA_DIR ?? (await dataFolder());
  let child: ChildProcess;
  let port = '0';
  let log = '';

  const startOnce = async () => {
    child = spawn(process.execPath, [entry], {
      env: { ...inherited(), HOST: '127.0.0.1', ...env, DATA_DIR: dataDir, PORT: port },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stderr?.on('data', (chunk) => (log += chunk));
    const lines = createInterface({ input: child.stdout! });
    const ready = new Promise<string>((resolve, reject) => {
      lines.on('line', (line) => {
        log += `${line}\n`;
        const address = /^Samskriv ready on (http:\S+)/.exec(line)?.[1];
        if (address !== undefined) resolve(address);
      });
      child.once('exit', (code) => reject(new Error(`The server ended (${code}) before it was ready:\n${log}`)));
    });
    port = new URL(await ready).port;
  };
  // Between two runs somebody else on the machine may have been given the port, for a moment.
  const start = async () => {
    for (let again = 20; ; again--) {
      try {
        return await startOnce();
      } catch (error) {
        if (again === 0 || !String(error).includes('EADDRINUSE')) throw error;
        log = '';
        await pause(500);
      }
    }
  };
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };

  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    kill: () => end('SIGKILL'),
    start,
    stop: async () => {
      await end('SIGTERM');
      if (env.DATA_DIR === undefined) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
    log: () => log,
    async database() {
      const running = await findRunning(dataDir);
      if (running === null) throw new Error('The embedded database does not run');
      return connect(running);
    },
  };
}

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'samskriv-journey-'));
  const begun = process.env[planted];
  if (begun !== undefined) await cp(begun, folder, { recursive: true, preserveTimestamps: true });
  return folder;
}

// What a developer has set for their own server must not reach the test's.
function inherited(): NodeJS.ProcessEnv {
  const { DATABASE_URL, REDIS_URL, SMTP_URL, PUBLIC_URL, SERVICES, DEMO, ...rest } = process.env;
  void [DATABASE_URL, REDIS_URL, SMTP_URL, PUBLIC_URL, SERVICES, DEMO];
  return rest;
}
