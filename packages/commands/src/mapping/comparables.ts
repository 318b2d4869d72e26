import {
  deleteComparable,
  findComparable,
  findGroupTitle,
  inTransaction,
  insertComparable,
  notify,
  recordAct,
  selectComparables,
  updateComparable,
  type ComparableRow,
  type ComparableText,
} from '@samskriv/database';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { day, line, oneOf, text, webAddress } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { inGroup } from '../material/reach.ts';

/** What can be found elsewhere: a target (2.2), a labelling scheme or a similar area (2.3). */
export const comparableKinds = ['target', 'label', 'area'] as const;
/** The levels of EU's criteria for green procurement. */
export const comparableLevels = ['core', 'comprehensive'] as const;

/** What a person writes about something found elsewhere; `statedOn` is `YYYY-MM-DD`. */
export type ComparableInput = {
  kind: string;
  source: string;
  wording: string;
  level?: string | null;
  statedOn?: string | null;
  address?: string | null;
  note?: string | null;
};

/** What a group has found elsewhere, for whoever is in it. */
export async function listComparables(
  house: House,
  actor: Actor,
  { groupId }: { groupId: string },
): Promise<{ rows: ComparableRow[]; mayWrite: boolean } | Refusal> {
  if (!isId(groupId) || !may(actor, 'mapping.see', groupId)) return refuse('not_found');
  if ((await findGroupTitle(house.sql, groupId)) === null) return refuse('not_found');
  return { rows: await selectComparables(house.sql, groupId), mayWrite: may(actor, 'mapping.fill', groupId) };
}

/** Adds something found elsewhere. */
export async function addComparable(
  house: House,
  actor: Actor,
  { groupId, ...input }: ComparableInput & { groupId: string },
): Promise<{ comparableId: string } | Refusal> {
  const no = inGroup(actor, groupId, 'mapping.see', 'mapping.fill');
  if (no !== null) return no;
  const judged = judgeComparable(input);
  if (isRefusal(judged)) return judged;
  return inTransaction(house.sql, async (sql) => {
    if ((await findGroupTitle(sql, groupId)) === null) return refuse('not_found');
    const comparableId = await insertComparable(sql, { ...judged, groupId, by: actor.personId });
    const thing = { kind: 'comparable' as const, id: comparableId };
    await recordAct(sql, { actor: actor.personId, action: 'comparable.add', thing, details: { groupId, kind: judged.kind } });
    await notify(sql, { kind: 'group', groupId });
    return { comparableId };
  });
}

/** Changes one. `version` is the one that was seen; where somebody else has written meanwhile, nothing is done. */
export async function changeComparable(
  house: House,
  actor: Actor,
  { comparableId, version, ...input }: ComparableInput & { comparableId: string; version: number },
): Promise<{ comparableId: string } | Refusal> {
  const row = await comparableFor(house, actor, comparableId);
  if (isRefusal(row)) return row;
  const judged = judgeComparable(input);
  if (isRefusal(judged)) return judged;
  return inTransaction(house.sql, async (sql) => {
    if (!(await updateComparable(sql, { ...judged, id: row.id, version, by: actor.personId }))) return refuse('changed_meanwhile');
    const thing = { kind: 'comparable' as const, id: row.id };
    await recordAct(sql, { actor: actor.personId, action: 'comparable.change', thing, details: { groupId: row.groupId } });
    await notify(sql, { kind: 'group', groupId: row.groupId });
    return { comparableId: row.id };
  });
}

/** Removes one. */
export async function removeComparable(
  house: House,
  actor: Actor,
  { comparableId }: { comparableId: string },
): Promise<{ comparableId: string } | Refusal> {
  const row = await comparableFor(house, actor, comparableId);
  if (isRefusal(row)) return row;
  return inTransaction(house.sql, async (sql) => {
    await deleteComparable(sql, row.id);
    const thing = { kind: 'comparable' as const, id: row.id };
    await recordAct(sql, { actor: actor.personId, action: 'comparable.remove', thing, details: { groupId: row.groupId } });
    await notify(sql, { kind: 'group', groupId: row.groupId });
    return { comparableId: row.id };
  });
}

/** What was written about something found elsewhere, tidy, or the field that is at fault. */
export function judgeComparable(input: ComparableInput): ComparableText | Refusal {
  const kind = oneOf(input.kind, comparableKinds, 'kind');
  if (isRefusal(kind)) return kind;
  const source = line(input.source, 'source');
  if (isRefusal(source)) return source;
  const wording = text(input.wording, 'wording', 4000);
  if (isRefusal(wording)) return wording;
  if (wording === '') return refuse('required', 'wording');
  const level = (input.level ?? '') === '' ? null : oneOf(input.level ?? '', comparableLevels, 'level');
  if (isRefusal(level)) return level;
  const statedOn = (input.statedOn ?? '') === '' ? null : day(input.statedOn ?? '', 'statedOn');
  if (isRefusal(statedOn)) return statedOn;
  const address = (input.address ?? '').trim() === '' ? null : webAddress(input.address ?? '', 'address');
  if (isRefusal(address)) return address;
  const note = text(input.note, 'note', 4000);
  return isRefusal(note) ? note : { kind, source, wording, level, statedOn, address, note };
}

async function comparableFor(house: House, actor: Actor, id: string): Promise<ComparableRow | Refusal> {
  const row = isId(id) ? await findComparable(house.sql, id) : null;
  if (row === null || !may(actor, 'mapping.see', row.groupId)) return refuse('not_found');
  return may(actor, 'mapping.fill', row.groupId) ? row : refuse('forbidden');
}
