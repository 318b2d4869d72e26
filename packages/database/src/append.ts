import type postgres from 'postgres';
import type { Pool } from './connect.ts';

/** One edit on its way into the log. `credential` is the hash of the session or token that brought it. */
export type Append = {
  paperId: string;
  round: number;
  author: string;
  credential: string;
  kind: 'edit' | 'mark' | 'restore';
  bytes: Uint8Array;
  /** SHA-256 of `bytes`, hex: the same edit sent twice gets one row. */
  hash: string;
};

/**
 * What became of one append. `saved`: committed under `number`. `known`: it already had a row. `closed`: the round takes
 * no edits. `forbidden`: this session may not write here (any more). `gone`: no such round.
 */
export type Verdict = { verdict: 'saved' | 'known'; number: number } | { verdict: 'closed' | 'forbidden' | 'gone' };

/**
 * Appends edits to their rounds' logs in one statement, so in one transaction and one round trip: rounds are locked in id
 * order, each row is judged by itself, accepted rows get the next numbers without a gap. Answers in the order asked.
 * `writers` are the roles that may write (the `may` table). Throws when the outcome is unknown (connection lost); asking
 * again with the same rows is safe.
 */
export async function appendUpdates(sql: Pool, writers: readonly string[], rows: readonly Append[]): Promise<Verdict[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const ask = () => (rows.length === 1 ? appendOne(sql, writers, first) : appendMany(sql, writers, rows));
  const answered = await ask().catch((error: unknown) => {
    // Another process stored the same edit between our look and our lock: the second look sees its row.
    if (isUniqueViolation(error)) return ask();
    throw error;
  });
  return answered.map(({ verdict, number }) =>
    verdict === 'saved' || verdict === 'known' ? { verdict, number: Number(number) } : { verdict },
  );
}

type Answer = { verdict: Verdict['verdict']; number: string | null };
type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** The condition in both statements: this credential is the author's and counts now, and the author may write in the group. */
function mayWriteIn(sql: Pool, writers: readonly string[]) {
  return (author: Fragment, credential: Fragment, group: Fragment) => sql`exists (
    select 1 from live_credential c join person p on p.id = c.person_id
    where c.id = ${credential} and c.person_id = ${author}
      and (
        (p.secretariat and 'secretariat' = any (${writers as string[]}::text[]))
        or exists (
          select 1 from active_membership m
          where m.group_id = ${group} and m.person_id = ${author} and m.role = any (${writers as string[]}::text[])
        )
      )
  )`;
}

/**
 * The number of the row that an edit has in the log already. `offset 0` keeps the planner from any way but by hash: without
 * statistics it would read the whole round.
 */
function sameEdit(sql: Pool, hash: Fragment, paperId: Fragment, round: Fragment) {
  return sql`(
    select s.number from (select number, paper_id, round from paper_update where hash = ${hash} offset 0) s
    where s.paper_id = ${paperId} and s.round = ${round}
  )`;
}

/**
 * `appendMany` for a single row, without what only several need: most commits of a house at work hold one edit, and this
 * costs Postgres half (117 µs for 214).
 */
async function appendOne(sql: Pool, writers: readonly string[], row: Append): Promise<Answer[]> {
  const { paperId, round, author, credential, kind, hash, bytes } = row;
  const mayWrite = mayWriteIn(sql, writers);
  const answers = await sql<Answer[]>`
    with locked as materialized (
      select r.head, r.state, r.link, p.group_id
      from paper_round r join paper p on p.id = r.paper_id
      where r.paper_id = ${paperId} and r.round = ${round}
      for no key update of r
    ),
    judged as materialized (
      select l.head + 1 as number, u.number as known,
        case
          when u.number is not null then 'known'
          when l.state <> 'open' then 'closed'
          when not ${mayWrite(sql`${author}`, sql`${credential}`, sql`l.group_id`)} then 'forbidden'
          else 'saved'
        end as verdict,
        public.log_link(l.link, l.head + 1, ${kind}, ${author}, ${hash}) as link
      from locked l
      left join lateral ${sameEdit(sql, sql`${hash}`, sql`${paperId}`, sql`${round}`)} u on true
    ),
    grown as (
      update paper_round r set head = r.head + 1, link = j.link
      from judged j
      where r.paper_id = ${paperId} and r.round = ${round} and j.verdict = 'saved'
    ),
    stored as (
      insert into paper_update (paper_id, round, number, author, kind, hash, bytes, link)
      select ${paperId}, ${round}, number, ${author}, ${kind}, ${hash}, ${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)}, link
      from judged where verdict = 'saved'
    )
    select verdict, coalesce(known, number) as number from judged`;
  return answers.length > 0 ? answers : [{ verdict: 'gone', number: null }];
}

async function appendMany(sql: Pool, writers: readonly string[], rows: readonly Append[]): Promise<Answer[]> {
  const mayWrite = mayWriteIn(sql, writers);
  return sql<Answer[]>`
    with asked as (
      select a.*
      from unnest(
        ${rows.map((r) => r.paperId)}::uuid[], ${rows.map((r) => r.round)}::int[], ${rows.map((r) => r.author)}::uuid[],
        ${rows.map((r) => r.credential)}::text[], ${rows.map((r) => r.kind)}::text[], ${rows.map((r) => r.hash)}::text[],
        ${rows.map((r) => `\\x${Buffer.from(r.bytes.buffer, r.bytes.byteOffset, r.bytes.byteLength).toString('hex')}`)}::text[]
      ) with ordinality as a(paper_id, round, author, credential, kind, hash, bytes, ord)
    ),
    locked as (
      select r.paper_id, r.round, r.state, r.head, r.link, p.group_id
      from paper_round r join paper p on p.id = r.paper_id
      where (r.paper_id, r.round) in (select paper_id, round from asked)
      order by r.paper_id, r.round
      for no key update of r
    ),
    judged as (
      select a.*, l.head, l.link as last_link, u.number as known,
        case
          when l.paper_id is null then 'gone'
          when u.number is not null then 'known'
          when l.state <> 'open' then 'closed'
          when not ${mayWrite(sql`a.author`, sql`a.credential`, sql`l.group_id`)} then 'forbidden'
          else 'saved'
        end as verdict
      from asked a
      left join locked l on l.paper_id = a.paper_id and l.round = a.round
      left join lateral ${sameEdit(sql, sql`a.hash`, sql`a.paper_id`, sql`a.round`)} u on true
    ),
    numbered as (
      select f.*, f.head + row_number() over (partition by paper_id, round order by ord) as number
      from (
        select j.*, row_number() over (partition by paper_id, round, hash order by ord) as occurrence
        from judged j where verdict = 'saved'
      ) f
      where occurrence = 1
    ),
    linked as (
      select n.*, public.log_links(last_link, number, kind, author, hash) over (partition by paper_id, round order by number) as link
      from numbered n
    ),
    grown as (
      update paper_round r set head = n.number, link = n.link
      from (select distinct on (paper_id, round) paper_id, round, number, link from linked order by paper_id, round, number desc) n
      where r.paper_id = n.paper_id and r.round = n.round
    ),
    stored as (
      insert into paper_update (paper_id, round, number, author, kind, hash, bytes, link)
      select paper_id, round, number, author, kind, hash, bytes::bytea, link from linked
    )
    select j.verdict, coalesce(j.known, n.number) as number
    from judged j
    left join numbered n on n.hash = j.hash and n.paper_id = j.paper_id and n.round = j.round
    order by j.ord`;
}

function isUniqueViolation(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '23505';
}
