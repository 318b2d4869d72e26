import {
  countFileBytes,
  findGroupTitle,
  findMaterial,
  isOfMember,
  readPieces,
  saveSeenMaterial,
  selectMaterial,
  selectPacks,
  selectNewMaterial,
  selectWide,
  type FileRow,
  type MaterialRow,
  type PackRow,
} from '@samskriv/database';
import { isRefusal, may, mayReadKnowledge, refuse, type Actor, type Refusal } from '@samskriv/process';
import { oneOf } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { materialTopics } from './items.ts';
import { maySee } from './reach.ts';
import { mostGroupBytes } from './uploaded.ts';

/** A material as one person meets it. */
export type MaterialView = Omit<MaterialRow, 'pack'> & { packId: string | null; may: { change: boolean; widen: boolean } };

/** A group's material: its packs with what lies in them, and what stands by itself; `room` is how much of its room its files take. */
export type MaterialShelf = {
  group: { id: string; title: string };
  packs: (PackRow & { items: MaterialView[] })[];
  items: MaterialView[];
  room: { used: number; most: number };
  may: { add: boolean; prepare: boolean };
};

/** What a group has gathered, for whoever is in it. */
export async function listMaterial(house: House, actor: Actor, { groupId }: { groupId: string }): Promise<MaterialShelf | Refusal> {
  if (!isId(groupId) || !may(actor, 'material.see', groupId)) return refuse('not_found');
  const title = await findGroupTitle(house.sql, groupId);
  if (title === null) return refuse('not_found');
  const drafts = may(actor, 'material.prepare', groupId);
  const [packs, rows, used] = await Promise.all([
    selectPacks(house.sql, groupId, { drafts }),
    selectMaterial(house.sql, groupId, { drafts }),
    countFileBytes(house.sql, groupId),
  ]);
  const items = rows.map((row) => asView(actor, row));
  return {
    group: { id: groupId, title },
    packs: packs.map((pack) => ({ ...pack, items: items.filter(({ packId }) => packId === pack.id) })),
    items: items.filter(({ packId }) => packId === null),
    room: { used, most: mostGroupBytes },
    may: { add: may(actor, 'material.add', groupId), prepare: drafts },
  };
}

/** Notes that one has seen what is new in a group's material. */
export async function seeMaterial(house: House, actor: Actor, { groupId }: { groupId: string }): Promise<{ groupId: string } | Refusal> {
  if (!isId(groupId) || !may(actor, 'material.see', groupId)) return refuse('not_found');
  if ((await findGroupTitle(house.sql, groupId)) === null) return refuse('not_found');
  await saveSeenMaterial(house.sql, actor.personId, groupId);
  return { groupId };
}

/** Material one was told of and has not looked at, in groups one is still in. */
export async function listNewMaterial(
  house: House,
  actor: Actor,
): Promise<{ id: string; title: string; group: { id: string; title: string } }[]> {
  const rows = await selectNewMaterial(house.sql, actor.personId);
  return rows
    .filter(({ groupId }) => may(actor, 'material.see', groupId))
    .map(({ id, title, groupId, groupTitle }) => ({ id, title, group: { id: groupId, title: groupTitle } }));
}

/** What groups have shared with all members of the partnership, for people of its members; `topic` narrows it. */
export async function listKnowledge(
  house: House,
  actor: Actor,
  { topic = null }: { topic?: string | null } = {},
): Promise<MaterialView[] | Refusal> {
  if (!(await readsKnowledge(house, actor))) return refuse('forbidden');
  const word = topic === null ? null : oneOf(topic, materialTopics, 'topic');
  if (isRefusal(word)) return word;
  return (await selectWide(house.sql, { topic: word })).map((row) => asView(actor, row));
}

/** Whether one reads what is shared with all members. */
export async function readsKnowledge(house: House, actor: Actor): Promise<boolean> {
  return mayReadKnowledge(actor, await isOfMember(house.sql, actor.personId));
}

/** A file to be streamed: what it is, and its content piece after piece. */
export type OpenedFile = Pick<FileRow, 'name' | 'type' | 'bytes'> & { pieces: AsyncGenerator<Uint8Array, void> };

/** The file of a material, for whoever sees it in its group, or reads what was shared with all members. */
export async function openFile(house: House, actor: Actor, { materialId }: { materialId: string }): Promise<OpenedFile | Refusal> {
  const material = isId(materialId) ? await findMaterial(house.sql, materialId) : null;
  if (material === null || material.file === null) return refuse('not_found');
  const wide = material.widelyAt !== null && material.pack?.state !== 'draft';
  if (!maySee(actor, material) && !(wide && (await readsKnowledge(house, actor)))) return refuse('not_found');
  const { name, type, bytes } = material.file;
  return { name, type, bytes, pieces: readPieces(house.sql, material.file) };
}

function asView(actor: Actor, { pack, ...row }: MaterialRow): MaterialView {
  const own = row.madeBy.id === actor.personId && may(actor, 'material.add', row.group.id);
  return {
    ...row,
    packId: pack?.id ?? null,
    may: {
      change: own || may(actor, 'material.prepare', row.group.id),
      widen: pack?.state !== 'draft' && may(actor, 'material.widen', row.group.id),
    },
  };
}
