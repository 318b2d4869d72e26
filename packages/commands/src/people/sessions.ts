import {
  deleteOtherSessions,
  deleteOwnSession,
  inTransaction,
  notify,
  recordAct,
  selectListedSessions,
  type ListedSession,
} from '@samskriv/database';
import { refuse, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';

/** One of one's own sessions. `seenAt` is to the hour; `current` is the one that asks. */
export type OwnSession = Omit<ListedSession, 'id'> & { current: boolean };

/** One's own sessions that count now, the one that asks (by its `credential`) first. */
export async function listSessions(house: House, actor: Actor, { credential }: { credential: string | null }): Promise<OwnSession[]> {
  const rows = await selectListedSessions(house.sql, actor.personId);
  return rows
    .map(({ id, ...session }) => ({ ...session, current: id === credential }))
    .toSorted((one, other) => Number(other.current) - Number(one.current));
}

/**
 * Ends one of one's own sessions; its open papers close within two seconds, and the browser it was opened in is no longer a known
 * one. Another's is not found.
 */
export async function endOwnSession(house: House, actor: Actor, { handle }: { handle: string }): Promise<{ handle: string } | Refusal> {
  if (!isId(handle)) return refuse('not_found');
  return inTransaction(house.sql, async (sql) => {
    if (!(await deleteOwnSession(sql, actor.personId, handle))) return refuse('not_found');
    await recordAct(sql, { actor: actor.personId, action: 'person.endSession', thing: { kind: 'person', id: actor.personId } });
    await notify(sql, { kind: 'rights', personId: actor.personId });
    return { handle };
  });
}

/** Ends all of one's own sessions but the one that asks, and says how many there were. With a token that is all of them. */
export async function endOtherSessions(
  house: House,
  actor: Actor,
  { credential }: { credential: string | null },
): Promise<{ ended: number }> {
  return inTransaction(house.sql, async (sql) => {
    const ended = await deleteOtherSessions(sql, actor.personId, credential ?? '');
    const thing = { kind: 'person' as const, id: actor.personId };
    await recordAct(sql, { actor: actor.personId, action: 'person.endOtherSessions', thing, details: { ended } });
    await notify(sql, { kind: 'rights', personId: actor.personId });
    return { ended };
  });
}
