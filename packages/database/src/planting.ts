import type { Sql } from './connect.ts';

/** Moves the making of a group, its target, its paper and the paper's first round back to `at`. */
export async function backdateGroup(sql: Sql, groupId: string, at: Date): Promise<void> {
  await sql`update working_group set created_at = ${at} where id = ${groupId}`;
  await sql`update procurement_target set created_at = ${at} where id = (select target_id from working_group where id = ${groupId})`;
  await sql`update paper set created_at = ${at} where group_id = ${groupId}`;
  await sql`update paper_round set opened_at = ${at} where paper_id in (select id from paper where group_id = ${groupId})`;
}

/**
 * Moves what a group has done on its way back to when it will have been: the roster to `at`, meetings convened three weeks
 * before, criteria and homework given at them, the answers and what was done since.
 */
export async function backdateProcess(sql: Sql, groupId: string, at: Date): Promise<void> {
  const first = sql`(select min(starts_at) from meeting where group_id = ${groupId})`;
  await sql`update chair_term set from_at = ${at} where group_id = ${groupId}`;
  await sql`
    update membership m set created_at = ${at}::timestamptz + t.n * interval '3 minutes'
    from (select person_id, row_number() over () as n from membership where group_id = ${groupId}) t
    where m.group_id = ${groupId} and m.person_id = t.person_id`;
  await sql`
    update meeting set created_at = greatest(${at}::timestamptz + interval '1 hour', starts_at - interval '20 days 22 hours 47 minutes')
    where group_id = ${groupId}`;
  await sql`
    update meeting_participant p set answered_at = t.created_at + t.n * interval '43 minutes'
    from (
      select a.meeting_id, a.person_id, m.created_at, row_number() over (partition by m.id) as n
      from meeting m join meeting_participant a on a.meeting_id = m.id
      where m.group_id = ${groupId} and a.answer is not null
    ) t
    where p.meeting_id = t.meeting_id and p.person_id = t.person_id`;
  await sql`
    update success_criterion c set created_at = ${first} + t.n * interval '9 minutes',
      agreed_at = case when agreed_at is null then null else ${first} + interval '41 minutes' + t.n * interval '1 minute' end
    from (select id, row_number() over (order by created_at) as n from success_criterion where group_id = ${groupId}) t
    where c.id = t.id`;
  await sql`update expert_nomination set created_at = coalesce(${first} + interval '14 days 2 hours 12 minutes', ${at}) where group_id = ${groupId}`;
  await sql`
    update homework h set created_at = coalesce((select ends_at - interval '6 minutes' from meeting m where m.id = h.meeting_id), ${at}),
      done_at = case when done_at is null then null else (due_date + time '13:24') at time zone 'Europe/Copenhagen' end
    where group_id = ${groupId}`;
}

/** Writes what the demo's people have done into the audit log, in the order in which it will have happened. */
export async function plantActs(sql: Sql): Promise<void> {
  await sql`
    insert into audit_log (at, actor, action, thing_kind, thing_id, details, group_id)
    select at, actor, action, kind, id, jsonb_strip_nulls(details), group_id from (
      select created_at as at, made_by as actor, 'group.create' as action, 'group' as kind, id, jsonb_build_object('title', title) as details,
        id as group_id from working_group
      union all select m.created_at, g.made_by, 'roster.set', 'group', g.id, jsonb_build_object('personId', m.person_id, 'role', m.role), g.id
        from membership m join working_group g on g.id = m.group_id
      union all select created_at, made_by, 'meeting.plan', 'meeting', id, '{}', group_id from meeting
      union all select starts_at, made_by, 'minutes.open', 'meeting', id, '{}', group_id from meeting where minutes_id is not null
      union all select ends_at, made_by, 'meeting.end', 'meeting', id, '{}', group_id from meeting where state = 'held'
      union all select p.answered_at, p.person_id, 'meeting.answer', 'meeting', m.id, jsonb_build_object('answer', p.answer), m.group_id
        from meeting_participant p join meeting m on m.id = p.meeting_id where p.answer is not null
      union all select created_at, proposed_by, 'criteria.propose', 'group', group_id, '{}', group_id from success_criterion
      union all select agreed_at, agreed_by, 'criteria.agree', 'group', group_id, '{}', group_id from success_criterion
      union all select created_at, nominated_by, 'expert.nominate', 'group', group_id, '{}', group_id from expert_nomination
      union all select created_at, given_by, 'homework.give', 'group', group_id, jsonb_build_object('owner', owner), group_id from homework
      union all select done_at, done_by, 'homework.done', 'group', group_id, jsonb_build_object('owner', owner), group_id from homework
      union all select submitted_at, submitted_by, 'basis.fill', 'basis', id, jsonb_build_object('organisationId', organisation_id), group_id
        from existing_basis
      union all select made_at, made_by, 'comparable.add', 'comparable', id, '{}', group_id from comparable
      union all select made_at, made_by, 'pack.make', 'pack', id, '{}', group_id from material_pack
      union all select shared_at, shared_by, 'pack.share', 'pack', id, '{}', group_id from material_pack
      union all select made_at, made_by, 'material.add', 'material', id, '{}', group_id from material
      union all select widely_at, widely_by, 'material.widen', 'material', id, '{}', group_id from material
      union all select made_at, made_by, 'proposal.make', 'proposal', id, '{}', group_id from target_proposal
      union all select decided_at, decided_by, 'proposal.' || state, 'proposal', id, '{}', group_id from target_proposal
      union all select t.opened_at, t.opened_by, 'thread.open', 'thread', t.id, '{}', p.group_id from thread t join paper p on p.id = t.paper_id
      union all select t.resolved_at, t.resolved_by, 'thread.resolve', 'thread', t.id, '{}', p.group_id
        from thread t join paper p on p.id = t.paper_id
    ) acts (at, actor, action, kind, id, details, group_id)
    where at < now() order by at`;
}

/** An edit written in the past: whose it is, under which Yjs client id (null: the house's, for them), and when. */
export type PlantedEdit = { author: string; client: number | null; at: Date; bytes: Uint8Array; hash: string };

/** Adds edits to the first round of a paper that nobody has open, in the order given, after what is there. */
export async function plantEdits(sql: Sql, paperId: string, edits: readonly PlantedEdit[]): Promise<void> {
  for (const { author, client, at, bytes, hash } of edits) {
    const rows = await sql<{ head: string }[]>`
      update paper_round set head = head + 1 where paper_id = ${paperId} and round = 1 returning head`;
    await sql`
      insert into paper_update (paper_id, round, number, author, kind, hash, bytes, at)
      values (${paperId}, 1, ${rows[0]!.head}, ${author}, ${client === null ? 'mark' : 'edit'}, ${hash}, ${Buffer.from(bytes)}, ${at})`;
    if (client === null) continue;
    await sql`
      insert into paper_client (paper_id, round, client, person_id) values (${paperId}, 1, ${client}, ${author})
      on conflict do nothing`;
  }
}

/** Moves the opening of a thread, and its ending where it has one, back to when they are said to have been. */
export async function backdateThread(sql: Sql, id: string, openedAt: Date, resolvedAt: Date | null): Promise<void> {
  await sql`
    update thread set opened_at = ${openedAt}, resolved_at = case when resolved_at is null then null else ${resolvedAt}::timestamptz end
    where id = ${id}`;
}

/** Moves the saying of a comment back to `at`. */
export async function backdateComment(sql: Sql, id: string, at: Date): Promise<void> {
  await sql`update comment set created_at = ${at} where id = ${id}`;
}

/** Moves what a group has gathered back to `at`; a proposal was decided and a pack shared at `decidedAt`. */
export async function backdateGathered(
  sql: Sql,
  kind: 'basis' | 'comparable' | 'pack' | 'material' | 'proposal',
  id: string,
  at: Date,
  decidedAt: Date | null = null,
): Promise<void> {
  if (kind === 'basis') await sql`update existing_basis set changed_at = ${at}, submitted_at = ${at} where id = ${id}`;
  else if (kind === 'comparable') await sql`update comparable set made_at = ${at}, changed_at = ${at} where id = ${id}`;
  else if (kind === 'proposal') await sql`update target_proposal set made_at = ${at}, decided_at = ${decidedAt} where id = ${id}`;
  else if (kind === 'pack') {
    const shared = sql`case when shared_at is null then null else ${decidedAt ?? at}::timestamptz end`;
    await sql`update material_pack set made_at = ${at}, shared_at = ${shared} where id = ${id}`;
    await sql`update pack_told set told_at = ${decidedAt ?? at}, seen_at = ${decidedAt ?? at} where pack_id = ${id}`;
  } else {
    const widely = sql`case when widely_at is null then null else ${at}::timestamptz end`;
    await sql`update material set made_at = ${at}, widely_at = ${widely} where id = ${id}`;
  }
}
