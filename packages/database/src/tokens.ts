import type { Sql } from './connect.ts';

/** A bearer token as its owner sees it in a list; the secret itself is nowhere. `handle` names it in addresses. */
export type TokenRow = { handle: string; label: string; createdAt: Date; expiresAt: Date; usedAt: Date | null };

/** Stores a token by its hash and gives its handle. */
export async function insertToken(
  sql: Sql,
  { hash, personId, label, expiresAt }: { hash: string; personId: string; label: string; expiresAt: Date },
): Promise<string> {
  const rows = await sql<{ handle: string }[]>`
    insert into api_token (id, person_id, label, expires_at) values (${hash}, ${personId}, ${label}, ${expiresAt})
    returning handle`;
  return rows[0]!.handle;
}

/** Whose token this hash is, if it counts now; else null. `unseen` means that it was not used within the hour. */
export async function findTokenPerson(sql: Sql, hash: string): Promise<{ personId: string; unseen: boolean } | null> {
  const rows = await sql<{ personId: string; unseen: boolean }[]>`
    select t.person_id, coalesce(t.used_at < now() - interval '1 hour', true) as unseen from api_token t join person p on p.id = t.person_id
    where t.id = ${hash} and t.revoked_at is null and t.expires_at > now()
      and p.suspended_at is null`;
  return rows[0] ?? null;
}

/** Notes that a token is used now. Writes once an hour at most. */
export async function touchToken(sql: Sql, hash: string): Promise<void> {
  await sql`
    update api_token set used_at = now() where id = ${hash} and (used_at is null or used_at < now() - interval '1 hour')`;
}

/**
 * How many tokens of a person count now. Takes the person's row until the transaction ends, so that two of them made at the
 * same moment are both counted.
 */
export async function countTokens(sql: Sql, personId: string): Promise<number> {
  await sql`select 1 from person where id = ${personId} for no key update`;
  const rows = await sql<{ count: number }[]>`
    select count(*)::int as count from api_token where person_id = ${personId} and revoked_at is null and expires_at > now()`;
  return rows[0]!.count;
}

/** A person's tokens that count now, newest first. */
export async function selectTokens(sql: Sql, personId: string): Promise<TokenRow[]> {
  return sql<TokenRow[]>`
    select handle, label, created_at, expires_at, used_at from api_token
    where person_id = ${personId} and revoked_at is null and expires_at > now()
    order by created_at desc, handle`;
}

/** Revokes one of a person's own tokens; false when they have no such token. */
export async function revokeOwnToken(sql: Sql, personId: string, handle: string): Promise<boolean> {
  const rows = await sql`
    update api_token set revoked_at = now()
    where person_id = ${personId} and handle = ${handle} and revoked_at is null returning handle`;
  return rows.length === 1;
}

/** Revokes all tokens of a person and says how many there were. */
export async function revokeTokens(sql: Sql, personId: string): Promise<number> {
  const rows = await sql`
    update api_token set revoked_at = now() where person_id = ${personId} and revoked_at is null returning handle`;
  return rows.length;
}
