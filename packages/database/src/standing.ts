import type { Actor, Role } from '@samskriv/process';
import type { Sql } from './connect.ts';

/** What one session or token's person is to one round of a paper, as of now. */
export type Standing = {
  person: { id: string; name: string };
  actor: Actor;
  groupId: string;
  open: boolean;
  /** The number of the paper schema that may be written in the round. */
  schema: number;
};

/**
 * Looks up, in one round trip, whose a credential (hash of session or token) is and what that person is to a round.
 * `person` null: the credential counts no more. `standing` null: no such round; whether the person may see it is for
 * `may` to say.
 */
export async function standingOf(
  sql: Sql,
  credential: string,
  paperId: string,
  round: number,
): Promise<{ personId: string | null; standing: Standing | null }> {
  const [row] = await sql<
    {
      id: string;
      name: string;
      secretariat: boolean;
      groupId: string | null;
      role: Exclude<Role, 'secretariat'> | null;
      state: string | null;
      schema: number | null;
    }[]
  >`
    select p.id, p.name, p.secretariat, pa.group_id, m.role, r.state, r.schema
    from live_credential c
    join person p on p.id = c.person_id
    left join paper_round r on r.paper_id = ${paperId} and r.round = ${round}
    left join paper pa on pa.id = r.paper_id
    left join active_membership m on m.group_id = pa.group_id and m.person_id = p.id
    where c.id = ${credential}`;
  if (!row) return { personId: null, standing: null };
  if (row.groupId === null) return { personId: row.id, standing: null };
  const roles = new Map(row.role === null ? [] : [[row.groupId, row.role]]);
  return {
    personId: row.id,
    standing: {
      person: { id: row.id, name: row.name },
      actor: { personId: row.id, secretariat: row.secretariat, roles },
      groupId: row.groupId,
      open: row.state === 'open',
      schema: row.schema ?? 0,
    },
  };
}
