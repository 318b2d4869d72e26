import type { Sql } from './connect.ts';

/** The partnership's template as it is stored, or null where the default counts. `way` is whatever was stored: whoever reads it looks. */
export async function findTemplate(sql: Sql): Promise<{ way: unknown; version: number } | null> {
  const rows = await sql<{ way: unknown; version: number }[]>`select way, version from process_template`;
  return rows[0] ?? null;
}

/** Stores the template where it still has `version` (0: there is none yet); false when somebody was faster. */
export async function saveTemplateWay(sql: Sql, { way, version, by }: { way: unknown; version: number; by: string }): Promise<boolean> {
  const json = JSON.stringify(way);
  const rows =
    version === 0
      ? await sql`insert into process_template (way, changed_by) values (${json}::text::jsonb, ${by}) on conflict do nothing returning 1 as one`
      : await sql`update process_template set way = ${json}::text::jsonb, version = version + 1, changed_by = ${by}, changed_at = now()
          where version = ${version} returning 1 as one`;
  return rows.length === 1;
}

/** Stores a group's own way where it still has `version` (null: whatever it has); false when somebody was faster. */
export async function saveWayOfGroup(
  sql: Sql,
  { groupId, way, version }: { groupId: string; way: unknown; version: number | null },
): Promise<boolean> {
  const rows = await sql`
    update working_group set way = ${JSON.stringify(way)}::text::jsonb, way_version = way_version + 1
    where id = ${groupId} and (${version}::int is null or way_version = ${version}) returning 1 as one`;
  return rows.length === 1;
}

/** Writes the day the steering group meets about a group's target; null: not known. */
export async function saveSteeringDate(sql: Sql, groupId: string, date: string | null): Promise<void> {
  await sql`update working_group set steering_date = ${date}::text::date where id = ${groupId}`;
}

/** Writes that a group has a step behind it, and why where it was skipped. */
export async function insertSettled(
  sql: Sql,
  of: { groupId: string; step: string; outcome: 'done' | 'skipped'; reason: string; by: string },
): Promise<void> {
  await sql`
    insert into settled_step (group_id, step, outcome, reason, settled_by)
    values (${of.groupId}, ${of.step}, ${of.outcome}, ${of.reason}, ${of.by})
    on conflict (group_id, step) do update
      set outcome = excluded.outcome, reason = excluded.reason, settled_by = excluded.settled_by, settled_at = now()`;
}

/** Takes a step up again; false when it was not settled by hand. */
export async function deleteSettled(sql: Sql, groupId: string, step: string): Promise<boolean> {
  return (await sql`delete from settled_step where group_id = ${groupId} and step = ${step} returning 1 as one`).length === 1;
}

/** Makes the history of a group's chairs say who chairs it now. `by` is whoever changed it; null for the house. */
export async function keepChairs(sql: Sql, groupId: string, by: string | null): Promise<void> {
  await sql`
    update chair_term set until_at = now() where group_id = ${groupId} and until_at is null
      and not exists (select from membership m where m.group_id = ${groupId} and m.role = 'chair' and m.person_id = chair_term.person_id)`;
  await sql`
    insert into chair_term (group_id, person_id, appointed_by)
    select m.group_id, m.person_id, ${by} from membership m where m.group_id = ${groupId} and m.role = 'chair'
    on conflict (group_id) where until_at is null do nothing`;
}

/** What is known about a group's way, counted. */
export type ProcessRow = {
  way: unknown;
  wayVersion: number;
  steeringDate: string | null;
  settled: Record<string, 'done' | 'skipped'>;
  reasons: { step: string; reason: string; by: string | null; at: string }[];
  chairs: {
    person: { id: string; name: string };
    fromAt: string;
    untilAt: string | null;
    appointedBy: { id: string; name: string } | null;
  }[];
  criteria: { proposed: number; agreed: number; scored: number; met: number };
  presentations: { planned: number; presented: number };
  experts: { nominated: number; invited: number; accepted: number };
  homework: { open: number; overdue: number; done: number };
  evaluated: boolean;
  convened: string[];
  treated: string[];
  mapping: { asked: number; submitted: number };
  comparable: number;
  references: number;
  packs: { draft: number; shared: number };
  proposals: { undecided: number; kept: number; dropped: number };
  nextMeetingAt: Date | null;
  lastMeetingAt: Date | null;
};

/** Everything about a group's way in one look; null where there is no such group. Overdue is judged by the day in Denmark. */
export async function findProcess(sql: Sql, groupId: string): Promise<ProcessRow | null> {
  const rows = await sql<ProcessRow[]>`
    select g.way, g.way_version, g.steering_date::text as steering_date, ${settledOf(sql)} as settled,
      coalesce((select jsonb_agg(jsonb_build_object('step', s.step, 'reason', s.reason, 'by', p.name, 'at', s.settled_at) order by s.settled_at)
        from settled_step s left join person p on p.id = s.settled_by where s.group_id = g.id and s.reason <> ''), '[]') as reasons,
      coalesce((select jsonb_agg(jsonb_build_object('person', jsonb_build_object('id', p.id, 'name', p.name), 'fromAt', c.from_at,
          'untilAt', c.until_at, 'appointedBy', case when a.id is null then null else jsonb_build_object('id', a.id, 'name', a.name) end)
          order by c.from_at)
        from chair_term c join person p on p.id = c.person_id left join person a on a.id = c.appointed_by
        where c.group_id = g.id), '[]') as chairs,
      (select jsonb_build_object('proposed', count(*) filter (where agreed_at is null), 'agreed', count(agreed_at),
          'scored', count(score), 'met', count(*) filter (where score = 'met'))
        from success_criterion c where c.group_id = g.id) as criteria,
      (select jsonb_build_object('planned', count(*) filter (where presented_at is null), 'presented', count(presented_at))
        from presentation x join agenda_item i on i.id = x.item_id join meeting m on m.id = i.meeting_id
        where m.group_id = g.id and m.state <> 'cancelled') as presentations,
      (select jsonb_build_object('nominated', count(*) filter (where state = 'nominated'), 'invited', count(*) filter (where state = 'invited'),
          'accepted', count(*) filter (where state = 'accepted'))
        from expert_nomination e where e.group_id = g.id) as experts,
      (select jsonb_build_object('open', count(*) filter (where done_at is null),
          'overdue', count(*) filter (where done_at is null and due_date < (now() at time zone 'Europe/Copenhagen')::date),
          'done', count(done_at))
        from homework h where h.group_id = g.id) as homework,
      exists (select from evaluation e where e.group_id = g.id and e.finished_at is not null) as evaluated,
      coalesce((select jsonb_agg(distinct m.step) from meeting m where m.group_id = g.id and m.step is not null and m.state <> 'cancelled'), '[]') as convened,
      coalesce((select jsonb_agg(distinct i.step || '/' || i.point) from agenda_item i join meeting m on m.id = i.meeting_id
        where m.group_id = g.id and m.state = 'held' and i.treated and i.point is not null), '[]') as treated,
      jsonb_build_object('asked', (select count(*) from organisation o where o.member),
        'submitted', (select count(*) from existing_basis b join organisation o on o.id = b.organisation_id and o.member
          where b.group_id = g.id and b.submitted_at is not null)) as mapping,
      (select count(*)::int from comparable c where c.group_id = g.id and c.kind = 'target') as comparable,
      (select count(*)::int from comparable c where c.group_id = g.id and c.kind <> 'target') as "references",
      (select jsonb_build_object('draft', count(*) filter (where state = 'draft'), 'shared', count(*) filter (where state = 'shared'))
        from material_pack k where k.group_id = g.id) as packs,
      (select jsonb_build_object('undecided', count(*) filter (where state = 'proposed'), 'kept', count(*) filter (where state = 'kept'),
          'dropped', count(*) filter (where state = 'dropped'))
        from target_proposal t where t.group_id = g.id) as proposals,
      (select min(m.starts_at) from meeting m where m.group_id = g.id and m.state in ('planned', 'running') and m.ends_at > now()) as next_meeting_at,
      (select max(m.ends_at) from meeting m where m.group_id = g.id and m.state = 'held') as last_meeting_at
    from working_group g where g.id = ${groupId}`;
  return rows[0] ?? null;
}

/** The steps that the group `g` has behind it, as jsonb: those of meetings that were held, and those settled by hand. */
export function settledOf(sql: Sql) {
  return sql`(
    select coalesce(jsonb_object_agg(step, outcome), '{}') from (
      select m.step, 'done' as outcome from meeting m where m.group_id = g.id and m.state = 'held' and m.step is not null
      union
      select s.step, s.outcome from settled_step s where s.group_id = g.id
        and not exists (select from meeting m where m.group_id = g.id and m.state = 'held' and m.step = s.step)
    ) behind)`;
}
