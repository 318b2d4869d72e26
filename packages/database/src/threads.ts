import type { Sql } from './connect.ts';

export type ThreadKind = 'general' | 'technical' | 'editorial';

/** A person as shown beside what they say. */
export type PersonRef = { id: string; name: string; organisation: { id: string; name: string } | null };

/** One thing said in a thread. `seq` is its place in the order of all comments; `body` is '' once it is deleted. */
export type CommentRow = {
  id: string;
  seq: number;
  author: PersonRef;
  body: string;
  createdAt: Date;
  editedAt: Date | null;
  deleted: boolean;
};

/** A thread without what was said in it. `dueDate` is `YYYY-MM-DD`; `point` is the number as shown when it was opened. */
export type ThreadHead = {
  id: string;
  paperId: string;
  groupId: string;
  round: number;
  kind: ThreadKind;
  proposal: string | null;
  whole: boolean;
  quote: string;
  /** What the passage said when the house last wrote it: the quote, or an accepted proposal. */
  passage: string;
  prefix: string;
  suffix: string;
  sectionId: string | null;
  point: string | null;
  /** The version it was opened on, and where it stands in its JSON (null about a whole section); null in living text. */
  versionId: string | null;
  versionFrom: number | null;
  versionTo: number | null;
  openedBy: string;
  openedAt: Date;
  resolved: boolean;
  assignedTo: string | null;
  dueDate: string | null;
};

/** A thread with its comments in order, as one person meets it: `seen` is the seq of the last comment they have seen, or 0. */
export type ThreadRow = Omit<ThreadHead, 'assignedTo'> & {
  opener: PersonRef;
  resolvedBy: PersonRef | null;
  resolvedAt: Date | null;
  acceptedBy: PersonRef | null;
  acceptedAt: Date | null;
  assignedTo: PersonRef | null;
  comments: CommentRow[];
  seen: number;
  /** How many notices about it the person has not read. */
  told: number;
};

type RawThread = ThreadHead & { resolvedBy: string | null; resolvedAt: Date | null; acceptedBy: string | null; acceptedAt: Date | null } & {
  seen: number;
  told: number;
};
type RawComment = Omit<CommentRow, 'author'> & { threadId: string; author: string };

/** The living threads of a paper (of all its rounds), or those of them with these ids; oldest first. */
export async function selectThreads(sql: Sql, paperId: string, personId: string, ids: readonly string[] | null): Promise<ThreadRow[]> {
  const wanted = ids === null ? sql`true` : sql`t.id = any(${[...ids]}::uuid[])`;
  const threads = await sql<RawThread[]>`
    select t.id, t.paper_id, pa.group_id, t.round, t.kind, t.proposal, t.whole, t.quote, t.passage, t.prefix, t.suffix, t.section_id,
      t.point, t.version_id, t.version_from, t.version_to, t.opened_by, t.opened_at, t.resolved_at is not null as resolved, t.resolved_by, t.resolved_at, t.accepted_by, t.accepted_at,
      t.assigned_to, t.due_date::text as due_date, coalesce(s.seq, 0)::float8 as seen, coalesce(n.told, 0) as told
    from thread t join paper pa on pa.id = t.paper_id
    left join thread_seen s on s.thread_id = t.id and s.person_id = ${personId}
    left join (
      select thread_id, count(*)::int as told from notice where person_id = ${personId} and read_at is null group by thread_id
    ) n on n.thread_id = t.id
    where t.paper_id = ${paperId} and t.deleted_at is null and ${wanted}
    order by t.opened_at, t.id`;
  // After the threads, so that none of those has a comment that is not here.
  const comments = await sql<RawComment[]>`
    select c.id, c.seq::float8 as seq, c.thread_id, c.author, c.body, c.created_at, c.edited_at, c.deleted_at is not null as deleted
    from comment c join thread t on t.id = c.thread_id
    where t.paper_id = ${paperId} and t.deleted_at is null and ${wanted}
    order by c.seq`;
  const people = await selectRefs(sql, [
    ...threads.flatMap(({ openedBy, resolvedBy, acceptedBy, assignedTo }) => [openedBy, resolvedBy, acceptedBy, assignedTo]),
    ...comments.map(({ author }) => author),
  ]);
  const ref = (id: string): PersonRef => people.get(id) ?? { id, name: '', organisation: null };
  const refOrNull = (id: string | null) => (id === null ? null : ref(id));
  const said = Map.groupBy(comments, ({ threadId }) => threadId);
  return threads.map((thread) => ({
    ...thread,
    opener: ref(thread.openedBy),
    resolvedBy: refOrNull(thread.resolvedBy),
    acceptedBy: refOrNull(thread.acceptedBy),
    assignedTo: refOrNull(thread.assignedTo),
    comments: (said.get(thread.id) ?? []).map(({ threadId: _, ...comment }) => ({ ...comment, author: ref(comment.author) })),
  }));
}

async function selectRefs(sql: Sql, ids: readonly (string | null)[]): Promise<Map<string, PersonRef>> {
  const each = [...new Set(ids)].filter((id) => id !== null);
  const rows = await sql<PersonRef[]>`
    select p.id, p.name, case when o.id is null then null else jsonb_build_object('id', o.id, 'name', o.name) end as organisation
    from person p left join organisation o on o.id = p.organisation_id where p.id = any(${each}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** A living thread, or null. With `hold` its row is kept until the transaction ends, so that two acts on it come one after the other. */
export async function findThread(sql: Sql, id: string, { hold = false }: { hold?: boolean } = {}): Promise<ThreadHead | null> {
  const rows = await sql<ThreadHead[]>`
    select t.id, t.paper_id, pa.group_id, t.round, t.kind, t.proposal, t.whole, t.quote, t.passage, t.prefix, t.suffix, t.section_id, t.point,
      t.version_id, t.version_from, t.version_to, t.opened_by, t.opened_at, t.resolved_at is not null as resolved, t.assigned_to, t.due_date::text as due_date
    from thread t join paper pa on pa.id = t.paper_id
    where t.id = ${id} and t.deleted_at is null
    ${hold ? sql`for no key update of t` : sql``}`;
  return rows[0] ?? null;
}

/** A thread about to be opened. */
export type NewThread = Pick<
  ThreadHead,
  'id' | 'paperId' | 'round' | 'kind' | 'proposal' | 'whole' | 'quote' | 'prefix' | 'suffix' | 'sectionId' | 'point' | 'openedBy'
> & { on?: { versionId: string; from: number | null; to: number | null } | null };

/** Opens a thread; false where its id is taken. */
export async function insertThread(sql: Sql, thread: NewThread): Promise<boolean> {
  const { id, paperId, round, kind, proposal, whole, quote, prefix, suffix, sectionId, point, openedBy, on = null } = thread;
  const rows = await sql`
    insert into thread (id, paper_id, round, kind, proposal, whole, quote, passage, prefix, suffix, section_id, point, opened_by,
      version_id, version_from, version_to)
    values (${id}, ${paperId}, ${round}, ${kind}, ${proposal}, ${whole}, ${quote}, ${quote}, ${prefix}, ${suffix}, ${sectionId}, ${point}, ${openedBy},
      ${on?.versionId ?? null}, ${on?.from ?? null}, ${on?.to ?? null})
    on conflict (id) do nothing returning id`;
  return rows.length === 1;
}

/** Gives a thread another passage. */
export async function updateAnchor(
  sql: Sql,
  id: string,
  { round, quote, prefix, suffix, sectionId, point }: Pick<ThreadHead, 'round' | 'quote' | 'prefix' | 'suffix' | 'sectionId' | 'point'>,
): Promise<void> {
  await sql`
    update thread set round = ${round}, whole = false, quote = ${quote}, passage = ${quote}, prefix = ${prefix}, suffix = ${suffix}, section_id = ${sectionId},
      point = ${point}
    where id = ${id}`;
}

/** Ends a thread, or opens it again where `personId` is null; false where it already is so. */
export async function updateResolved(sql: Sql, id: string, personId: string | null): Promise<boolean> {
  const rows =
    personId === null
      ? await sql`update thread set resolved_by = null, resolved_at = null where id = ${id} and resolved_at is not null returning id`
      : await sql`
          update thread set resolved_by = ${personId}, resolved_at = clock_timestamp()
          where id = ${id} and resolved_at is null returning id`;
  return rows.length === 1;
}

/** Records who put a thread's proposal into the text, which its passage says from now on. */
export async function updateAccepted(sql: Sql, id: string, personId: string): Promise<void> {
  await sql`
    update thread set accepted_by = ${personId}, accepted_at = clock_timestamp(), passage = coalesce(proposal, passage)
    where id = ${id}`;
}

/** Gives a thread to somebody (null: to nobody), with the day it is due (`YYYY-MM-DD`, or null). */
export async function updateAssigned(
  sql: Sql,
  id: string,
  { assignedTo, assignedBy, dueDate }: { assignedTo: string | null; assignedBy: string; dueDate: string | null },
): Promise<void> {
  await sql`
    update thread set assigned_to = ${assignedTo}, assigned_by = ${assignedBy}, assigned_at = clock_timestamp(),
      due_date = ${dueDate}::text::date
    where id = ${id}`;
}

/** Takes a thread away; its rows stay. */
export async function updateDeleted(sql: Sql, id: string, personId: string): Promise<void> {
  await sql`update thread set deleted_by = ${personId}, deleted_at = clock_timestamp() where id = ${id}`;
}

/** Records that a person has seen a thread's comments up to `seq`; never takes back what was seen. False where nothing is new. */
export async function saveSeen(sql: Sql, personId: string, threadId: string, seq: number): Promise<boolean> {
  const rows = await sql`
    insert into thread_seen (person_id, thread_id, seq) values (${personId}, ${threadId}, ${seq})
    on conflict (person_id, thread_id) do update set seq = excluded.seq, at = clock_timestamp()
    where thread_seen.seq < excluded.seq
    returning seq`;
  return rows.length === 1;
}

/** The living, open threads that are assigned to a person, by due date, those without one last. */
export async function selectAssigned(
  sql: Sql,
  personId: string,
): Promise<
  { threadId: string; paperId: string; groupId: string; groupTitle: string; quote: string; point: string | null; dueDate: string | null }[]
> {
  return sql`
    select t.id as thread_id, t.paper_id, pa.group_id, g.title as group_title, t.quote, t.point, t.due_date::text as due_date
    from thread t join paper pa on pa.id = t.paper_id join working_group g on g.id = pa.group_id
    where t.assigned_to = ${personId} and t.resolved_at is null and t.deleted_at is null
    order by t.due_date nulls last, t.opened_at`;
}
