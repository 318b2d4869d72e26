import {
  deleteFile,
  deletePack,
  findGroupTitle,
  inTransaction,
  insertPack,
  notify,
  recordAct,
  selectChoosing,
  selectPackFiles,
  sharePackRow,
  updatePack,
} from '@samskriv/database';
import { isRefusal, refuse, type Actor, type Refusal } from '@samskriv/process';
import { line, text } from '../fields.ts';
import type { House } from '../house.ts';
import { enqueueMaterialMail } from '../jobs/enqueue.ts';
import { inGroup, packFor } from './reach.ts';

/** Begins a pack of material. It is a draft, seen by those who prepare material alone, until it is shared. */
export async function makePack(
  house: House,
  actor: Actor,
  input: { groupId: string; title: string; summary?: string | null },
): Promise<{ packId: string } | Refusal> {
  const { groupId } = input;
  const no = inGroup(actor, groupId, 'material.see', 'material.prepare');
  if (no !== null) return no;
  const title = line(input.title, 'title');
  if (isRefusal(title)) return title;
  const summary = text(input.summary, 'summary', 4000);
  if (isRefusal(summary)) return summary;
  return inTransaction(house.sql, async (sql) => {
    if ((await findGroupTitle(sql, groupId)) === null) return refuse('not_found');
    const packId = await insertPack(sql, { groupId, title, summary, madeBy: actor.personId });
    await recordAct(sql, { actor: actor.personId, action: 'pack.make', thing: { kind: 'pack', id: packId }, details: { groupId } });
    return { packId };
  });
}

/** Changes a pack's title and summary. `version` is the one that was seen. */
export async function changePack(
  house: House,
  actor: Actor,
  input: { packId: string; version: number; title: string; summary?: string | null },
): Promise<{ packId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const pack = await packFor(sql, actor, input.packId, 'material.prepare', { hold: true });
    if (isRefusal(pack)) return pack;
    const title = line(input.title, 'title');
    if (isRefusal(title)) return title;
    const summary = text(input.summary, 'summary', 4000);
    if (isRefusal(summary)) return summary;
    if (!(await updatePack(sql, { id: pack.id, version: input.version, title, summary }))) return refuse('changed_meanwhile');
    const thing = { kind: 'pack' as const, id: pack.id };
    await recordAct(sql, { actor: actor.personId, action: 'pack.change', thing, details: { groupId: pack.groupId } });
    await notify(sql, { kind: 'group', groupId: pack.groupId });
    return { packId: pack.id };
  });
}

/** Shows a pack to its group, and tells everybody in it: on their start page, and by mail to those who want any. */
export async function sharePack(house: House, actor: Actor, { packId }: { packId: string }): Promise<{ packId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const pack = await packFor(sql, actor, packId, 'material.prepare', { hold: true });
    if (isRefusal(pack)) return pack;
    if (pack.state === 'shared') return refuse('pack_shared');
    const told = await sharePackRow(sql, pack.id, actor.personId);
    for (const personId of await selectChoosing(sql, told, ['atOnce', 'daily'])) await enqueueMaterialMail(sql, personId);
    const thing = { kind: 'pack' as const, id: pack.id };
    await recordAct(sql, { actor: actor.personId, action: 'pack.share', thing, details: { groupId: pack.groupId, told: told.length } });
    await notify(sql, { kind: 'group', groupId: pack.groupId });
    return { packId: pack.id };
  });
}

/** Removes a pack with all that lies in it. */
export async function removePack(house: House, actor: Actor, { packId }: { packId: string }): Promise<{ packId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const pack = await packFor(sql, actor, packId, 'material.prepare', { hold: true });
    if (isRefusal(pack)) return pack;
    const files = await selectPackFiles(sql, pack.id);
    await deletePack(sql, pack.id);
    for (const fileId of files) await deleteFile(sql, fileId);
    const thing = { kind: 'pack' as const, id: pack.id };
    await recordAct(sql, { actor: actor.personId, action: 'pack.remove', thing, details: { groupId: pack.groupId, files: files.length } });
    await notify(sql, { kind: 'group', groupId: pack.groupId });
    return { packId: pack.id };
  });
}
