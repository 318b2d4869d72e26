import type { Sql } from './connect.ts';
import { insertPaper } from './papers.ts';
import { settledOf } from './process.ts';

export type RosterRole = 'chair' | 'member' | 'expert' | 'observer';
export type Competence = 'environmental' | 'procurement';
type TargetState =
  'draft' | 'ready' | 'locked' | 'ownOrganisation' | 'revision' | 'politicalTreatment' | 'approved' | 'inForce' | 'withdrawn';

/** A group with its target and its target paper. `lastEditAt` is null when nobody has written since the paper was born. */
export type GroupRow = {
  id: string;
  title: string;
  kind: 'new' | 'update';
  target: { id: string; title: string; state: TargetState };
  paper: { id: string; title: string; round: number; state: 'open' | 'closed'; head: string };
  chair: { id: string; name: string } | null;
  people: number;
  lastEditAt: Date | null;
  lastEditBy: { id: string; name: string } | null;
  createdAt: Date;
  /** The group's own way as it was stored (null: the default), and what of it is behind. */
  way: unknown;
  settled: Record<string, 'done' | 'skipped'>;
  steeringDate: string | null;
  /** The next meeting that is planned, and when the last that was held ended. */
  nextMeeting: { id: string; step: string | null; title: string | null; startsAt: string } | null;
  lastMeetingAt: Date | null;
};

/** One line of a roster. `untilDate` is `YYYY-MM-DD`; `active` is false when the date has passed or the person is suspended. */
export type RosterRow = {
  id: string;
  name: string;
  mail: string;
  organisation: { id: string; name: string } | null;
  role: RosterRole;
  competence: Competence | null;
  untilDate: string | null;
  active: boolean;
  arrived: boolean;
};

/** The groups with these ids (null: all), by title. A group whose target paper is missing is not among them. */
export async function selectGroups(sql: Sql, ids: readonly string[] | null): Promise<GroupRow[]> {
  return sql<GroupRow[]>`
    select g.id, g.title, g.kind, g.created_at, g.way, g.steering_date::text as steering_date, ${settledOf(sql)} as settled,
      (select jsonb_build_object('id', m.id, 'step', m.step, 'title', m.title, 'startsAt', m.starts_at) from meeting m
        where m.group_id = g.id and m.state in ('planned', 'running') and m.ends_at > now() order by m.starts_at limit 1) as next_meeting,
      (select max(m.ends_at) from meeting m where m.group_id = g.id and m.state = 'held') as last_meeting_at,
      jsonb_build_object('id', t.id, 'title', t.title, 'state', t.state) as target,
      jsonb_build_object('id', p.id, 'title', p.title, 'round', p.round, 'state', r.state, 'head', r.head::text) as paper,
      (select jsonb_build_object('id', c.id, 'name', c.name) from active_membership m join person c on c.id = m.person_id
        where m.group_id = g.id and m.role = 'chair') as chair,
      (select count(*)::int from active_membership m where m.group_id = g.id) as people,
      e.at as last_edit_at, case when e.author is null then null else jsonb_build_object('id', e.author, 'name', e.name) end as last_edit_by
    from working_group g
    join procurement_target t on t.id = g.target_id
    join lateral (select * from paper p where p.group_id = g.id and p.kind = 'target' order by p.created_at limit 1) p on true
    join paper_round r on r.paper_id = p.id and r.round = p.round
    left join lateral (
      select u.at, u.author, a.name from paper_update u left join person a on a.id = u.author
      where u.paper_id = p.id and u.round = p.round and u.kind in ('edit', 'restore')
      order by u.number desc limit 1
    ) e on true
    where ${ids === null ? sql`true` : sql`g.id = any(${[...ids]}::uuid[])`}
    order by lower(g.title), g.id`;
}

/** Who is in a group, chair first, then members, experts and observers by name; those who left in time or are suspended too. */
export async function selectRoster(sql: Sql, groupId: string): Promise<RosterRow[]> {
  return (await selectRosters(sql, [groupId])).get(groupId) ?? [];
}

/** The rosters of these groups, each in the order of `selectRoster`, by group. */
export async function selectRosters(sql: Sql, groupIds: readonly string[]): Promise<Map<string, RosterRow[]>> {
  const rows = await sql<(RosterRow & { groupId: string })[]>`
    select m.group_id, p.id, p.name, p.mail, m.role, m.competence, m.until_date::text as until_date, a.person_id is not null as active,
      p.password_hash is not null as arrived,
      case when o.id is null then null else jsonb_build_object('id', o.id, 'name', o.name) end as organisation
    from membership m join person p on p.id = m.person_id
    left join organisation o on o.id = p.organisation_id
    left join active_membership a on a.group_id = m.group_id and a.person_id = m.person_id
    where m.group_id = any(${[...groupIds]}::uuid[])
    order by array_position(array['chair', 'member', 'expert', 'observer'], m.role), lower(p.name), p.id`;
  const rosters = new Map<string, RosterRow[]>(groupIds.map((id) => [id, []]));
  for (const { groupId, ...line } of rows) rosters.get(groupId)?.push(line);
  return rosters;
}

/** Takes a group's row until the transaction ends, so that two changes of one roster come one after the other; false when there is none. */
export async function holdGroup(sql: Sql, groupId: string): Promise<boolean> {
  return (await sql`select 1 from working_group where id = ${groupId} for update`).length === 1;
}

/** Whether there is a group with this id. */
export async function groupExists(sql: Sql, groupId: string): Promise<boolean> {
  return (await sql`select 1 as one from working_group where id = ${groupId}`).length === 1;
}

/** A person's line in a roster, whether or not it counts now, or null. */
export async function findMembership(sql: Sql, groupId: string, personId: string): Promise<{ role: RosterRole; active: boolean } | null> {
  const rows = await sql<{ role: RosterRole; active: boolean }[]>`
    select role, (until_date is null or until_date >= (now() at time zone 'Europe/Copenhagen')::date) as active
    from membership where group_id = ${groupId} and person_id = ${personId}`;
  return rows[0] ?? null;
}

/** Makes a group's chair, if it has one, a member, and gives their id. */
export async function lowerChair(sql: Sql, groupId: string): Promise<string | null> {
  const rows = await sql<{ personId: string }[]>`
    update membership set role = 'member' where group_id = ${groupId} and role = 'chair' returning person_id`;
  return rows[0]?.personId ?? null;
}

/** Writes a person's line in a roster, new or changed. `untilDate` is `YYYY-MM-DD`. */
export async function upsertMembership(
  sql: Sql,
  line: { groupId: string; personId: string; role: RosterRole; competence: Competence | null; untilDate: string | null },
): Promise<void> {
  await sql`
    insert into membership (group_id, person_id, role, competence, until_date)
    values (${line.groupId}, ${line.personId}, ${line.role}, ${line.competence}, ${line.untilDate}::text::date)
    on conflict (group_id, person_id) do update
      set role = excluded.role, competence = excluded.competence, until_date = excluded.until_date`;
}

/** Whose time in a group ended when today began, in Denmark. */
export async function selectEnded(sql: Sql): Promise<string[]> {
  const rows = await sql<{ personId: string }[]>`
    select distinct person_id from membership where until_date = (now() at time zone 'Europe/Copenhagen')::date - 1`;
  return rows.map(({ personId }) => personId);
}

/** Takes a person out of a roster. */
export async function deleteMembership(sql: Sql, groupId: string, personId: string): Promise<void> {
  await sql`delete from membership where group_id = ${groupId} and person_id = ${personId}`;
}

/** Gives a group another title; false when there is no such group. */
export async function updateGroupTitle(sql: Sql, groupId: string, title: string): Promise<boolean> {
  return (await sql`update working_group set title = ${title} where id = ${groupId} returning id`).length === 1;
}

/** Which groups a person stands in the roster of, with what they are there; past and suspended ones too. */
export async function selectMemberships(sql: Sql): Promise<{ personId: string; groupId: string; title: string; role: RosterRole }[]> {
  return sql<{ personId: string; groupId: string; title: string; role: RosterRole }[]>`
    select m.person_id, g.id as group_id, g.title, m.role from membership m join working_group g on g.id = m.group_id
    order by lower(g.title), g.id`;
}

/** A target with its groups and its latest paper, as an update of it would start from. */
export type TargetRow = {
  id: string;
  title: string;
  state: TargetState;
  groupIds: string[];
  paper: { id: string; round: number } | null;
};

/** All targets by title. */
export async function selectTargets(sql: Sql): Promise<TargetRow[]> {
  return sql<TargetRow[]>`
    select t.id, t.title, t.state,
      coalesce((select json_agg(g.id) from working_group g where g.target_id = t.id), '[]') as group_ids,
      (select jsonb_build_object('id', p.id, 'round', p.round) from paper p join working_group g on g.id = p.group_id
        where g.target_id = t.id and p.kind = 'target' order by p.created_at desc limit 1) as paper
    from procurement_target t order by lower(t.title), t.id`;
}

/**
 * Makes a group with its target (a new one when `targetId` is null), its paper, the paper's first round and row 1 of the
 * log, which `birth` holds. Runs inside the caller's transaction.
 */
export async function insertGroup(
  sql: Sql,
  group: { title: string; kind: 'new' | 'update'; targetId: string | null; madeBy: string | null; birth: Uint8Array; birthHash: string },
): Promise<{ groupId: string; targetId: string; paperId: string }> {
  const targetId = group.targetId ?? (await one(sql`insert into procurement_target (title) values (${group.title}) returning id`));
  const groupId = await one(sql`
    insert into working_group (title, kind, target_id, made_by) values (${group.title}, ${group.kind}, ${targetId}, ${group.madeBy})
    returning id`);
  const { title, birth, birthHash } = group;
  const paperId = await insertPaper(sql, { groupId, kind: 'target', title, birth, birthHash });
  return { groupId, targetId, paperId };
}

async function one(query: PromiseLike<readonly unknown[]>): Promise<string> {
  const [row] = (await query) as readonly { id: string }[];
  return row!.id;
}

/** A group's title, or null where there is none. */
export async function findGroupTitle(sql: Sql, groupId: string): Promise<string | null> {
  const rows = await sql<{ title: string }[]>`select title from working_group where id = ${groupId}`;
  return rows[0]?.title ?? null;
}
