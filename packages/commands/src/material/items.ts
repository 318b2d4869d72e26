import { createHash } from 'node:crypto';
import {
  countFileBytes,
  deleteFile,
  deleteMaterial,
  findGroupTitle,
  findMaterial,
  inTransaction,
  insertFile,
  insertMaterial,
  insertMaterialTold,
  notify,
  recordAct,
  selectChoosing,
  updateMaterial,
  updateWide,
  type Sql,
} from '@samskriv/database';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { line, oneOf, optionalLine, text, webAddress } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { enqueueMaterialMail } from '../jobs/enqueue.ts';
import { inGroup, materialToChange, maySee, packFor } from './reach.ts';
import { judgeFile, mostGroupBytes, noRoomForFile, type Uploaded } from './uploaded.ts';

/** What material shared with all members can be about. */
export const materialTopics = ['home', 'abroad', 'practice'] as const;

/** Something to add: a note, a link with `address`, or a file with `file`. A file without a title is called by its name. */
export type NewMaterial = {
  groupId: string;
  packId?: string | null;
  kind: string;
  title?: string | null;
  note?: string | null;
  address?: string | null;
  file?: Uploaded | null;
};

/**
 * Adds a file, a link or a note to a group, or to one of its packs, and tells everybody in the group; what comes into a draft is told
 * of with its pack. A file that the group has no room for is refused. An address is kept and never fetched.
 */
export async function addMaterial(house: House, actor: Actor, input: NewMaterial): Promise<{ materialId: string } | Refusal> {
  const { groupId } = input;
  const no = inGroup(actor, groupId, 'material.see', 'material.add');
  if (no !== null) return no;
  const packId = input.packId ?? null;
  const pack = packId === null ? null : await packFor(house.sql, actor, packId, 'material.prepare');
  if (isRefusal(pack)) return pack;
  if (pack !== null && pack.groupId !== groupId) return refuse('not_found');
  const kind = oneOf(input.kind, ['file', 'link', 'note'] as const, 'kind');
  if (isRefusal(kind)) return kind;
  const note = text(input.note, 'note');
  if (isRefusal(note)) return note;
  const address = kind === 'link' ? webAddress(input.address ?? '', 'address') : null;
  if (isRefusal(address)) return address;
  if (kind === 'file' && (input.file ?? null) === null) return refuse('required', 'file');
  const file = kind === 'file' && input.file ? await judgeFile(input.file) : null;
  if (isRefusal(file)) return file;
  const named = optionalLine(input.title, 'title');
  const title = named ?? (file !== null ? line(file.name, 'title') : line('', 'title'));
  if (isRefusal(title)) return title;
  return inTransaction(house.sql, async (sql) => {
    if ((await findGroupTitle(sql, groupId)) === null) return refuse('not_found');
    if (file !== null) {
      const used = await countFileBytes(sql, groupId, { hold: true });
      if (used + file.content.length > mostGroupBytes) return noRoomForFile(used);
    }
    const madeBy = actor.personId;
    const sha256 = file === null ? '' : createHash('sha256').update(file.content).digest('hex');
    const fileId = file === null ? null : await insertFile(sql, { ...file, sha256, madeBy });
    const materialId = await insertMaterial(sql, { groupId, packId, kind, title, note, address, fileId, madeBy });
    await recordAct(sql, {
      actor: madeBy,
      action: 'material.add',
      thing: { kind: 'material', id: materialId },
      details: { groupId, kind, ...(file === null ? {} : { type: file.type, bytes: file.content.length, sha256 }) },
    });
    if (pack?.state !== 'draft') await tellGroup(sql, materialId, madeBy);
    await notify(sql, { kind: 'group', groupId });
    return { materialId };
  });
}

/** Changes what is written about a material, and the address of a link. `version` is the one that was seen. */
export async function changeMaterial(
  house: House,
  actor: Actor,
  input: { materialId: string; version: number; title: string; note?: string | null; address?: string | null },
): Promise<{ materialId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const material = await materialToChange(sql, actor, input.materialId);
    if (isRefusal(material)) return material;
    const title = line(input.title, 'title');
    if (isRefusal(title)) return title;
    const note = text(input.note, 'note');
    if (isRefusal(note)) return note;
    const address = material.kind === 'link' ? webAddress(input.address ?? material.address ?? '', 'address') : null;
    if (isRefusal(address)) return address;
    const { id, group } = material;
    if (!(await updateMaterial(sql, { id, version: input.version, title, note, address }))) return refuse('changed_meanwhile');
    const thing = { kind: 'material' as const, id };
    await recordAct(sql, { actor: actor.personId, action: 'material.change', thing, details: { groupId: group.id } });
    await notify(sql, { kind: 'group', groupId: group.id });
    return { materialId: id };
  });
}

/** Removes a material, and its file from the house. */
export async function removeMaterial(
  house: House,
  actor: Actor,
  { materialId }: { materialId: string },
): Promise<{ materialId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const material = await materialToChange(sql, actor, materialId);
    if (isRefusal(material)) return material;
    await deleteMaterial(sql, material.id);
    if (material.file !== null) await deleteFile(sql, material.file.id);
    await recordAct(sql, {
      actor: actor.personId,
      action: 'material.remove',
      thing: { kind: 'material', id: material.id },
      details: { groupId: material.group.id, kind: material.kind },
    });
    await notify(sql, { kind: 'group', groupId: material.group.id });
    return { materialId: material.id };
  });
}

/**
 * Shares a material with all members of the partnership under a topic, also after its group has ended; `topic` null takes it
 * back to the group. What lies in a draft cannot be shared.
 */
export async function widenMaterial(
  house: House,
  actor: Actor,
  { materialId, topic }: { materialId: string; topic: string | null },
): Promise<{ materialId: string } | Refusal> {
  const word = topic === null ? null : oneOf(topic, materialTopics, 'topic');
  return inTransaction(house.sql, async (sql) => {
    const material = isId(materialId) ? await findMaterial(sql, materialId, { hold: true }) : null;
    if (material === null || !maySee(actor, material)) return refuse('not_found');
    if (!may(actor, 'material.widen', material.group.id)) return refuse('forbidden');
    if (isRefusal(word)) return word;
    if (material.pack?.state === 'draft') return refuse('invalid', 'topic');
    await updateWide(sql, material.id, word === null ? null : actor.personId, word);
    await recordAct(sql, {
      actor: actor.personId,
      action: word === null ? 'material.narrow' : 'material.widen',
      thing: { kind: 'material', id: material.id },
      details: { groupId: material.group.id, topic: word },
    });
    await notify(sql, { kind: 'group', groupId: material.group.id });
    return { materialId: material.id };
  });
}

/** On the start page of everybody in the group, and by mail to those who want it at once; the others get it with the morning's. */
async function tellGroup(sql: Sql, materialId: string, by: string): Promise<void> {
  const told = await insertMaterialTold(sql, materialId, by);
  for (const personId of await selectChoosing(sql, told, ['atOnce'])) await enqueueMaterialMail(sql, personId);
}
