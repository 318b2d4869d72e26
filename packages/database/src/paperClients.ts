import type { Pool, Sql } from './connect.ts';

/** Whose a Yjs client id of a round is, and whether anything was written under it; else it was only seen. */
export type ClientOwner = { personId: string; wrote: boolean };

/** Under how many client ids a person may write in a round within 30 days, and be seen within one. Each opened page is one. */
export const mostClients = 200;

/**
 * Takes Yjs client ids of a round for a person, where nobody has them yet and `mostClients` allows it, and answers whose each
 * is; absent: it is too many. A client id belongs to one person for as long as the round lives. `wrote`: something is to be
 * written under them.
 */
export async function claimClients(
  pool: Pool,
  {
    paperId,
    round,
    personId,
    clients,
    wrote,
  }: { paperId: string; round: number; personId: string; clients: readonly number[]; wrote: boolean },
): Promise<Map<number, ClientOwner>> {
  return (await pool.begin(async (sql) => {
    // One at a time for each person and round, or several at once would each find room.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${paperId} ${round} ${personId}`}, 0))`;
    await sql`
      with asked as (
        select a.client from unnest(${clients as number[]}::bigint[]) as a (client)
        where not exists (
          select 1 from paper_client c
          where c.paper_id = ${paperId} and c.round = ${round} and c.client = a.client and (c.person_id <> ${personId} or c.wrote or not ${wrote})
        )
      ),
      used as (
        select count(*) as clients from paper_client c
        where c.paper_id = ${paperId} and c.round = ${round} and c.person_id = ${personId} and c.wrote = ${wrote}
          and c.at > now() - case when ${wrote} then interval '30 days' else interval '1 day' end
      )
      insert into paper_client (paper_id, round, client, person_id, wrote)
      select ${paperId}, ${round}, a.client, ${personId}, ${wrote} from asked a, used u
      where u.clients + (select count(*) from asked) <= ${mostClients}
      order by a.client
      on conflict (paper_id, round, client) do update set wrote = true, at = now()
        where paper_client.person_id = excluded.person_id and excluded.wrote and not paper_client.wrote`;
    return clientOwners(sql, paperId, round, clients);
  })) as Map<number, ClientOwner>;
}

/** Whose the given client ids of a round are; every known one where `clients` is null. */
export async function clientOwners(
  sql: Sql,
  paperId: string,
  round: number,
  clients: readonly number[] | null,
): Promise<Map<number, ClientOwner>> {
  const rows = await sql<{ client: string; personId: string; wrote: boolean }[]>`
    select client, person_id, wrote from paper_client
    where paper_id = ${paperId} and round = ${round}
      ${clients === null ? sql`` : sql`and client = any (${clients as number[]}::bigint[])`}`;
  return new Map(rows.map(({ client, personId, wrote }) => [Number(client), { personId, wrote }]));
}
