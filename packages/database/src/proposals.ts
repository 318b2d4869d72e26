import type { Sql } from './connect.ts';

/** What a proposal or a point can rest on, by what it is and its id. */
export type SourceKind = 'proposal' | 'basis' | 'comparable' | 'material';
export type SourceRef = { kind: SourceKind; id: string };

/** A candidate for the target. `pointId` is the point it became; null until it is put into the text. */
export type ProposalRow = {
  id: string;
  groupId: string;
  wording: string;
  level: 'requirement' | 'recommendation';
  reason: string;
  state: 'proposed' | 'kept' | 'dropped';
  decisionReason: string | null;
  decidedBy: { id: string; name: string } | null;
  decidedAt: Date | null;
  paperId: string | null;
  pointId: string | null;
  placedAt: Date | null;
  version: number;
  madeBy: { id: string; name: string };
  madeAt: Date;
  stances: { person: { id: string; name: string; organisation: string | null }; stance: 'support' | 'doubt'; word: string }[];
  sources: SourceRef[];
};

const columns = (sql: Sql) => sql`
  t.id, t.group_id, t.wording, t.level, t.reason, t.state, t.decision_reason, t.decided_at, t.paper_id, t.point_id, t.placed_at,
  t.version, jsonb_build_object('id', p.id, 'name', p.name) as made_by, t.made_at,
  case when d.id is null then null else jsonb_build_object('id', d.id, 'name', d.name) end as decided_by,
  coalesce((
    select jsonb_agg(jsonb_build_object('person', jsonb_build_object('id', q.id, 'name', q.name, 'organisation', o.name),
      'stance', s.stance, 'word', s.word) order by s.stance desc, lower(q.name))
    from proposal_stance s join person q on q.id = s.person_id left join organisation o on o.id = q.organisation_id
    where s.proposal_id = t.id
  ), '[]') as stances,
  coalesce((
    select jsonb_agg(jsonb_build_object('kind', r.kind, 'id', r.source_id) order by r.kind, r.source_id)
    from proposal_source r where r.proposal_id = t.id
  ), '[]') as sources
  from target_proposal t join person p on p.id = t.made_by left join person d on d.id = t.decided_by`;

/** A group's proposals: undecided first, then kept, then dropped, the oldest first. */
export async function selectProposals(sql: Sql, groupId: string): Promise<ProposalRow[]> {
  return sql<ProposalRow[]>`
    select ${columns(sql)} where t.group_id = ${groupId}
    order by array_position(array['proposed', 'kept', 'dropped'], t.state), t.made_at, t.id`;
}

/** One proposal, or null; with `hold` its row is kept until the transaction ends. */
export async function findProposal(sql: Sql, id: string, { hold = false }: { hold?: boolean } = {}): Promise<ProposalRow | null> {
  if (hold) await sql`select 1 from target_proposal where id = ${id} for update`;
  const rows = await sql<ProposalRow[]>`select ${columns(sql)} where t.id = ${id}`;
  return rows[0] ?? null;
}

/** What is written in a proposal. */
export type ProposalText = { wording: string; level: 'requirement' | 'recommendation'; reason: string };

/** Adds a proposal and gives its id. */
export async function insertProposal(sql: Sql, of: ProposalText & { groupId: string; by: string }): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    insert into target_proposal (group_id, wording, level, reason, made_by)
    values (${of.groupId}, ${of.wording}, ${of.level}, ${of.reason}, ${of.by}) returning id`;
  return rows[0]!.id;
}

/** Writes a proposal where it has still the version given; false where it has another by now. */
export async function updateProposal(sql: Sql, of: ProposalText & { id: string; version: number }): Promise<boolean> {
  const rows = await sql`
    update target_proposal set wording = ${of.wording}, level = ${of.level}, reason = ${of.reason}, version = version + 1
    where id = ${of.id} and version = ${of.version} returning id`;
  return rows.length === 1;
}

/** What a proposal rests on, in place of what was there. */
export async function saveProposalSources(sql: Sql, proposalId: string, sources: readonly SourceRef[]): Promise<void> {
  await sql`delete from proposal_source where proposal_id = ${proposalId}`;
  for (const { kind, id } of sources) {
    await sql`insert into proposal_source (proposal_id, kind, source_id) values (${proposalId}, ${kind}, ${id}) on conflict do nothing`;
  }
}

/** What a person thinks of a proposal; null takes it back. */
export async function saveStance(
  sql: Sql,
  of: { proposalId: string; personId: string; stance: 'support' | 'doubt' | null; word: string },
): Promise<void> {
  if (of.stance === null) {
    await sql`delete from proposal_stance where proposal_id = ${of.proposalId} and person_id = ${of.personId}`;
    return;
  }
  await sql`
    insert into proposal_stance (proposal_id, person_id, stance, word) values (${of.proposalId}, ${of.personId}, ${of.stance}, ${of.word})
    on conflict (proposal_id, person_id) do update set stance = excluded.stance, word = excluded.word, at = now()`;
}

/** Keeps or drops a proposal, or opens the question again (`by` null); either way it is no point of any text. */
export async function updateDecision(
  sql: Sql,
  of: { id: string; state: 'proposed' | 'kept' | 'dropped'; by: string | null; reason: string | null },
): Promise<void> {
  await sql`
    update target_proposal set state = ${of.state}, decided_by = ${of.by}, decision_reason = ${of.reason},
      decided_at = ${of.by === null ? null : sql`clock_timestamp()`}, version = version + 1,
      paper_id = null, point_id = null, placed_by = null, placed_at = null
    where id = ${of.id}`;
}

/** Notes which point of which paper a kept proposal became. */
export async function updatePlaced(sql: Sql, of: { id: string; paperId: string; pointId: string; by: string }): Promise<void> {
  await sql`
    update target_proposal set paper_id = ${of.paperId}, point_id = ${of.pointId}, placed_by = ${of.by}, placed_at = clock_timestamp()
    where id = ${of.id}`;
}

/** Notes what a point of a paper rests on, beside what was noted before. */
export async function insertPointSources(
  sql: Sql,
  of: { paperId: string; pointId: string; by: string },
  sources: readonly SourceRef[],
): Promise<void> {
  for (const { kind, id } of sources) {
    await sql`
      insert into point_source (paper_id, point_id, kind, source_id, made_by)
      values (${of.paperId}, ${of.pointId}, ${kind}, ${id}, ${of.by}) on conflict do nothing`;
  }
}

/** What the points of a paper rest on. */
export async function selectPointSources(sql: Sql, paperId: string): Promise<(SourceRef & { pointId: string })[]> {
  return sql<(SourceRef & { pointId: string })[]>`
    select point_id, kind, source_id as id from point_source where paper_id = ${paperId} order by made_at, kind`;
}

/** Of these sources, those that belong to the group; a proposal, a row of the mapping, something found elsewhere, a material. */
export async function selectOwnSources(sql: Sql, groupId: string, sources: readonly SourceRef[]): Promise<SourceRef[]> {
  const ids = sources.map(({ id }) => id);
  return sql<SourceRef[]>`
    select 'proposal' as kind, id from target_proposal where group_id = ${groupId} and id = any(${ids}::uuid[])
    union all select 'basis', id from existing_basis where group_id = ${groupId} and id = any(${ids}::uuid[])
    union all select 'comparable', id from comparable where group_id = ${groupId} and id = any(${ids}::uuid[])
    union all select 'material', m.id from material m left join material_pack k on k.id = m.pack_id
      where m.group_id = ${groupId} and m.id = any(${ids}::uuid[]) and (k.id is null or k.state = 'shared')`;
}

/** The target paper of a group, or null. */
export async function findTargetPaper(sql: Sql, groupId: string): Promise<string | null> {
  const rows = await sql<{ id: string }[]>`
    select id from paper where group_id = ${groupId} and kind = 'target' order by created_at limit 1`;
  return rows[0]?.id ?? null;
}
