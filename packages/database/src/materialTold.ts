import type { Sql } from './connect.ts';

/** Material that is new to a person: a pack that was shared, or something that came by itself. */
export type NewMaterialRow = { id: string; title: string; groupId: string; groupTitle: string; mailed: boolean };

/** Tells a group of a material, whoever added it excepted; gives who was told. */
export async function insertMaterialTold(sql: Sql, materialId: string, by: string): Promise<string[]> {
  const rows = await sql<{ personId: string }[]>`
    insert into material_told (material_id, person_id)
    select m.id, a.person_id from material m join active_membership a on a.group_id = m.group_id
    where m.id = ${materialId} and a.person_id <> ${by}
    returning person_id`;
  return rows.map(({ personId }) => personId);
}

/** What a person was told of and has not seen, newest first. */
export async function selectNewMaterial(sql: Sql, personId: string): Promise<NewMaterialRow[]> {
  return sql<NewMaterialRow[]>`
    select n.id, n.title, n.group_id, g.title as group_title, n.mailed_at is not null as mailed
    from (
      select k.id, k.title, k.group_id, t.told_at, t.mailed_at
      from pack_told t join material_pack k on k.id = t.pack_id and k.state = 'shared'
      where t.person_id = ${personId} and t.seen_at is null
      union all
      select m.id, m.title, m.group_id, t.told_at, t.mailed_at
      from material_told t join material m on m.id = t.material_id
      where t.person_id = ${personId} and t.seen_at is null
    ) n join working_group g on g.id = n.group_id
    order by n.told_at desc, n.id`;
}

/** Notes that a person has seen the material of a group. */
export async function saveSeenMaterial(sql: Sql, personId: string, groupId: string): Promise<void> {
  await sql`
    update pack_told set seen_at = now()
    where person_id = ${personId} and seen_at is null and pack_id in (select id from material_pack where group_id = ${groupId})`;
  await sql`
    update material_told set seen_at = now()
    where person_id = ${personId} and seen_at is null and material_id in (select id from material where group_id = ${groupId})`;
}

/** Notes that a person was mailed about these packs and materials. */
export async function saveMailedMaterial(sql: Sql, personId: string, ids: readonly string[]): Promise<void> {
  await sql`update pack_told set mailed_at = now() where person_id = ${personId} and pack_id = any(${[...ids]}::uuid[])`;
  await sql`update material_told set mailed_at = now() where person_id = ${personId} and material_id = any(${[...ids]}::uuid[])`;
}

/** Who waits for a letter about material: those with some they have neither seen nor been mailed, who have not chosen to get none. */
export async function selectMaterialReaders(sql: Sql): Promise<string[]> {
  const rows = await sql<{ personId: string }[]>`
    select distinct t.person_id
    from material_told t join person p on p.id = t.person_id left join mail_choice c on c.person_id = t.person_id
    where t.seen_at is null and t.mailed_at is null and p.suspended_at is null and coalesce(c.choice, 'daily') <> 'never'`;
  return rows.map(({ personId }) => personId);
}
