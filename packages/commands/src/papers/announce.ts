import { randomUUID } from 'node:crypto';
import { announceProcess, forgetProcess, type Pool } from '@samskriv/database';
import { schemaVersion } from '@samskriv/document';

/** How often a process says that it lives (ms). */
const EVERY = 20_000;

/**
 * Says, for as long as this process lives, which paper schema it knows: a round is raised to a newer one only when all know it.
 * Resolves when it has been said once; `stop` says that the process ends.
 */
export async function announceSchema(sql: Pool): Promise<{ stop(): Promise<void> }> {
  const id = randomUUID();
  await announceProcess(sql, id, schemaVersion);
  // A database that is away knows of nobody; it is told when it is back.
  const timer = setInterval(() => void announceProcess(sql, id, schemaVersion).catch(() => {}), EVERY).unref();
  return {
    async stop() {
      clearInterval(timer);
      await forgetProcess(sql, id).catch(() => {});
    },
  };
}
