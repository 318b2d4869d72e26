import { endSession, endSessions } from '@samskriv/auth';
import { deleteDevices, inTransaction, notify, recordAct } from '@samskriv/database';
import type { Actor } from '@samskriv/process';
import type { House } from '../house.ts';

/** Ends the session a cookie names; its open papers close within two seconds. Nothing happens when there is none. */
export async function signOut(house: House, session: string): Promise<void> {
  await inTransaction(house.sql, async (sql) => {
    const personId = await endSession(sql, session);
    if (personId === null) return;
    await recordAct(sql, { actor: personId, action: 'person.signOut', thing: { kind: 'person', id: personId } });
    await notify(sql, { kind: 'rights', personId });
  });
}

/** Ends every session of the one who asks, this one too, and no browser is a known one any more. Bearer tokens stay: each is revoked by itself. */
export async function signOutEverywhere(house: House, actor: Actor): Promise<void> {
  await inTransaction(house.sql, async (sql) => {
    await endSessions(sql, actor.personId);
    await deleteDevices(sql, actor.personId);
    await recordAct(sql, { actor: actor.personId, action: 'person.signOutEverywhere', thing: { kind: 'person', id: actor.personId } });
    await notify(sql, { kind: 'rights', personId: actor.personId });
  });
}
