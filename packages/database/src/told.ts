import type { Sql } from './connect.ts';

/** Why a person is told. */
export type ToldKind = 'mention' | 'reply' | 'assigned' | 'resolved';

/** Something a person is told. `group` says where; whether they may still read it is for `may` to say. */
export type ToldRow = {
  id: string;
  kind: ToldKind;
  threadId: string;
  commentId: string | null;
  paperId: string;
  group: { id: string; title: string };
  actor: { id: string; name: string };
  quote: string;
  point: string | null;
  resolved: boolean;
  createdAt: Date;
  readAt: Date | null;
};

/** Tells people something, each once. */
export async function insertTold(
  sql: Sql,
  personIds: readonly string[],
  told: { kind: ToldKind; threadId: string; commentId: string | null; actor: string },
): Promise<void> {
  if (personIds.length === 0) return;
  await sql`
    insert into notice (person_id, kind, thread_id, comment_id, actor)
    select p, ${told.kind}, ${told.threadId}, ${told.commentId}, ${told.actor} from unnest(${[...personIds]}::uuid[]) p`;
}

/** What a person was told about living threads, newest first, at most `most`; with `unread` only what they have not read. */
export async function selectTold(
  sql: Sql,
  personId: string,
  { unread = false, unmailed = false, most = 200 }: { unread?: boolean; unmailed?: boolean; most?: number },
): Promise<ToldRow[]> {
  return sql<ToldRow[]>`
    select n.id, n.kind, n.thread_id, n.comment_id, t.paper_id, jsonb_build_object('id', g.id, 'title', g.title) as "group",
      jsonb_build_object('id', a.id, 'name', a.name) as actor, t.quote, t.point, t.resolved_at is not null as resolved, n.created_at, n.read_at
    from notice n
    join thread t on t.id = n.thread_id and t.deleted_at is null
    join paper pa on pa.id = t.paper_id
    join working_group g on g.id = pa.group_id
    join person a on a.id = n.actor
    where n.person_id = ${personId}
      and (not ${unread} or n.read_at is null)
      and (not ${unmailed} or n.mailed_at is null)
    order by n.created_at desc, n.id
    limit ${most}`;
}

/** How many notices about living threads a person has not read, by group; whether they may still read it is for `may` to say. */
export async function countUnreadTold(sql: Sql, personId: string): Promise<{ groupId: string; unread: number }[]> {
  return sql`
    select pa.group_id, count(*)::int as unread
    from notice n
    join thread t on t.id = n.thread_id and t.deleted_at is null
    join paper pa on pa.id = t.paper_id
    where n.person_id = ${personId} and n.read_at is null
    group by pa.group_id`;
}

/** Marks notices of a person as read: these, those of a thread, or all. Gives how many were not before. */
export async function saveRead(
  sql: Sql,
  personId: string,
  which: { ids: readonly string[] } | { threadId: string; upTo: number } | 'all',
): Promise<number> {
  const rows = await sql`
    update notice set read_at = clock_timestamp()
    where person_id = ${personId} and read_at is null and ${
      which === 'all'
        ? sql`true`
        : 'ids' in which
          ? sql`id = any(${[...which.ids]}::uuid[])`
          : sql`thread_id = ${which.threadId} and (comment_id is null
              or (select c.seq from comment c where c.id = notice.comment_id) <= ${which.upTo})`
    } returning 1`;
  return rows.length;
}

/** Marks notices as mailed. */
export async function saveMailed(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql`update notice set mailed_at = clock_timestamp() where id = any(${[...ids]}::uuid[])`;
}

/** When a person wants notices by mail. */
export type MailChoice = 'atOnce' | 'daily' | 'never';

/** A person's choice, daily where they have made none, and the secret of the link that stops mails, once there is one. */
export async function findMailChoice(sql: Sql, personId: string): Promise<{ choice: MailChoice; stopToken: string | null }> {
  const rows = await sql<{ choice: MailChoice; stopToken: string }[]>`
    select choice, stop_token from mail_choice where person_id = ${personId}`;
  return rows[0] ?? { choice: 'daily', stopToken: null };
}

/** Those of these people who have chosen one of `choices`; daily is chosen by whoever has said nothing. */
export async function selectChoosing(sql: Sql, personIds: readonly string[], choices: readonly MailChoice[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select p.id from person p left join mail_choice c on c.person_id = p.id
    where p.id = any(${[...personIds]}::uuid[]) and coalesce(c.choice, 'daily') = any(${[...choices]}::text[])`;
  return rows.map(({ id }) => id);
}

/** Saves a person's choice (null: keeps it), with a secret where they have none yet; gives the secret that counts. */
export async function saveMailChoice(sql: Sql, personId: string, choice: MailChoice | null, freshToken: string): Promise<string> {
  const rows = await sql<{ stopToken: string }[]>`
    insert into mail_choice (person_id, choice, stop_token) values (${personId}, ${choice ?? 'daily'}, ${freshToken})
    on conflict (person_id) do update set choice = coalesce(${choice}, mail_choice.choice), changed_at = now()
    returning stop_token`;
  return rows[0]!.stopToken;
}

/** Stops the mails of whoever has this secret; false where nobody has. */
export async function stopMailsOf(sql: Sql, stopToken: string): Promise<boolean> {
  const rows = await sql`
    update mail_choice set choice = 'never', changed_at = now() where stop_token = ${stopToken} returning person_id`;
  return rows.length === 1;
}

/** Who waits for a digest: people with unread, unmailed notices who have not chosen to get none; those of 'at once' that did not go out too. */
export async function selectDigestReaders(sql: Sql): Promise<string[]> {
  const rows = await sql<{ personId: string }[]>`
    select distinct n.person_id
    from notice n join person p on p.id = n.person_id left join mail_choice c on c.person_id = n.person_id
    where n.read_at is null and n.mailed_at is null and p.suspended_at is null and coalesce(c.choice, 'daily') <> 'never'`;
  return rows.map(({ personId }) => personId);
}
