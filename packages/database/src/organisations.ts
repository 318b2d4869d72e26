import type { Sql } from './connect.ts';

/** An organisation; `member` says whether it is one of the partnership's. `mailDomain` is a hint when people are invited, never proof of membership. */
export type OrganisationRow = { id: string; name: string; mailDomain: string | null; member: boolean; people: number };

/** All organisations by name, each with how many people it has here. */
export async function selectOrganisations(sql: Sql): Promise<OrganisationRow[]> {
  return sql<OrganisationRow[]>`
    select o.id, o.name, o.mail_domain, o.member, (select count(*)::int from person p where p.organisation_id = o.id) as people
    from organisation o order by lower(o.name), o.id`;
}

/** Whether there is such an organisation. */
export async function organisationExists(sql: Sql, id: string): Promise<boolean> {
  return (await sql`select 1 from organisation where id = ${id}`).length === 1;
}

/** Adds an organisation and gives its id. Throws a unique violation when the name is taken. */
export async function insertOrganisation(
  sql: Sql,
  { name, mailDomain, member = true }: { name: string; mailDomain: string | null; member?: boolean },
): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    insert into organisation (name, mail_domain, member) values (${name}, ${mailDomain}, ${member}) returning id`;
  return rows[0]!.id;
}

/** Writes the fields given; false when there is no such organisation. Throws a unique violation when the name is taken. */
export async function updateOrganisation(
  sql: Sql,
  id: string,
  change: { name?: string; mailDomain?: string | null; member?: boolean },
): Promise<boolean> {
  const fields = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  if (Object.keys(fields).length === 0) return organisationExists(sql, id);
  return (await sql`update organisation set ${sql(fields)} where id = ${id} returning id`).length === 1;
}
