import type { Sql } from './connect.ts';

export type MeetingState = 'planned' | 'running' | 'held' | 'cancelled';
export type MeetingAnswer = 'yes' | 'no' | 'maybe';

/** A presentation on an agenda item. */
export type PresentationRow = {
  id: string;
  itemId: string;
  title: string;
  presenter: { id: string; name: string } | null;
  presenterName: string;
  note: string;
  materialId: string | null;
  presentedAt: string | null;
  version: number;
};

/** An item of an agenda. `title` null: it is called what its point is called in the group's way. */
export type AgendaItemRow = {
  id: string;
  position: number;
  step: string | null;
  point: string | null;
  title: string | null;
  note: string;
  carriedFrom: string | null;
  treated: boolean;
  version: number;
  presentations: PresentationRow[];
};

/** Who is asked to a meeting. */
export type ParticipantRow = {
  id: string;
  name: string;
  organisation: { id: string; name: string } | null;
  answer: MeetingAnswer | null;
  /** What they say with their answer. */
  note: string;
  attended: boolean | null;
};

/** A meeting whole: agenda in order, participants by name. */
export type MeetingRow = {
  id: string;
  groupId: string;
  groupTitle: string;
  groupWay: unknown;
  step: string | null;
  title: string | null;
  startsAt: Date;
  endsAt: Date;
  place: string;
  link: string | null;
  state: MeetingState;
  itemNow: string | null;
  sequence: number;
  version: number;
  minutesId: string | null;
  items: AgendaItemRow[];
  participants: ParticipantRow[];
  /** Who was asked and is no longer. */
  removed: string[];
};

/** Meetings of a group, or one by its id, in the order of time. */
export async function selectMeetings(sql: Sql, which: { groupId: string } | { id: string }): Promise<MeetingRow[]> {
  return sql<MeetingRow[]>`
    select m.id, m.group_id, g.title as group_title, g.way as group_way, m.step, m.title, m.starts_at, m.ends_at, m.place, m.link, m.state,
      m.item_now, m.sequence, m.version, m.minutes_id,
      coalesce((select jsonb_agg(jsonb_build_object('id', i.id, 'position', i.position, 'step', i.step, 'point', i.point, 'title', i.title,
          'note', i.note, 'carriedFrom', i.carried_from, 'treated', i.treated, 'version', i.version,
          'presentations', coalesce((select jsonb_agg(jsonb_build_object('id', x.id, 'itemId', x.item_id, 'title', x.title,
              'presenter', case when p.id is null then null else jsonb_build_object('id', p.id, 'name', p.name) end,
              'presenterName', x.presenter_name, 'note', x.note, 'materialId', f.id, 'presentedAt', x.presented_at,
              'version', x.version) order by x.created_at, x.id)
            from presentation x left join person p on p.id = x.presenter left join material f on f.id = x.material_id
            where x.item_id = i.id), '[]'))
          order by i.position, i.id)
        from agenda_item i where i.meeting_id = m.id), '[]') as items,
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name,
          'organisation', case when o.id is null then null else jsonb_build_object('id', o.id, 'name', o.name) end,
          'answer', a.answer, 'note', a.note, 'attended', a.attended) order by lower(p.name), p.id)
        from meeting_participant a join person p on p.id = a.person_id left join organisation o on o.id = p.organisation_id
        where a.meeting_id = m.id), '[]') as participants,
      coalesce((select jsonb_agg(r.person_id) from meeting_removal r where r.meeting_id = m.id), '[]') as removed
    from meeting m join working_group g on g.id = m.group_id
    where ${'id' in which ? sql`m.id = ${which.id}` : sql`m.group_id = ${which.groupId}`}
    order by m.starts_at, m.id`;
}

/** The group and version of a meeting, with its row kept until the transaction ends; null where there is none. */
export async function holdMeeting(sql: Sql, id: string): Promise<{ groupId: string; version: number } | null> {
  const rows = await sql<{ groupId: string; version: number }[]>`select group_id, version from meeting where id = ${id} for update`;
  return rows[0] ?? null;
}

/** What is agreed about when and where. */
export type MeetingPlace = { title: string | null; startsAt: Date; endsAt: Date; place: string; link: string | null };

/** Plans a meeting and gives its id. */
export async function insertMeeting(
  sql: Sql,
  of: MeetingPlace & { groupId: string; step: string | null; madeBy: string; id?: string },
): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    insert into meeting (id, group_id, step, title, starts_at, ends_at, place, link, made_by)
    values (coalesce(${of.id ?? null}::uuid, gen_random_uuid()), ${of.groupId}, ${of.step}, ${of.title}, ${of.startsAt}, ${of.endsAt},
      ${of.place}, ${of.link}, ${of.madeBy})
    returning id`;
  return rows[0]!.id;
}

/** Changes when and where; `moved` says that calendars must hear of it. */
export async function updateMeeting(sql: Sql, id: string, to: MeetingPlace, moved: boolean): Promise<void> {
  await sql`
    update meeting set title = ${to.title}, starts_at = ${to.startsAt}, ends_at = ${to.endsAt}, place = ${to.place}, link = ${to.link},
      version = version + 1, sequence = sequence + ${moved ? 1 : 0}
    where id = ${id}`;
}

/** Writes how far a meeting is, and which item it is at. Calling it off is something calendars must hear of. */
export async function updateMeetingState(sql: Sql, id: string, state: MeetingState, itemNow: string | null): Promise<void> {
  await sql`
    update meeting set state = ${state}, item_now = ${itemNow}, version = version + 1,
      sequence = sequence + ${state === 'cancelled' ? 1 : 0}
    where id = ${id}`;
}

/** Writes which paper holds a meeting's minutes. */
export async function updateMinutes(sql: Sql, id: string, paperId: string): Promise<void> {
  await sql`update meeting set minutes_id = ${paperId} where id = ${id}`;
}

/**
 * Makes these the people asked to a meeting: whoever was asked before and still is keeps their answer, whoever is no longer is to
 * be told, and whoever is asked again before they were told need not hear of it.
 */
export async function saveParticipants(sql: Sql, meetingId: string, personIds: readonly string[]): Promise<void> {
  const ids = [...personIds];
  await sql`
    with gone as (
      delete from meeting_participant where meeting_id = ${meetingId} and not person_id = any(${ids}::uuid[]) returning person_id, mailed_as
    )
    insert into meeting_removal (meeting_id, person_id, mailed_as) select ${meetingId}, person_id, mailed_as from gone`;
  await sql`
    insert into meeting_participant (meeting_id, person_id, mailed_as)
    select ${meetingId}, p, r.mailed_as from unnest(${ids}::uuid[]) p
    left join meeting_removal r on r.meeting_id = ${meetingId} and r.person_id = p and r.mailed_at is null
    on conflict do nothing`;
  await sql`delete from meeting_removal where meeting_id = ${meetingId} and person_id = any(${ids}::uuid[])`;
}

/** Asks everybody again, as a moved meeting must; the links they were mailed are dead from now. */
export async function forgetAnswers(sql: Sql, meetingId: string): Promise<void> {
  await sql`
    update meeting_participant set answer = null, answered_at = null, note = '', answer_token = null where meeting_id = ${meetingId}`;
}

/** Writes a person's answer (`note` null: keeps what they said), and uses their link up; false when they are not asked. */
export async function updateAnswer(
  sql: Sql,
  meetingId: string,
  personId: string,
  { answer, note }: { answer: MeetingAnswer; note: string | null },
): Promise<boolean> {
  const rows = await sql`
    update meeting_participant set answer = ${answer}, answered_at = now(), note = coalesce(${note}, note), answer_token = null
    where meeting_id = ${meetingId} and person_id = ${personId} returning 1 as one`;
  return rows.length === 1;
}

/** Gives a participant a link by its hash, to a meeting as it was at `sequence`; an older one is dead from now. */
export async function saveAnswerLink(
  sql: Sql,
  { meetingId, personId, sequence, token }: { meetingId: string; personId: string; sequence: number; token: string },
): Promise<void> {
  await sql`
    update meeting_participant a set answer_token = ${token} from meeting m
    where a.meeting_id = ${meetingId} and a.person_id = ${personId} and m.id = a.meeting_id and m.sequence = ${sequence}`;
}

/** Who is asked to which meeting by a link, by its hash; null where no link has it now. */
export async function findAnswerLink(sql: Sql, token: string): Promise<{ meetingId: string; personId: string; name: string } | null> {
  const rows = await sql<{ meetingId: string; personId: string; name: string }[]>`
    select a.meeting_id, a.person_id, p.name from meeting_participant a join person p on p.id = a.person_id
    where a.answer_token = ${token}`;
  return rows[0] ?? null;
}

/** Writes who came: those named did, the others who were asked did not. */
export async function updateAttendance(sql: Sql, meetingId: string, present: readonly string[]): Promise<void> {
  await sql`update meeting_participant set attended = person_id = any(${[...present]}::uuid[]) where meeting_id = ${meetingId}`;
}

/** Who has not been mailed this state of a meeting yet, and the state they know (null: none). */
export async function selectUnmailed(sql: Sql, meetingId: string): Promise<{ personId: string; mailedAs: number | null }[]> {
  return sql<{ personId: string; mailedAs: number | null }[]>`
    select a.person_id, a.mailed_as from meeting_participant a join meeting m on m.id = a.meeting_id
    where a.meeting_id = ${meetingId} and (a.mailed_as is null or a.mailed_as < m.sequence)`;
}

/** Marks that a person was mailed a meeting as it was at `sequence`. */
export async function saveMeetingMailed(sql: Sql, meetingId: string, personId: string, sequence: number): Promise<void> {
  await sql`update meeting_participant set mailed_as = ${sequence} where meeting_id = ${meetingId} and person_id = ${personId}`;
}

/** Puts an item last on an agenda and gives its id. */
export async function insertItem(
  sql: Sql,
  of: { meetingId: string; step: string | null; point: string | null; title: string | null; note?: string; carriedFrom?: string | null },
): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    insert into agenda_item (meeting_id, position, step, point, title, note, carried_from)
    select ${of.meetingId}, coalesce(max(position), 0) + 1, ${of.step}, ${of.point}, ${of.title}, ${of.note ?? ''}, ${of.carriedFrom ?? null}::uuid
    from agenda_item where meeting_id = ${of.meetingId}
    returning id`;
  return rows[0]!.id;
}

/** Changes an item where it still has `version`; false when somebody was faster. */
export async function updateItem(sql: Sql, id: string, to: { title: string | null; note: string }, version: number): Promise<boolean> {
  const rows = await sql`
    update agenda_item set title = ${to.title}, note = ${to.note}, version = version + 1
    where id = ${id} and version = ${version} returning 1 as one`;
  return rows.length === 1;
}

/** Writes whether an item was treated. */
export async function updateTreated(sql: Sql, id: string, treated: boolean): Promise<void> {
  await sql`update agenda_item set treated = ${treated} where id = ${id}`;
}

/** Puts the items of an agenda into this order. */
export async function saveItemOrder(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql`
    update agenda_item set position = o.position from unnest(${[...ids]}::uuid[]) with ordinality as o(id, position)
    where agenda_item.id = o.id`;
}

/** Takes an item off an agenda. */
export async function deleteItem(sql: Sql, id: string): Promise<void> {
  await sql`delete from agenda_item where id = ${id}`;
}

/** The meeting an agenda item stands in; null where there is none. */
export async function findItemMeeting(sql: Sql, itemId: string): Promise<string | null> {
  const rows = await sql<{ meetingId: string }[]>`select meeting_id from agenda_item where id = ${itemId}`;
  return rows[0]?.meetingId ?? null;
}

/** The items of meetings held that nobody treated and no later meeting has on its agenda, oldest first. */
export async function selectLeftItems(
  sql: Sql,
  groupId: string,
): Promise<{ id: string; step: string | null; point: string | null; title: string | null; note: string }[]> {
  return sql<{ id: string; step: string | null; point: string | null; title: string | null; note: string }[]>`
    select i.id, i.step, i.point, i.title, i.note from agenda_item i join meeting m on m.id = i.meeting_id
    where m.group_id = ${groupId} and m.state = 'held' and not i.treated
      and not exists (select from agenda_item n join meeting l on l.id = n.meeting_id where n.carried_from = i.id and l.state <> 'cancelled')
    order by m.starts_at, i.position`;
}

/** Puts a presentation on an agenda item and gives its id. */
export async function insertPresentation(
  sql: Sql,
  of: { itemId: string; title: string; presenter: string | null; presenterName: string; note: string },
): Promise<string> {
  const rows = await sql<{ id: string }[]>`
    insert into presentation (item_id, title, presenter, presenter_name, note)
    values (${of.itemId}, ${of.title}, ${of.presenter}, ${of.presenterName}, ${of.note}) returning id`;
  return rows[0]!.id;
}

/** Changes a presentation where it still has `version`; false when somebody was faster. */
export async function updatePresentation(
  sql: Sql,
  id: string,
  to: { title: string; presenter: string | null; presenterName: string; note: string; presented: boolean; materialId: string | null },
  version: number,
): Promise<boolean> {
  const rows = await sql`
    update presentation set title = ${to.title}, presenter = ${to.presenter}, presenter_name = ${to.presenterName}, note = ${to.note},
      material_id = ${to.materialId}, version = version + 1,
      presented_at = case when ${to.presented} then coalesce(presented_at, now()) else null end
    where id = ${id} and version = ${version} returning 1 as one`;
  return rows.length === 1;
}

/** Takes a presentation off. */
export async function deletePresentation(sql: Sql, id: string): Promise<void> {
  await sql`delete from presentation where id = ${id}`;
}

/** The meeting whose agenda a presentation stands on, and who presents; null where there is none. */
export async function findPresentationMeeting(sql: Sql, id: string): Promise<{ meetingId: string; presenter: string | null } | null> {
  const rows = await sql<{ meetingId: string; presenter: string | null }[]>`
    select i.meeting_id, x.presenter from presentation x join agenda_item i on i.id = x.item_id where x.id = ${id}`;
  return rows[0] ?? null;
}

/** Meetings to come that a person is asked to, or all of a person's with an answer missing; for the start page. */
export type ComingRow = {
  id: string;
  groupId: string;
  groupTitle: string;
  groupWay: unknown;
  step: string | null;
  title: string | null;
  startsAt: Date;
  answer: MeetingAnswer | null;
};

/** The meetings to come that a person is asked to, soonest first. */
export async function selectComing(sql: Sql, personId: string): Promise<ComingRow[]> {
  return sql<ComingRow[]>`
    select m.id, m.group_id, g.title as group_title, g.way as group_way, m.step, m.title, m.starts_at, a.answer
    from meeting_participant a join meeting m on m.id = a.meeting_id join working_group g on g.id = m.group_id
    where a.person_id = ${personId} and m.state in ('planned', 'running') and m.ends_at > now()
    order by m.starts_at, m.id`;
}
