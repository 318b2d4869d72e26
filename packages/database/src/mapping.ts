import type { Sql } from './connect.ts';

export type BasisLevel = 'none' | 'core' | 'comprehensive';
export type ComparableKind = 'target' | 'label' | 'area';

/** What an organisation has today, as its people have written it. */
export type BasisText = { level: BasisLevel | null; policies: string; contracts: string; practice: string };

/** An organisation's line in the mapping; `version` 0 and empty texts where nobody has written yet. */
export type BasisRow = BasisText & {
  id: string | null;
  organisation: { id: string; name: string };
  /** How many of the organisation's people are in the group, and so can fill it in. */
  people: number;
  version: number;
  changedBy: { id: string; name: string } | null;
  changedAt: Date | null;
  submittedAt: Date | null;
};

/** The mapping of a group: the partnership's members, those with people in the group, and whoever has a row, by name. */
export async function selectBasis(sql: Sql, groupId: string): Promise<BasisRow[]> {
  return sql<BasisRow[]>`
    select b.id, jsonb_build_object('id', o.id, 'name', o.name) as organisation, coalesce(i.people, 0)::int as people,
      b.level, coalesce(b.policies, '') as policies, coalesce(b.contracts, '') as contracts, coalesce(b.practice, '') as practice,
      coalesce(b.version, 0) as version,
      case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.name) end as changed_by, b.changed_at, b.submitted_at
    from organisation o
    left join existing_basis b on b.organisation_id = o.id and b.group_id = ${groupId}
    left join person p on p.id = b.changed_by
    left join lateral (
      select count(*) as people from active_membership a join person q on q.id = a.person_id
      where a.group_id = ${groupId} and q.organisation_id = o.id and a.role in ('chair', 'member')
    ) i on true
    where o.member or b.id is not null
    order by lower(o.name), o.id`;
}

/** Which organisation a person belongs to, or null. */
export async function organisationOf(sql: Sql, personId: string): Promise<string | null> {
  const rows = await sql<{ organisationId: string | null }[]>`select organisation_id from person where id = ${personId}`;
  return rows[0]?.organisationId ?? null;
}

/** Writes an organisation's row where it has still the version given (0: none yet); gives its id, or null where it has another by now. */
export async function saveBasis(
  sql: Sql,
  of: BasisText & { groupId: string; organisationId: string; version: number; by: string; submitted: boolean },
): Promise<string | null> {
  const submittedBy = of.submitted ? of.by : null;
  const submittedAt = of.submitted ? sql`clock_timestamp()` : null;
  const rows =
    of.version === 0
      ? await sql<{ id: string }[]>`
          insert into existing_basis
            (group_id, organisation_id, level, policies, contracts, practice, changed_by, submitted_by, submitted_at)
          values (${of.groupId}, ${of.organisationId}, ${of.level}, ${of.policies}, ${of.contracts}, ${of.practice}, ${of.by},
            ${submittedBy}, ${submittedAt})
          on conflict do nothing returning id`
      : await sql<{ id: string }[]>`
          update existing_basis set level = ${of.level}, policies = ${of.policies}, contracts = ${of.contracts},
            practice = ${of.practice}, changed_by = ${of.by}, changed_at = clock_timestamp(), submitted_by = ${submittedBy},
            submitted_at = ${submittedAt}, version = version + 1
          where group_id = ${of.groupId} and organisation_id = ${of.organisationId} and version = ${of.version} returning id`;
  return rows[0]?.id ?? null;
}

/** What is said of a comparable; `statedOn` is `YYYY-MM-DD`. */
export type ComparableText = {
  kind: ComparableKind;
  source: string;
  wording: string;
  level: 'core' | 'comprehensive' | null;
  statedOn: string | null;
  address: string | null;
  note: string;
};

/** A target elsewhere, a labelling scheme or a similar area. */
export type ComparableRow = ComparableText & {
  id: string;
  groupId: string;
  version: number;
  changedBy: { id: string; name: string };
  changedAt: Date;
};

const comparableColumns = (sql: Sql) => sql`
  c.id, c.group_id, c.kind, c.source, c.wording, c.level, c.stated_on::text as stated_on, c.address, c.note, c.version,
  jsonb_build_object('id', p.id, 'name', p.name) as changed_by, c.changed_at
  from comparable c join person p on p.id = c.changed_by`;

/** What a group has found elsewhere, by source. */
export async function selectComparables(sql: Sql, groupId: string): Promise<ComparableRow[]> {
  return sql<ComparableRow[]>`select ${comparableColumns(sql)} where c.group_id = ${groupId} order by lower(c.source), c.made_at, c.id`;
}

/** One of them, or null. */
export async function findComparable(sql: Sql, id: string): Promise<ComparableRow | null> {
  const rows = await sql<ComparableRow[]>`select ${comparableColumns(sql)} where c.id = ${id}`;
  return rows[0] ?? null;
}

/** Adds one and gives its id. */
export async function insertComparable(sql: Sql, of: ComparableText & { groupId: string; by: string }): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    insert into comparable (group_id, kind, source, wording, level, stated_on, address, note, made_by, changed_by)
    values (${of.groupId}, ${of.kind}, ${of.source}, ${of.wording}, ${of.level}, ${of.statedOn}::text::date, ${of.address}, ${of.note},
      ${of.by}, ${of.by})
    returning id`;
  return rows[0]!.id;
}

/** Writes one where it has still the version given; false where it has another by now. */
export async function updateComparable(sql: Sql, of: ComparableText & { id: string; version: number; by: string }): Promise<boolean> {
  const rows = await sql`
    update comparable set kind = ${of.kind}, source = ${of.source}, wording = ${of.wording}, level = ${of.level},
      stated_on = ${of.statedOn}::text::date, address = ${of.address}, note = ${of.note}, changed_by = ${of.by},
      changed_at = clock_timestamp(), version = version + 1
    where id = ${of.id} and version = ${of.version} returning id`;
  return rows.length === 1;
}

/** Removes one. */
export async function deleteComparable(sql: Sql, id: string): Promise<void> {
  await sql`delete from comparable where id = ${id}`;
}
