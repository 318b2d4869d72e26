import type { Sql } from './connect.ts';

/** A person as others see them. */
export type PersonRow = {
  id: string;
  name: string;
  mail: string;
  locale: 'da' | 'en';
  secretariat: boolean;
  organisation: { id: string; name: string } | null;
  suspended: boolean;
  /** Whether a password has been chosen: the invitation was accepted. */
  arrived: boolean;
};

/** What signing in needs to know. `passwordHash` is null until the invitation is accepted. */
export type SignInRow = { id: string; passwordHash: string | null; suspended: boolean };

const columns = (sql: Sql) => sql`
  p.id, p.name, p.mail, p.locale, p.secretariat,
  case when o.id is null then null else jsonb_build_object('id', o.id, 'name', o.name) end as organisation,
  p.suspended_at is not null as suspended, p.password_hash is not null as arrived`;

/** One person, or null. */
export async function findPerson(sql: Sql, id: string): Promise<PersonRow | null> {
  const rows = await sql<PersonRow[]>`
    select ${columns(sql)} from person p left join organisation o on o.id = p.organisation_id where p.id = ${id}`;
  return rows[0] ?? null;
}

/** Everybody, by name. */
export async function selectPeople(sql: Sql): Promise<PersonRow[]> {
  return sql<PersonRow[]>`
    select ${columns(sql)} from person p left join organisation o on o.id = p.organisation_id order by lower(p.name), p.id`;
}

/** The person who signs in with this mail, whatever its case, or null. */
export async function findSignIn(sql: Sql, mail: string): Promise<SignInRow | null> {
  const rows = await sql<SignInRow[]>`
    select id, password_hash, suspended_at is not null as suspended from person where lower(mail) = lower(${mail})`;
  return rows[0] ?? null;
}

/** The stored password of a person who is not suspended, or null. */
export async function findPasswordHash(sql: Sql, personId: string): Promise<string | null> {
  const rows = await sql<{ passwordHash: string | null }[]>`
    select password_hash from person where id = ${personId} and suspended_at is null`;
  return rows[0]?.passwordHash ?? null;
}

/** Adds a person without a password and gives their id. Throws a unique violation when the mail is taken. */
export async function insertPerson(
  sql: Sql,
  person: {
    id?: string;
    mail: string;
    name: string;
    organisationId: string | null;
    locale: 'da' | 'en';
    secretariat: boolean;
    demo?: boolean;
  },
): Promise<string> {
  const { id = null, mail, name, organisationId, locale, secretariat, demo = false } = person;
  const rows = await sql<{ id: string }[]>`
    insert into person (id, mail, name, organisation_id, locale, secretariat, demo)
    values (coalesce(${id}::uuid, gen_random_uuid()), ${mail}, ${name}, ${organisationId}, ${locale}, ${secretariat}, ${demo})
    returning id`;
  return rows[0]!.id;
}

/** Writes the fields given and leaves the others. Throws a unique violation when the mail is taken. */
export async function updatePerson(
  sql: Sql,
  id: string,
  change: { mail?: string; name?: string; organisationId?: string | null; locale?: 'da' | 'en'; secretariat?: boolean },
): Promise<void> {
  const fields = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  if (Object.keys(fields).length === 0) return;
  await sql`update person set ${sql(fields)} where id = ${id}`;
}

/** Stores a new password (already hashed). */
export async function updatePasswordHash(sql: Sql, id: string, passwordHash: string): Promise<void> {
  await sql`update person set password_hash = ${passwordHash} where id = ${id}`;
}

/** Suspends a person from now, or restores them. */
export async function updateSuspension(sql: Sql, id: string, suspended: boolean): Promise<void> {
  await sql`update person set suspended_at = ${suspended ? sql`coalesce(suspended_at, now())` : null} where id = ${id}`;
}

/**
 * How many people of the secretariat can sign in besides this one. Takes the secretariat's rows until the transaction
 * ends, so that two of them cannot put each other out at the same moment.
 */
export async function countOtherSecretariat(sql: Sql, personId: string): Promise<number> {
  const rows = await sql<{ id: string }[]>`
    select id from person where secretariat and suspended_at is null and password_hash is not null order by id for update`;
  return rows.filter((row) => row.id !== personId).length;
}

/** What an actor is made of: whether they are the secretariat, and their roles where they count now. Null when suspended or unknown. */
export async function findRights(
  sql: Sql,
  personId: string,
): Promise<{ secretariat: boolean; roles: { groupId: string; role: 'chair' | 'member' | 'expert' | 'observer' }[] } | null> {
  const rows = await sql<{ secretariat: boolean; groupId: string | null; role: 'chair' | 'member' | 'expert' | 'observer' | null }[]>`
    select p.secretariat, m.group_id, m.role from person p left join active_membership m on m.person_id = p.id
    where p.id = ${personId} and p.suspended_at is null`;
  const first = rows[0];
  if (first === undefined) return null;
  const roles = rows.flatMap(({ groupId, role }) => (groupId === null || role === null ? [] : [{ groupId, role }]));
  return { secretariat: first.secretariat, roles };
}

/** The secretariat as it may act now, by name. */
export async function selectSecretariat(
  sql: Sql,
): Promise<{ id: string; name: string; organisation: { id: string; name: string } | null }[]> {
  return sql`
    select p.id, p.name, case when o.id is null then null else jsonb_build_object('id', o.id, 'name', o.name) end as organisation
    from person p left join organisation o on o.id = p.organisation_id
    where p.secretariat and p.suspended_at is null order by lower(p.name), p.id`;
}
