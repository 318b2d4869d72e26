import { findRights, type Sql } from '@samskriv/database';
import type { Actor } from '@samskriv/process';

/** What a person is here, now; null when they are unknown or suspended. */
export async function actorOf(house: { readonly sql: Sql }, personId: string): Promise<Actor | null> {
  const rights = await findRights(house.sql, personId);
  if (rights === null) return null;
  return { personId, secretariat: rights.secretariat, roles: new Map(rights.roles.map(({ groupId, role }) => [groupId, role])) };
}
