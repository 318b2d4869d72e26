import type { Sql } from './connect.ts';
import type { Verdict } from './append.ts';

/** An edit that a command makes for a person. `roles` are those that may do what it does (the `may` table). */
export type HouseEdit = {
  paperId: string;
  round: number;
  author: string | null;
  kind: 'edit' | 'mark' | 'restore';
  roles: readonly string[];
  bytes: Uint8Array;
  /** SHA-256 of `bytes`, hex. */
  hash: string;
};

/**
 * Appends an edit of the house to a round's log in the transaction of its command, and judges it by the same rules as
 * `appendUpdates`: the round is locked, must be open, and the author must have one of the roles now (an edit without an
 * author is the house's own). Make it the last thing that a transaction does: until it ends, others' edits wait.
 */
export async function appendHouseEdit(sql: Sql, { paperId, round, author, kind, roles, bytes, hash }: HouseEdit): Promise<Verdict> {
  const [row] = await sql<{ verdict: Verdict['verdict']; number: string | null }[]>`
    with locked as (
      select r.paper_id, r.round, r.state, r.head, r.link, p.group_id
      from paper_round r join paper p on p.id = r.paper_id
      where r.paper_id = ${paperId} and r.round = ${round}
      for no key update of r
    ),
    judged as (
      select l.*, u.number as known,
        case
          when u.number is not null then 'known'
          when l.state <> 'open' then 'closed'
          when ${author}::uuid is not null and not exists (
            select 1 from person p
            where p.id = ${author}::uuid and p.suspended_at is null
              and (
                (p.secretariat and 'secretariat' = any (${[...roles]}::text[]))
                or exists (
                  select 1 from active_membership m
                  where m.group_id = l.group_id and m.person_id = p.id and m.role = any (${[...roles]}::text[])
                )
              )
          ) then 'forbidden'
          else 'saved'
        end as verdict,
        public.log_link(l.link, l.head + 1, ${kind}, ${author}::uuid, ${hash}) as next_link
      from locked l
      left join paper_update u on u.paper_id = l.paper_id and u.round = l.round and u.hash = ${hash}
    ),
    grown as (
      update paper_round r set head = r.head + 1, link = j.next_link from judged j
      where r.paper_id = j.paper_id and r.round = j.round and j.verdict = 'saved'
    ),
    stored as (
      insert into paper_update (paper_id, round, number, author, kind, hash, bytes, link)
      select paper_id, round, head + 1, ${author}::uuid, ${kind}, ${hash}, ${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)}::bytea, next_link
      from judged where verdict = 'saved'
    )
    select verdict, coalesce(known, head + 1) as number from judged`;
  if (row === undefined) return { verdict: 'gone' };
  const { verdict, number } = row;
  return verdict === 'saved' || verdict === 'known' ? { verdict, number: Number(number) } : { verdict };
}
