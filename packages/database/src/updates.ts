import { createHash } from 'node:crypto';
import type { Sql } from './connect.ts';

/** A piece of a round's log: `number` is the number of the (last) edit it holds, `hash` the SHA-256 recorded with it, hex. */
export type LogPiece = { number: number; bytes: Uint8Array; hash: string };

/** What a round's text is made of: the snapshot (null where there is none), then every later edit in order. */
export type LoadedRound = { head: number; state: 'open' | 'closed'; snapshot: LogPiece | null; updates: LogPiece[] };

/** What a round's text is made of, all of it from one consistent look; null where there is no such round. */
export async function loadRound(sql: Sql, paperId: string, round: number): Promise<LoadedRound | null> {
  const [loaded] = await loadRounds(sql, [{ paperId, round }]);
  return loaded ?? null;
}

/** What the texts of these rounds are made of, in one look and in their order; null for a round that is not there. */
export async function loadRounds(sql: Sql, rounds: readonly { paperId: string; round: number }[]): Promise<(LoadedRound | null)[]> {
  const rows = await sql<
    { place: number; kind: string; number: string; state: string | null; hash: string | null; bytes: Uint8Array | null }[]
  >`
    with asked as (
      select place::int, paper_id, round, coalesce(s.number, 0) as number, s.state, s.hash
      from unnest(${rounds.map(({ paperId }) => paperId)}::uuid[], ${rounds.map(({ round }) => round)}::int[])
        with ordinality as asked (paper_id, round, place)
      left join paper_snapshot s using (paper_id, round)
    )
    select place, 'round' as kind, r.head as number, r.state, null as hash, null::bytea as bytes
      from asked join paper_round r using (paper_id, round)
    union all select place, 'snapshot', number, null, hash, state from asked where state is not null
    union all select place, 'update', u.number, null, u.hash, u.bytes from asked a
      join lateral (
        select u.number, u.hash, u.bytes from paper_update u
        where u.paper_id = a.paper_id and u.round = a.round and u.number > a.number
      ) u on true`;
  const byPlace = Map.groupBy(rows, ({ place }) => place);
  return rounds.map((_, index) => {
    const own = byPlace.get(index + 1) ?? [];
    const found = own.find(({ kind }) => kind === 'round');
    if (found === undefined) return null;
    const pieces = (kind: string) =>
      own
        .filter((row) => row.kind === kind && row.bytes !== null)
        .map((row) => ({ number: Number(row.number), bytes: row.bytes as Uint8Array, hash: row.hash ?? '' }))
        .sort((one, other) => one.number - other.number);
    return {
      head: Number(found.number),
      state: found.state === 'open' ? 'open' : 'closed',
      snapshot: pieces('snapshot')[0] ?? null,
      updates: pieces('update'),
    };
  });
}

/** The edits of a round after `number`, in order: what a live document that stands at `number` lacks. */
export async function readTail(sql: Sql, paperId: string, round: number, number: number): Promise<LogPiece[]> {
  const rows = await sql<{ number: string; bytes: Uint8Array; hash: string }[]>`
    select number, bytes, hash from paper_update
    where paper_id = ${paperId} and round = ${round} and number > ${number}
    order by number`;
  return rows.map((row) => ({ ...row, number: Number(row.number) }));
}

/** The log of a round from its first edit up to `head`, in order, each with the hash that was recorded with it. */
export async function readLog(sql: Sql, paperId: string, round: number, head: number): Promise<LogPiece[]> {
  const rows = await sql<{ number: string; bytes: Uint8Array; hash: string }[]>`
    select number, bytes, hash from paper_update
    where paper_id = ${paperId} and round = ${round} and number <= ${head}
    order by number`;
  return rows.map((row) => ({ ...row, number: Number(row.number) }));
}

/**
 * Stores the round's text up to `number` in one piece, with its SHA-256 beside it; an older one than is there changes nothing,
 * unless it takes the `place` of one that is damaged.
 */
export async function saveSnapshot(
  sql: Sql,
  { paperId, round, number, state, place = false }: { paperId: string; round: number; number: number; state: Uint8Array; place?: boolean },
): Promise<void> {
  await sql`
    insert into paper_snapshot (paper_id, round, number, state, hash)
    values (${paperId}, ${round}, ${number}, ${state}, ${createHash('sha256').update(state).digest('hex')})
    on conflict (paper_id, round) do update set number = excluded.number, state = excluded.state, hash = excluded.hash, at = now()
    where paper_snapshot.number < excluded.number or ${place}`;
}
