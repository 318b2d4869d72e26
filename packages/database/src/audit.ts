import type { Sql } from './connect.ts';

/**
 * What stands in the audit log about one act. `details` never holds a secret, a draft text or a link. What the act was done
 * in and to whom is named there by `groupId`, `paperId` and `personId`, and the log finds the group by it.
 */
export type Act = {
  actor: string | null;
  action: string;
  thing: {
    kind:
      | 'person'
      | 'organisation'
      | 'group'
      | 'paper'
      | 'token'
      | 'thread'
      | 'version'
      | 'material'
      | 'pack'
      | 'basis'
      | 'comparable'
      | 'proposal'
      | 'meeting';
    id: string;
  } | null;
  details?: Record<string, string | number | boolean | null>;
};

/** Adds one row to the audit log, in the transaction of the act itself. Nobody can change it afterwards. */
export async function recordAct(sql: Sql, { actor, action, thing, details = {} }: Act): Promise<void> {
  const { groupId = null, paperId = null } = details;
  await sql`
    insert into audit_log (actor, action, thing_kind, thing_id, details, group_id)
    select ${actor}::uuid, ${action}, t.kind, t.id, ${sql.json(details)}, coalesce(
      ${groupId === null ? null : String(groupId)}::uuid,
      case t.kind
        when 'group' then t.id
        when 'paper' then (select p.group_id from paper p where p.id = t.id)
        when 'thread' then (select p.group_id from thread h join paper p on p.id = h.paper_id where h.id = t.id)
      end,
      (select p.group_id from paper p where p.id = ${paperId === null ? null : String(paperId)}::uuid)
    )
    from (select ${thing?.kind ?? null}::text as kind, ${thing?.id ?? null}::uuid as id) t`;
}

/** Which acts are asked for; null asks for all. Days are Danish, both included. */
export type ActFilter = {
  groupId: string | null;
  /** Who did it, or to whom it was done. */
  personId: string | null;
  action: string | null;
  thingId: string | null;
  from: string | null;
  to: string | null;
};

/** One act, with the names that its people and things have today; null where there is none (any more). */
export type ActRow = {
  /** The order of acts; a page ends where the next begins. */
  id: string;
  at: Date;
  actor: { id: string; name: string } | null;
  action: string;
  thing: { kind: string; id: string } | null;
  person: { id: string; name: string } | null;
  organisation: string | null;
  group: { id: string; title: string } | null;
  details: Readonly<Record<string, string | number | boolean | null>>;
};

/** Acts, newest first: `limit` of them at most, all of them before the act `before` where that is given. */
export async function selectActs(
  sql: Sql,
  filter: ActFilter,
  { before, limit }: { before: string | null; limit: number },
): Promise<ActRow[]> {
  const { groupId, personId, action, thingId, from, to } = filter;
  const day = (text: string, days: number) => sql`((${text}::date + ${days}::int)::timestamp at time zone 'Europe/Copenhagen')`;
  const rows = await sql<
    (Omit<ActRow, 'thing' | 'actor' | 'person' | 'group'> & {
      actor: string | null;
      actorName: string | null;
      thingKind: string | null;
      thingId: string | null;
      personId: string | null;
      personName: string | null;
      groupId: string | null;
      groupTitle: string | null;
    })[]
  >`
    select a.id, a.at, a.actor, w.name as actor_name, a.action, a.thing_kind, a.thing_id, p.id as person_id, p.name as person_name,
      o.name as organisation, g.id as group_id, g.title as group_title, a.details
    from (
      select * from audit_log a
      where true
        ${before === null ? sql`` : sql`and a.id < ${before}::bigint`}
        ${groupId === null ? sql`` : sql`and a.group_id = ${groupId}::uuid`}
        ${action === null ? sql`` : sql`and a.action = ${action}`}
        ${thingId === null ? sql`` : sql`and a.thing_id = ${thingId}::uuid`}
        ${personId === null ? sql`` : sql`and (a.actor = ${personId}::uuid or a.thing_id = ${personId}::uuid or a.details ->> 'personId' = ${personId}::text)`}
        ${from === null ? sql`` : sql`and a.at >= ${day(from, 0)}`}
        ${to === null ? sql`` : sql`and a.at < ${day(to, 1)}`}
      order by a.id desc limit ${limit}
    ) a
    left join person w on w.id = a.actor
    left join person p on p.id::text = coalesce(case when a.thing_kind = 'person' then a.thing_id::text end, a.details ->> 'personId')
    left join organisation o on a.thing_kind = 'organisation' and o.id = a.thing_id
    left join working_group g on g.id = a.group_id
    order by a.id desc`;
  const named = (id: string | null, name: string | null) => (id === null || name === null ? null : { id, name });
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    // Who is gone from the house keeps the place, without a name.
    actor: row.actor === null ? null : { id: row.actor, name: row.actorName ?? '' },
    action: row.action,
    thing: row.thingKind === null || row.thingId === null ? null : { kind: row.thingKind, id: row.thingId },
    person: named(row.personId, row.personName),
    organisation: row.organisation,
    group: row.groupId === null || row.groupTitle === null ? null : { id: row.groupId, title: row.groupTitle },
    details: row.details,
  }));
}

/** The kinds of acts that have been done, in the house or in one group. */
export async function selectActions(sql: Sql, groupId: string | null): Promise<string[]> {
  const rows = await sql<{ action: string }[]>`
    select distinct action from audit_log where ${groupId === null ? sql`true` : sql`group_id = ${groupId}::uuid`} order by action`;
  return rows.map(({ action }) => action);
}

/** Everybody who has done something in a group or had it done to them there, by name. */
export async function selectActPeople(sql: Sql, groupId: string): Promise<{ id: string; name: string }[]> {
  const rows = await sql<{ id: string; name: string }[]>`
    select id, name from person where id in (select actor from audit_log where group_id = ${groupId}::uuid)
      or id::text in (select details ->> 'personId' from audit_log where group_id = ${groupId}::uuid)
    order by name`;
  return rows.map(({ id, name }) => ({ id, name }));
}
