import { findMaterial, findPack, type MaterialRow, type PackRow, type Sql } from '@samskriv/database';
import { may, refuse, type Action, type Actor, type Refusal } from '@samskriv/process';
import { isId } from '../identifiers.ts';

/** Null where a person may do something in a group; not found where they may not see what it is about. */
export function inGroup(actor: Actor, groupId: string, see: Action, action: Action): null | Refusal {
  if (!isId(groupId) || !may(actor, see, groupId)) return refuse('not_found');
  return may(actor, action, groupId) ? null : refuse('forbidden');
}

/** A pack as its group may see it: a draft only by those who prepare it. */
export async function packFor(sql: Sql, actor: Actor, packId: string, action: Action, { hold = false } = {}): Promise<PackRow | Refusal> {
  const pack = isId(packId) ? await findPack(sql, packId, { hold }) : null;
  if (pack === null || !may(actor, pack.state === 'draft' ? 'material.prepare' : 'material.see', pack.groupId)) return refuse('not_found');
  return may(actor, action, pack.groupId) ? pack : refuse('forbidden');
}

/** A material as its group may see it, for those who may change it: who added it, and those who prepare material. */
export async function materialToChange(sql: Sql, actor: Actor, materialId: string): Promise<MaterialRow | Refusal> {
  const material = isId(materialId) ? await findMaterial(sql, materialId, { hold: true }) : null;
  if (material === null || !maySee(actor, material)) return refuse('not_found');
  const own = material.madeBy.id === actor.personId && may(actor, 'material.add', material.group.id);
  return own || may(actor, 'material.prepare', material.group.id) ? material : refuse('forbidden');
}

/** Whether a person sees a material in its group. */
export function maySee(actor: Actor, { group, pack }: Pick<MaterialRow, 'group' | 'pack'>): boolean {
  return may(actor, pack?.state === 'draft' ? 'material.prepare' : 'material.see', group.id);
}
