import { createHash } from 'node:crypto';
import {
  backdateGathered,
  insertComparable,
  insertFile,
  insertMaterial,
  insertPack,
  insertProposal,
  saveBasis,
  saveProposalSources,
  saveStance,
  sharePackRow,
  updateDecision,
  updateWide,
  type Sql,
} from '@samskriv/database';
import { judgeFile } from '../material/uploaded.ts';
import { isRefusal } from '@samskriv/process';
import { basisA, foundA, itemsA, packsA, proposalsA } from './gatheredA.ts';
import type { DemoOrganisation } from './people.ts';

type Who = {
  personOf: (mail: string) => string;
  organisationOf: (key: DemoOrganisation) => string;
  ago: (days: number) => Date;
};

/** Plants what group A gathered at its first two meetings, as said in the past. */
export async function plantGathered(sql: Sql, groupId: string, who: Who): Promise<void> {
  const { personOf, organisationOf, ago } = who;
  for (const { organisation, by, days, level, policies, contracts, practice } of basisA) {
    const row = { groupId, organisationId: organisationOf(organisation), level, policies, contracts, practice };
    const id = await saveBasis(sql, { ...row, version: 0, by: personOf(by), submitted: true });
    await backdateGathered(sql, 'basis', id ?? '', ago(days));
  }
  const found = new Map<string, string>();
  for (const [index, row] of foundA.entries()) {
    const id = await insertComparable(sql, { ...row, groupId, by: personOf('sekretariat@partnerskab.example') });
    await backdateGathered(sql, 'comparable', id, ago(24.9 - index * 0.03));
    found.set(row.source, id);
  }
  for (const { title, summary, by, days, shared, items } of packsA) {
    const packId = await insertPack(sql, { groupId, title, summary, madeBy: personOf(by) });
    for (const [index, item] of items.entries())
      await plantItem(sql, { groupId, packId, by, days: days - 0.03 * (index + 1), ...item }, who);
    if (shared) await sharePackRow(sql, packId, personOf(by));
    await backdateGathered(sql, 'pack', packId, ago(days), ago(days - 0.15));
  }
  for (const item of itemsA) await plantItem(sql, { groupId, packId: null, ...item }, who);
  for (const { by, days, wording, level, reason, rests, stances, decided } of proposalsA) {
    const id = await insertProposal(sql, { groupId, wording, level, reason, by: personOf(by) });
    const sources = rests.map((source) => ({ kind: 'comparable' as const, id: found.get(source) ?? '' }));
    await saveProposalSources(sql, id, sources);
    for (const { by, stance, word } of stances) await saveStance(sql, { proposalId: id, personId: personOf(by), stance, word });
    if (decided !== null) await updateDecision(sql, { id, state: decided.state, by: personOf(decided.by), reason: decided.reason });
    await backdateGathered(sql, 'proposal', id, ago(days), decided === null ? null : ago(decided.days));
  }
}

type Item = {
  groupId: string;
  packId: string | null;
  by: string;
  days: number;
  kind: 'file' | 'link' | 'note';
  title: string;
  note: string;
  address?: string;
  name?: string;
  content?: string;
  topic?: 'home' | 'abroad' | 'practice' | null;
};

async function plantItem(sql: Sql, of: Item, { personOf, ago }: Who): Promise<void> {
  const { groupId, packId, kind, title, note, topic = null, address = null } = of;
  const madeBy = personOf(of.by);
  let fileId: string | null = null;
  if (of.content !== undefined) {
    const file = await judgeFile({ name: of.name ?? title, content: Buffer.from(of.content) });
    if (isRefusal(file)) throw new RangeError(`${title} is no file that may come in`);
    fileId = await insertFile(sql, { ...file, sha256: createHash('sha256').update(file.content).digest('hex'), madeBy });
  }
  const id = await insertMaterial(sql, { groupId, packId, kind, title, note, address, fileId, madeBy });
  if (topic !== null) await updateWide(sql, id, madeBy, topic);
  await backdateGathered(sql, 'material', id, ago(of.days));
}
