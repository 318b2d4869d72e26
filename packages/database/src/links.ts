import type { Sql } from './connect.ts';

/** What a one-time link is for: an invitation sets the first password, a reset sets a new one. */
export type LinkPurpose = 'invitation' | 'reset';

/** A link that can be used now, with whom it is for. */
export type LinkRow = { personId: string; purpose: LinkPurpose; mail: string; name: string; locale: 'da' | 'en'; expiresAt: Date };

/** Stores a link by its hash and ends every older one of the same person and purpose. */
export async function insertLink(
  sql: Sql,
  {
    hash,
    purpose,
    personId,
    madeBy,
    expiresAt,
  }: { hash: string; purpose: LinkPurpose; personId: string; madeBy: string | null; expiresAt: Date },
): Promise<void> {
  await sql`delete from one_time_link where person_id = ${personId} and purpose = ${purpose} and used_at is null`;
  await sql`
    insert into one_time_link (id, purpose, person_id, made_by, expires_at)
    values (${hash}, ${purpose}, ${personId}, ${madeBy}, ${expiresAt})`;
}

/** Ends every link of a person that has not been used. */
export async function endLinks(sql: Sql, personId: string): Promise<void> {
  await sql`delete from one_time_link where person_id = ${personId} and used_at is null`;
}

/** The link with this hash if it can be used now, else null. */
export async function findLink(sql: Sql, hash: string): Promise<LinkRow | null> {
  const rows = await sql<LinkRow[]>`
    select l.person_id, l.purpose, p.mail, p.name, p.locale, l.expires_at
    from one_time_link l join person p on p.id = l.person_id
    where l.id = ${hash} and l.used_at is null and l.expires_at > now() and p.suspended_at is null`;
  return rows[0] ?? null;
}

/** Uses a link up: whose it was, or null when it cannot be used now. Of two at the same moment one gets null. */
export async function useLink(sql: Sql, hash: string): Promise<{ personId: string; purpose: LinkPurpose } | null> {
  const rows = await sql<{ personId: string; purpose: LinkPurpose }[]>`
    update one_time_link l set used_at = now() from person p
    where p.id = l.person_id and p.suspended_at is null
      and l.id = ${hash} and l.used_at is null and l.expires_at > now()
    returning l.person_id, l.purpose`;
  return rows[0] ?? null;
}

/** Stores the link for the first account by its hash; an older one is dead from now. */
export async function insertFirstLink(sql: Sql, { hash, expiresAt }: { hash: string; expiresAt: Date }): Promise<void> {
  await endFirstLinks(sql);
  await sql`insert into one_time_link (id, purpose, expires_at) values (${hash}, 'first', ${expiresAt})`;
}

/** Ends the link for the first account. */
export async function endFirstLinks(sql: Sql): Promise<void> {
  await sql`delete from one_time_link where purpose = 'first'`;
}

/** Whether this is the hash of the link for the first account, and it has not expired. */
export async function isFirstLink(sql: Sql, hash: string): Promise<boolean> {
  return (await sql`select from one_time_link where id = ${hash} and purpose = 'first' and expires_at > now()`).length === 1;
}

/** Removes links that are used or have expired. */
export async function deleteSpentLinks(sql: Sql): Promise<void> {
  await sql`delete from one_time_link where expires_at < now() or used_at < now()`;
}
