import { findSealed, weighLog, weighVersion, type SealedRow } from '@samskriv/database';
import { isRefusal, type Actor, type Refusal } from '@samskriv/process';
import { readHeavily, type HeavyRead } from '../heavy/run.ts';
import type { House } from '../house.ts';
import { versionFor } from './read.ts';
import { verify, type Verification } from './verify.ts';

/** Verifies one version, for whoever may read its paper. */
export async function verifyVersion(house: House, actor: Actor, versionId: string): Promise<Verification | Refusal> {
  const version = await versionFor(house, actor, versionId, 'paper.read');
  if (isRefusal(version)) return version;
  const { id, paperId, round, head } = version;
  return readHeavily(house, actor, verification, { id, paperId, round, head });
}

/** The work of verifying a version that the actor is known to read. */
export const verification: HeavyRead<{ id: string; paperId: string; round: number; head: number }, Verification> = {
  name: 'verification',
  weigh: async (sql, { id, paperId, round, head }) => (await weighVersion(sql, id)) + (await weighLog(sql, paperId, round, head)),
  read: async (sql, { id }) => verify(sql, (await findSealed(sql, id)) as SealedRow),
};
