import type { Sql } from './connect.ts';

export type BelongsKind = 'section' | 'mapping' | 'item';

/** Work between meetings. `late`: open, and its day has passed in Denmark. */
export type HomeworkRow = {
  id: string;
  group: { id: string; title: string };
  title: string;
  note: string;
  owner: { id: string; name: string };
  dueDate: string | null;
  belongs: { kind: BelongsKind; id: string } | null;
  meetingId: string | null;
  givenBy: { id: string; name: string } | null;
  doneAt: Date | null;
  late: boolean;
  /** Whether its owner was reminded of it, as it is due now. */
  reminded: boolean;
  version: number;
};

/** The homework of a group, that which a person has open, or one piece by its id; open first, then by day. */
export async function selectHomework(sql: Sql, which: { groupId: string } | { owner: string } | { id: string }): Promise<HomeworkRow[]> {
  return sql<HomeworkRow[]>`
    select h.id, jsonb_build_object('id', g.id, 'title', g.title) as "group", h.title, h.note, h.due_date::text as due_date,
      jsonb_build_object('id', o.id, 'name', o.name) as owner,
      case when h.belongs_kind is null then null else jsonb_build_object('kind', h.belongs_kind, 'id', h.belongs_id) end as belongs,
      h.meeting_id, case when b.id is null then null else jsonb_build_object('id', b.id, 'name', b.name) end as given_by, h.done_at,
      h.done_at is null and coalesce(h.due_date < (now() at time zone 'Europe/Copenhagen')::date, false) as late,
      h.reminded_at is not null as reminded, h.version
    from homework h join working_group g on g.id = h.group_id join person o on o.id = h.owner left join person b on b.id = h.given_by
    where ${
      'groupId' in which
        ? sql`h.group_id = ${which.groupId}`
        : 'id' in which
          ? sql`h.id = ${which.id}`
          : sql`h.owner = ${which.owner} and h.done_at is null`
    }
    order by h.done_at is not null, h.due_date nulls last, h.created_at, h.id`;
}

/** What is said of a piece of homework. */
export type HomeworkWords = {
  title: string;
  note: string;
  owner: string;
  dueDate: string | null;
  belongs: { kind: BelongsKind; id: string } | null;
};

/** Gives homework and gives its id. */
export async function insertHomework(
  sql: Sql,
  of: HomeworkWords & { groupId: string; meetingId: string | null; givenBy: string },
): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    insert into homework (group_id, title, note, owner, due_date, belongs_kind, belongs_id, meeting_id, given_by)
    values (${of.groupId}, ${of.title}, ${of.note}, ${of.owner}, ${of.dueDate}::text::date, ${of.belongs?.kind ?? null},
      ${of.belongs?.id ?? null}, ${of.meetingId}, ${of.givenBy})
    returning id`;
  return rows[0]!.id;
}

/** Changes homework where it still has `version`; false when somebody was faster. Another day or owner is reminded of anew. */
export async function updateHomework(sql: Sql, id: string, to: HomeworkWords, version: number): Promise<boolean> {
  const rows = await sql`
    update homework set title = ${to.title}, note = ${to.note}, owner = ${to.owner}, due_date = ${to.dueDate}::text::date,
      belongs_kind = ${to.belongs?.kind ?? null}, belongs_id = ${to.belongs?.id ?? null}, version = version + 1,
      reminded_at = case when owner = ${to.owner} and due_date is not distinct from ${to.dueDate}::text::date then reminded_at end
    where id = ${id} and version = ${version} returning 1 as one`;
  return rows.length === 1;
}

/** Writes that homework is done by whom, or open again (null). */
export async function updateHomeworkDone(sql: Sql, id: string, by: string | null): Promise<void> {
  await sql`
    update homework set done_by = ${by}, done_at = case when ${by}::uuid is null then null else coalesce(done_at, now()) end,
      version = version + 1
    where id = ${id}`;
}

/** Takes homework away. */
export async function deleteHomework(sql: Sql, id: string): Promise<void> {
  await sql`delete from homework where id = ${id}`;
}

/** Who must be reminded: people with open homework that is due within three days, or past, and not reminded of yet. */
export async function selectHomeworkReaders(sql: Sql): Promise<string[]> {
  const rows = await sql<{ owner: string }[]>`
    select distinct h.owner from homework h join person p on p.id = h.owner left join mail_choice c on c.person_id = h.owner
    where h.done_at is null and h.reminded_at is null and p.suspended_at is null and coalesce(c.choice, 'daily') <> 'never'
      and h.due_date <= (now() at time zone 'Europe/Copenhagen')::date + 3`;
  return rows.map(({ owner }) => owner);
}

/** Marks a person's homework as reminded of. */
export async function saveReminded(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql`update homework set reminded_at = now() where id = any(${[...ids]}::uuid[])`;
}
