import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase, type FreshDatabase } from '@samskriv/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { yes } from '../demo/demoHouse.ts';
import { plantDemo } from '../demo/plant.ts';
import type { House } from '../house.ts';
import { listGroups } from '../groups/read.ts';
import { lockVersion } from '../versions/lock.ts';
import { verifyChains } from '../versions/verify.ts';
import { backUpHouse, checkBackupFile, restoreHouse } from './backUpHouse.ts';

let from: FreshDatabase;
let to: FreshDatabase;
let folder: string;
const houseOf = ({ sql }: FreshDatabase): House => ({ sql, mail: null, publicUrl: null, demo: true });

beforeAll(async () => {
  [from, to] = await Promise.all([freshDatabase(), freshDatabase()]);
  folder = mkdtempSync(join(tmpdir(), 'house-'));
  await plantDemo(houseOf(from));
  const [row] = await from.sql<{ id: string }[]>`select id from person where secretariat limit 1`;
  const actor = { personId: row!.id, secretariat: true, roles: new Map() };
  for (const { paper } of await listGroups(houseOf(from), actor))
    yes(await lockVersion(houseOf(from), actor, { paperId: paper.id, purpose: 'milestone', reason: 'Efter mødet' }));
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await Promise.all([from.drop(), to.drop()]);
});

test('a backup whose versions do not verify is not restored, and says which; a sound one is', { timeout: 120_000 }, async () => {
  const sound = join(folder, 'sound.backup');
  const told = await backUpHouse(from.ownerAddress, { file: sound });
  expect(await checkBackupFile(sound)).toEqual(told);
  const [flipped] = await from.owner<{ paperId: string; number: number }[]>`
    update paper_version set content = replace(content, 'e', 'a')
    where id = (select id from paper_version order by made_at limit 1) returning paper_id, number`;
  const unsound = join(folder, 'unsound.backup');
  await backUpHouse(from.ownerAddress, { file: unsound });
  await expect(restoreHouse(to.ownerAddress, { file: unsound })).rejects.toThrow(
    `version ${flipped!.number} of the paper ${flipped!.paperId} (content`,
  );
  expect(await to.sql`select 1 from person`).toHaveLength(0);

  await restoreHouse(to.ownerAddress, { file: sound });
  const verified = await verifyChains(houseOf(to));
  expect(verified).toHaveLength(3);
  expect(verified.every(({ ok }) => ok)).toBe(true);
  const acts = await to.sql<{ action: string; file: string }[]>`
    select action, details ->> 'file' as file from audit_log where action like 'house.%' order by id`;
  expect([...acts]).toEqual([{ action: 'house.restore', file: 'sound.backup' }]);
});
