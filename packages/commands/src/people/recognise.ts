import { validateSession, validateToken } from '@samskriv/auth';
import { findPerson } from '@samskriv/database';
import type { Actor } from '@samskriv/process';
import { isShutOut } from '../demo/shutOut.ts';
import type { House } from '../house.ts';
import { actorOf } from './actorOf.ts';

/** A signed-in person as pages show them. */
export type Person = {
  id: string;
  name: string;
  mail: string;
  locale: 'da' | 'en';
  secretariat: boolean;
  organisation: { id: string; name: string } | null;
};

/**
 * Who asks, and by what right. `credential` is the hash of their session or token. `prolongedUntil` is set when the session
 * was just given a longer life: the cookie should follow.
 */
export type Recognised = { actor: Actor; person: Person; credential: string; prolongedUntil: Date | null };

/** Who a session cookie speaks for, or null. */
export async function recogniseSession(house: House, secret: string): Promise<Recognised | null> {
  const session = await validateSession(house.sql, secret);
  if (session === null) return null;
  return recognise(house, session.personId, session.credential, session.prolonged ? session.expiresAt : null);
}

/** Who a bearer token speaks for, or null. */
export async function recogniseToken(house: House, token: string): Promise<Recognised | null> {
  const found = await validateToken(house.sql, token);
  return found === null ? null : recognise(house, found.personId, found.credential, null);
}

async function recognise(house: House, personId: string, credential: string, prolongedUntil: Date | null): Promise<Recognised | null> {
  const [actor, row, shut] = await Promise.all([actorOf(house, personId), findPerson(house.sql, personId), isShutOut(house, personId)]);
  if (actor === null || row === null || shut) return null;
  const { id, name, mail, locale, secretariat, organisation } = row;
  return { actor, person: { id, name, mail, locale, secretariat, organisation }, credential, prolongedUntil };
}
