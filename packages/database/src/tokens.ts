import type { Sql } from './connect.ts';

/** A bearer token as its owner sees it in a list; the secret itself is nowhere. `handle` names it in addresses. */
export type TokenRow = { handle: string; label: string; createdAt: Date; expiresAt: Date | null };

/** Stores a token by its hash and gives its handle. */
export async function insertToken(
  sql: Sql,
  { hash, personId, label, expiresAt }: { hash: string; personId: string; label: string; expiresAt: Date | null },
): Promise<string> {
  const rows = await sql<{ handle: string }[]>`
    insert into api_token (id, person_id, label, expires_at) values (${hash}, ${personId}, ${label}, ${expiresAt})
    returning handle`;
  return rows[0]!.handle;
}

/** Whose token this hash is, if it counts now; else null. */
export async function findTokenPerson(sql: Sql, hash: string): Promise<string | null> {
  const rows = await sql<{ personId: string }[]>`
    select t.person_id from api_token t join person p on p.id = t.person_id
    where t.id = ${hash} and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())
      and p.suspended_at is null`;
  return rows[0]?.personId ?? null;
}

/** A person's tokens that count now, newest first. */
export async function selectTokens(sql: Sql, personId: string): Promise<TokenRow[]> {
  return sql<TokenRow[]>`
    select handle, label, created_at, expires_at from api_token
    where person_id = ${personId} and revoked_at is null and (expires_at is null or expires_at > now())
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
