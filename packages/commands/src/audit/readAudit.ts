import {
  recordAct,
  selectActions,
  selectActPeople,
  selectActs,
  selectGroups,
  selectPeople,
  type ActFilter,
  type ActRow,
} from '@samskriv/database';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { day } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';

/** What is asked of the audit log; an empty text asks for all, as a form sends it. `groupId` null: of the whole house. */
export type AuditQuestion = { groupId: string | null } & {
  [Name in Exclude<keyof ActFilter, 'groupId'>]?: string | null | undefined;
} & {
  /** The `next` of the page before. */
  before?: string | null | undefined;
  /** 1 to 200; 50 where it is left out. */
  limit?: number;
};

/** A page of acts, newest first; `next` is where the one after begins, null at the end. */
export type AuditPage = { acts: ActRow[]; next: string | null };

const mostRows = 50_000;

/** Reads the audit log: the secretariat the house's, a chair their own group's. */
export async function readAudit(house: House, actor: Actor, question: AuditQuestion): Promise<AuditPage | Refusal> {
  const filter = await understood(house, actor, question);
  if (isRefusal(filter)) return filter;
  const { limit = 50, before = null } = question;
  const acts = await selectActs(house.sql, filter, { before: before === '' ? null : before, limit: limit + 1 });
  return { acts: acts.slice(0, limit), next: acts.length > limit ? acts[limit - 1]!.id : null };
}

/** Everything the question asks for, 50,000 acts at most, to be kept elsewhere. That it was taken out is itself an act. */
export async function exportAudit(house: House, actor: Actor, question: AuditQuestion): Promise<ActRow[] | Refusal> {
  const filter = await understood(house, actor, question);
  if (isRefusal(filter)) return filter;
  const acts = await selectActs(house.sql, filter, { before: null, limit: mostRows });
  const thing = filter.groupId === null ? null : { kind: 'group' as const, id: filter.groupId };
  await recordAct(house.sql, { actor: actor.personId, action: 'audit.export', thing, details: { acts: acts.length } });
  return acts;
}

/** What can be chosen from when one asks: kinds of acts, people, and groups (for the house). */
export async function listAuditChoices(
  house: House,
  actor: Actor,
  { groupId }: { groupId: string | null },
): Promise<{ actions: string[]; people: { id: string; name: string }[]; groups: { id: string; title: string }[] } | Refusal> {
  const filter = await understood(house, actor, { groupId });
  if (isRefusal(filter)) return filter;
  const [actions, people, groups] = await Promise.all([
    selectActions(house.sql, groupId),
    groupId === null ? selectPeople(house.sql) : selectActPeople(house.sql, groupId),
    groupId === null ? selectGroups(house.sql, null) : selectGroups(house.sql, [groupId]),
  ]);
  return {
    actions,
    people: people.map(({ id, name }) => ({ id, name })),
    groups: groups.map(({ id, title }) => ({ id, title })),
  };
}

async function understood(house: House, actor: Actor, { groupId, ...rest }: AuditQuestion): Promise<ActFilter | Refusal> {
  if (groupId === null) {
    if (!may(actor, 'house.readAudit', null)) return refuse('forbidden');
  } else {
    if (!isId(groupId) || !may(actor, 'group.see', groupId)) return refuse('not_found');
    if ((await selectGroups(house.sql, [groupId])).length === 0) return refuse('not_found');
    if (!may(actor, 'group.readAudit', groupId)) return refuse('forbidden');
  }
  const given = (text: string | null | undefined) => (text === undefined || text === null || text === '' ? null : text);
  const filter: ActFilter = {
    groupId,
    personId: given(rest.personId)?.toLowerCase() ?? null,
    action: given(rest.action),
    thingId: given(rest.thingId),
    from: given(rest.from),
    to: given(rest.to),
  };
  for (const field of ['personId', 'thingId'] as const) if (filter[field] !== null && !isId(filter[field])) return refuse('invalid', field);
  for (const field of ['from', 'to'] as const) {
    const given = filter[field] === null ? null : day(filter[field], field);
    if (isRefusal(given)) return given;
  }
  const before = given(rest.before);
  if (before !== null && !/^\d{1,18}$/.test(before)) return refuse('invalid', 'before');
  return filter;
}
