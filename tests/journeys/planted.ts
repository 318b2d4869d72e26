import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planted, serve } from './serve.ts';

/** Vitest's globalSetup for the journeys: plants the demo once; every house of the run begins with a copy of it. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'samskriv-planted-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const served = await serve({ DATA_DIR: folder });
    await served.stop();
  } catch (error) {
    await remove();
    throw error;
  }
  process.env[planted] = folder;
  return remove;
}
