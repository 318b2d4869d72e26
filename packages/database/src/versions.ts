import type { Sql } from './connect.ts';

/** What a version was sealed for. The first two close the round; `base` is what an update started from. */
export type VersionPurpose = 'steeringConsideration' | 'finalApproval' | 'milestone' | 'base';

/** A version without its text. `head` is the number of the last edit in it; `until` is `YYYY-MM-DD`. */
export type VersionRow = {
  id: string;
  paperId: string;
  number: number;
  round: number;
  head: number;
  purpose: VersionPurpose;
  reason: string;
  until: string | null;
  source: string | null;
  madeBy: string;
  /** As they were then. */
  madeByName: string;
  madeByOrganisation: string | null;
  madeAt: Date;
  format: number;
  previousHash: string | null;
  hash: string;
};

/** A whole version: the sealed texts are exactly what was hashed. */
export type SealedRow = VersionRow & { content: string; state: Uint8Array; threads: string; openMatters: string; seal: string };

const head = (sql: Sql) => sql`
  v.id, v.paper_id, v.number, v.round, v.head::float8 as head, v.purpose, v.reason, v.until_date::text as until, v.source, v.made_by,
  v.made_by_name, v.made_by_organisation, v.made_at, v.format, v.previous_hash, v.hash`;

/** The versions of a paper, by number. */
export async function selectVersions(sql: Sql, paperId: string): Promise<VersionRow[]> {
  return sql<VersionRow[]>`select ${head(sql)} from paper_version v where v.paper_id = ${paperId} order by v.number`;
}

/** One version without its text, or null. */
export async function findVersion(sql: Sql, id: string): Promise<(VersionRow & { groupId: string }) | null> {
  const rows = await sql<(VersionRow & { groupId: string })[]>`
    select ${head(sql)}, p.group_id from paper_version v join paper p on p.id = v.paper_id where v.id = ${id}`;
  return rows[0] ?? null;
}

/** One version whole, or null. */
export async function findSealed(sql: Sql, id: string): Promise<SealedRow | null> {
  const rows = await sql<SealedRow[]>`
    select ${head(sql)}, v.content, v.state, v.threads, v.open_matters, v.seal from paper_version v where v.id = ${id}`;
  return rows[0] ?? null;
}

/** The latest version of a paper, or null. */
export async function findLatestVersion(sql: Sql, paperId: string): Promise<VersionRow | null> {
  const rows = await sql<VersionRow[]>`
    select ${head(sql)} from paper_version v where v.paper_id = ${paperId} order by v.number desc limit 1`;
  return rows[0] ?? null;
}

/** The version that closed a round, or null while it is open. */
export async function findClosingVersion(sql: Sql, paperId: string, round: number): Promise<VersionRow | null> {
  const rows = await sql<VersionRow[]>`
    select ${head(sql)} from paper_version v
    where v.paper_id = ${paperId} and v.round = ${round} and v.purpose in ('steeringConsideration', 'finalApproval')`;
  return rows[0] ?? null;
}

/** What an update of this paper's target started from, or null. */
export async function findBaseVersionId(sql: Sql, paperId: string): Promise<string | null> {
  const rows = await sql<{ id: string }[]>`select id from paper_version where paper_id = ${paperId} and purpose = 'base'`;
  return rows[0]?.id ?? null;
}

/**
 * The version of a target that is in force: the latest one for final approval of any of its papers, else the latest that
 * closed a round, or null.
 */
export async function findVersionInForce(sql: Sql, targetId: string): Promise<VersionRow | null> {
  const rows = await sql<VersionRow[]>`
    select ${head(sql)} from paper_version v
    join paper p on p.id = v.paper_id join working_group g on g.id = p.group_id
    where g.target_id = ${targetId} and p.kind = 'target' and v.purpose in ('steeringConsideration', 'finalApproval')
    order by (v.purpose = 'finalApproval') desc, p.created_at desc, p.id, v.number desc limit 1`;
  return rows[0] ?? null;
}

/** Every version's id, by paper and number. */
export async function selectVersionIds(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select id from paper_version order by paper_id, number`;
  return rows.map(({ id }) => id);
}

/** Stores a sealed version. Throws a unique violation where its number is taken or its round has been closed by another. */
export async function insertVersion(sql: Sql, version: SealedRow): Promise<void> {
  const { state, ...v } = version;
  await sql`
    insert into paper_version (
      id, paper_id, number, round, head, purpose, reason, until_date, source, made_by, made_by_name, made_by_organisation, made_at,
      format, content, state, threads, open_matters, seal, previous_hash, hash
    ) values (
      ${v.id}, ${v.paperId}, ${v.number}, ${v.round}, ${v.head}, ${v.purpose}, ${v.reason}, ${v.until}::text::date, ${v.source},
      ${v.madeBy}, ${v.madeByName}, ${v.madeByOrganisation}, ${v.madeAt}, ${v.format}, ${v.content},
      ${Buffer.from(state.buffer, state.byteOffset, state.byteLength)}, ${v.threads}, ${v.openMatters}, ${v.seal},
      ${v.previousHash}, ${v.hash}
    )`;
}
