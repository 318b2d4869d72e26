import type { Sql } from './connect.ts';

export type NominationState = 'nominated' | 'invited' | 'accepted' | 'declined' | 'withdrawn';

/** An expert somebody wants in a group. */
export type NominationRow = {
  id: string;
  groupId: string;
  groupTitle: string;
  name: string;
  mail: string;
  workplace: string;
  reason: string;
  state: NominationState;
  untilDate: string | null;
  nominatedBy: { id: string; name: string } | null;
  invitedBy: { id: string; name: string } | null;
  invitedAt: Date | null;
  answeredAt: Date | null;
};

/** A group's nominations, newest last; one by its id; or the one that a link's hash opens now. */
export async function selectNominations(
  sql: Sql,
  which: { groupId: string } | { id: string } | { token: string },
  { hold = false }: { hold?: boolean } = {},
): Promise<NominationRow[]> {
  return sql<NominationRow[]>`
    select e.id, e.group_id, g.title as group_title, e.name, e.mail, e.workplace, e.reason, e.state, e.until_date::text as until_date,
      case when n.id is null then null else jsonb_build_object('id', n.id, 'name', n.name) end as nominated_by,
      case when i.id is null then null else jsonb_build_object('id', i.id, 'name', i.name) end as invited_by, e.invited_at, e.answered_at
    from expert_nomination e join working_group g on g.id = e.group_id
    left join person n on n.id = e.nominated_by left join person i on i.id = e.invited_by
    where ${
      'groupId' in which
        ? sql`e.group_id = ${which.groupId}`
        : 'id' in which
          ? sql`e.id = ${which.id}`
          : sql`e.token = ${which.token} and e.state = 'invited' and e.token_expires_at > now()
              and e.until_date >= (now() at time zone 'Europe/Copenhagen')::date`
    }
    order by e.created_at, e.id ${hold ? sql`for update of e` : sql``}`;
}

/** Writes a nomination down and gives its id. */
export async function insertNomination(
  sql: Sql,
  of: { groupId: string; name: string; mail: string; workplace: string; reason: string; nominatedBy: string },
): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    insert into expert_nomination (group_id, name, mail, workplace, reason, nominated_by)
    values (${of.groupId}, ${of.name}, ${of.mail}, ${of.workplace}, ${of.reason}, ${of.nominatedBy}) returning id`;
  return rows[0]!.id;
}

/** Writes that an expert is invited until a day; the link comes when it is handed over or mailed. */
export async function updateInvited(sql: Sql, id: string, { by, untilDate }: { by: string; untilDate: string }): Promise<void> {
  await sql`
    update expert_nomination set state = 'invited', invited_by = ${by}, invited_at = now(), until_date = ${untilDate}::text::date, token = null
    where id = ${id}`;
}

/** Gives an invitation a new link by its hash; an older one is dead from now. */
export async function saveNominationLink(sql: Sql, id: string, token: string, expiresAt: Date): Promise<void> {
  await sql`update expert_nomination set token = ${token}, token_expires_at = ${expiresAt} where id = ${id} and state = 'invited'`;
}

/** Writes what became of a nomination; its link is dead from now. */
export async function updateNomination(
  sql: Sql,
  id: string,
  state: 'accepted' | 'declined' | 'withdrawn',
  personId: string | null = null,
): Promise<void> {
  await sql`
    update expert_nomination set state = ${state}, token = null, answered_at = now(), person_id = ${personId} where id = ${id}`;
}
