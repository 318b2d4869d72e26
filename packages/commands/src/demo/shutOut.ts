import { endSessions } from '@samskriv/auth';
import {
  demoLivesHere,
  endLinks,
  isOfDemo,
  notify,
  recordAct,
  revokeTokens,
  selectDemoPeople,
  updateSuspension,
  type Sql,
} from '@samskriv/database';
import type { House } from '../house.ts';

/**
 * Whether somebody is nobody here because they are of the demo and the demo is closed to whoever asks. This is the one place
 * that decides it, for passwords, sessions, tokens, links and sockets alike; `house.demo` says what the process and the
 * request allow (docs/decisions/095-getting-in.md).
 */
export async function isShutOut(house: Pick<House, 'demo'> & { readonly sql: Sql }, personId: string): Promise<boolean> {
  return !house.demo && (await isOfDemo(house.sql, personId));
}

/** Whether the demo's people live here, and then whether they are let in: what the sign-in page and every page's foot say. */
export async function seeDemo(house: House): Promise<'none' | 'open' | 'closed'> {
  if (!(await demoLivesHere(house.sql))) return 'none';
  return house.demo ? 'open' : 'closed';
}

/** Suspends the demo's people for good, as `suspendPerson` does with one, and says how many there were. */
export async function suspendDemo(sql: Sql): Promise<number> {
  const people = await selectDemoPeople(sql);
  for (const personId of people) {
    await updateSuspension(sql, personId, true);
    await endSessions(sql, personId);
    await revokeTokens(sql, personId);
    await endLinks(sql, personId);
    await recordAct(sql, { actor: null, action: 'person.suspend', thing: { kind: 'person', id: personId }, details: { demo: true } });
    await notify(sql, { kind: 'rights', personId });
  }
  return people.length;
}
