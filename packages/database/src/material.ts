import type { Sql } from './connect.ts';
import type { FileRow } from './files.ts';

export type MaterialKind = 'file' | 'link' | 'note';
export type MaterialTopic = 'home' | 'abroad' | 'practice';

/** A file, a link or a note. `pack` is null for what stands by itself, `widelyAt` null for what is the group's alone. */
export type MaterialRow = {
  id: string;
  group: { id: string; title: string };
  pack: { id: string; state: 'draft' | 'shared' } | null;
  kind: MaterialKind;
  title: string;
  note: string;
  address: string | null;
  file: FileRow | null;
  topic: MaterialTopic | null;
  version: number;
  madeBy: { id: string; name: string };
  madeAt: Date;
  widelyAt: Date | null;
};

/** Material that belongs together. */
export type PackRow = {
  id: string;
  groupId: string;
  title: string;
  summary: string;
  state: 'draft' | 'shared';
  version: number;
  madeBy: { id: string; name: string };
  madeAt: Date;
  sharedAt: Date | null;
};

const chosen = (sql: Sql) => sql`
  m.id, jsonb_build_object('id', g.id, 'title', g.title) as "group",
  case when k.id is null then null else jsonb_build_object('id', k.id, 'state', k.state) end as pack,
  m.kind, m.title, m.note, m.address,
  case when f.id is null then null else jsonb_build_object('id', f.id, 'name', f.name, 'type', f.type, 'bytes', f.bytes) end as file,
  m.topic, m.version, jsonb_build_object('id', p.id, 'name', p.name) as made_by, m.made_at, m.widely_at
  from material m
  join working_group g on g.id = m.group_id
  join person p on p.id = m.made_by
  left join material_pack k on k.id = m.pack_id
  left join stored_file f on f.id = m.file_id`;

/** A group's material, newest first; with `drafts` also what lies in packs that are not shared yet. */
export async function selectMaterial(sql: Sql, groupId: string, { drafts }: { drafts: boolean }): Promise<MaterialRow[]> {
  return sql<MaterialRow[]>`
    select ${chosen(sql)} where m.group_id = ${groupId} and (${drafts} or k.id is null or k.state = 'shared')
    order by m.made_at desc, m.id`;
}

/** What groups have shared with all members of the partnership, newest first. */
export async function selectWide(sql: Sql, { topic }: { topic: MaterialTopic | null }): Promise<MaterialRow[]> {
  return sql<MaterialRow[]>`
    select ${chosen(sql)}
    where m.widely_at is not null and (k.id is null or k.state = 'shared') and (${topic}::text is null or m.topic = ${topic})
    order by m.widely_at desc, m.id limit 500`;
}

/** One material, or null; with `hold` its row is kept until the transaction ends. */
export async function findMaterial(sql: Sql, id: string, { hold = false }: { hold?: boolean } = {}): Promise<MaterialRow | null> {
  const rows = await sql<MaterialRow[]>`select ${chosen(sql)} where m.id = ${id} ${hold ? sql`for update of m` : sql``}`;
  return rows[0] ?? null;
}

/** Adds a material and gives its id. */
export async function insertMaterial(
  sql: Sql,
  of: {
    groupId: string;
    packId: string | null;
    kind: MaterialKind;
    title: string;
    note: string;
    address: string | null;
    fileId: string | null;
    madeBy: string;
  },
): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    insert into material (group_id, pack_id, kind, title, note, address, file_id, made_by)
    values (${of.groupId}, ${of.packId}, ${of.kind}, ${of.title}, ${of.note}, ${of.address}, ${of.fileId}, ${of.madeBy}) returning id`;
  return rows[0]!.id;
}

/** Writes title, note and address of the version given; false when it has another by now. */
export async function updateMaterial(
  sql: Sql,
  of: { id: string; version: number; title: string; note: string; address: string | null },
): Promise<boolean> {
  const rows = await sql`
    update material set title = ${of.title}, note = ${of.note}, address = ${of.address}, version = version + 1
    where id = ${of.id} and version = ${of.version} returning id`;
  return rows.length === 1;
}

/** Shares a material with all members under a topic, or takes it back (`by` null). */
export async function updateWide(sql: Sql, id: string, by: string | null, topic: MaterialTopic | null): Promise<void> {
  await sql`
    update material set widely_by = ${by}, widely_at = ${by === null ? null : sql`coalesce(widely_at, clock_timestamp())`}, topic = ${topic}
    where id = ${id}`;
}

/** Removes a material; its file goes with it by `deleteFile`. */
export async function deleteMaterial(sql: Sql, id: string): Promise<void> {
  await sql`delete from material where id = ${id}`;
}

/** The packs of a group, newest first; drafts only where asked for. */
export async function selectPacks(sql: Sql, groupId: string, { drafts }: { drafts: boolean }): Promise<PackRow[]> {
  return sql<PackRow[]>`
    select ${packColumns(sql)} where k.group_id = ${groupId} and (${drafts} or k.state = 'shared') order by k.made_at desc, k.id`;
}

/** One pack, or null; with `hold` its row is kept until the transaction ends. */
export async function findPack(sql: Sql, id: string, { hold = false }: { hold?: boolean } = {}): Promise<PackRow | null> {
  const rows = await sql<PackRow[]>`select ${packColumns(sql)} where k.id = ${id} ${hold ? sql`for update of k` : sql``}`;
  return rows[0] ?? null;
}

const packColumns = (sql: Sql) => sql`
  k.id, k.group_id, k.title, k.summary, k.state, k.version, jsonb_build_object('id', p.id, 'name', p.name) as made_by, k.made_at,
  k.shared_at
  from material_pack k join person p on p.id = k.made_by`;

/** Adds a pack as a draft and gives its id. */
export async function insertPack(sql: Sql, of: { groupId: string; title: string; summary: string; madeBy: string }): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    insert into material_pack (group_id, title, summary, made_by) values (${of.groupId}, ${of.title}, ${of.summary}, ${of.madeBy})
    returning id`;
  return rows[0]!.id;
}

/** Writes title and summary of the version given; false when it has another by now. */
export async function updatePack(sql: Sql, of: { id: string; version: number; title: string; summary: string }): Promise<boolean> {
  const rows = await sql`
    update material_pack set title = ${of.title}, summary = ${of.summary}, version = version + 1
    where id = ${of.id} and version = ${of.version} returning id`;
  return rows.length === 1;
}

/** Shows a pack to the group and notes everybody in it, but the one who shares it, as told; gives who they are. */
export async function sharePackRow(sql: Sql, id: string, by: string): Promise<string[]> {
  await sql`update material_pack set state = 'shared', shared_by = ${by}, shared_at = clock_timestamp() where id = ${id}`;
  const rows = await sql<{ personId: string }[]>`
    insert into pack_told (pack_id, person_id)
    select k.id, a.person_id from material_pack k join active_membership a on a.group_id = k.group_id
    where k.id = ${id} and a.person_id <> ${by}
    on conflict do nothing returning person_id`;
  return rows.map(({ personId }) => personId);
}

/** The files of a pack. */
export async function selectPackFiles(sql: Sql, packId: string): Promise<string[]> {
  const rows = await sql<{ fileId: string }[]>`select file_id from material where pack_id = ${packId} and file_id is not null`;
  return rows.map(({ fileId }) => fileId);
}

/** Removes a pack with what lies in it. */
export async function deletePack(sql: Sql, id: string): Promise<void> {
  await sql`delete from material_pack where id = ${id}`;
}

/** Whether a person belongs to a member organisation of the partnership. */
export async function isOfMember(sql: Sql, personId: string): Promise<boolean> {
  const rows = await sql`
    select 1 from person p join organisation o on o.id = p.organisation_id
    where p.id = ${personId} and p.suspended_at is null and o.member`;
  return rows.length === 1;
}
