import type { Sql } from './connect.ts';

export type Score = 'met' | 'partly' | 'notMet';

/** What a group wants to be measured by; `agreedAt` null: proposed. */
export type CriterionRow = {
  id: string;
  groupId: string;
  wording: string;
  proposedBy: { id: string; name: string } | null;
  agreedAt: Date | null;
  score: Score | null;
  scoreNote: string;
  version: number;
};

/** A group's criteria in the order they were proposed, or one by its id. */
export async function selectCriteria(sql: Sql, which: { groupId: string } | { id: string }): Promise<CriterionRow[]> {
  return sql<CriterionRow[]>`
    select c.id, c.group_id, c.wording, case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.name) end as proposed_by,
      c.agreed_at, c.score, c.score_note, c.version
    from success_criterion c left join person p on p.id = c.proposed_by
    where ${'id' in which ? sql`c.id = ${which.id}` : sql`c.group_id = ${which.groupId}`}
    order by c.created_at, c.id`;
}

/** Proposes a criterion and gives its id. */
export async function insertCriterion(sql: Sql, of: { groupId: string; wording: string; proposedBy: string }): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    insert into success_criterion (group_id, wording, proposed_by) values (${of.groupId}, ${of.wording}, ${of.proposedBy}) returning id`;
  return rows[0]!.id;
}

/** Changes a criterion where it still has `version`; false when somebody was faster. Another wording is agreed on anew. */
export async function updateCriterion(sql: Sql, id: string, wording: string, version: number): Promise<boolean> {
  const rows = await sql`
    update success_criterion set wording = ${wording}, version = version + 1, agreed_at = null, agreed_by = null, score = null, score_note = ''
    where id = ${id} and version = ${version} returning 1 as one`;
  return rows.length === 1;
}

/** Agrees on a criterion, or takes that back. */
export async function updateAgreed(sql: Sql, id: string, by: string | null): Promise<void> {
  await sql`
    update success_criterion set agreed_by = ${by}, agreed_at = case when ${by}::uuid is null then null else coalesce(agreed_at, now()) end,
      score = case when ${by}::uuid is null then null else score end, version = version + 1
    where id = ${id}`;
}

/** Scores an agreed criterion where it still has `version`; false when somebody was faster. */
export async function updateScore(sql: Sql, id: string, to: { score: Score | null; note: string }, version: number): Promise<boolean> {
  const rows = await sql`
    update success_criterion set score = ${to.score}, score_note = ${to.note}, version = version + 1
    where id = ${id} and version = ${version} and agreed_at is not null returning 1 as one`;
  return rows.length === 1;
}

/** Takes a criterion away. */
export async function deleteCriterion(sql: Sql, id: string): Promise<void> {
  await sql`delete from success_criterion where id = ${id}`;
}

/** How a group judges its work; version 0 where nothing is written yet. */
export type EvaluationRow = {
  wentWell: string;
  doDifferently: string;
  finishedAt: Date | null;
  finishedBy: string | null;
  version: number;
};

/** A group's evaluation, empty where nothing is written yet. */
export async function findEvaluation(sql: Sql, groupId: string): Promise<EvaluationRow> {
  const rows = await sql<EvaluationRow[]>`
    select e.went_well, e.do_differently, e.finished_at, p.name as finished_by, e.version
    from evaluation e left join person p on p.id = e.finished_by where e.group_id = ${groupId}`;
  return rows[0] ?? { wentWell: '', doDifferently: '', finishedAt: null, finishedBy: null, version: 0 };
}

/** Writes a group's evaluation where it still has `version` (0: none yet); false when somebody was faster. `finishedBy` null: goes on. */
export async function saveEvaluationRow(
  sql: Sql,
  of: { groupId: string; wentWell: string; doDifferently: string; finishedBy: string | null; version: number },
): Promise<boolean> {
  const finishedAt = of.finishedBy === null ? null : new Date();
  const rows =
    of.version === 0
      ? await sql`
          insert into evaluation (group_id, went_well, do_differently, finished_by, finished_at)
          values (${of.groupId}, ${of.wentWell}, ${of.doDifferently}, ${of.finishedBy}, ${finishedAt})
          on conflict do nothing returning 1 as one`
      : await sql`
          update evaluation set went_well = ${of.wentWell}, do_differently = ${of.doDifferently}, finished_by = ${of.finishedBy},
            finished_at = ${finishedAt}, version = version + 1
          where group_id = ${of.groupId} and version = ${of.version} returning 1 as one`;
  return rows.length === 1;
}
