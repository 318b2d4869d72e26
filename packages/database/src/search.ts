import type { Sql } from './connect.ts';

/** Where something was found. */
export type FoundKind = 'paper' | 'comment' | 'material' | 'comparable' | 'basis' | 'proposal';

/**
 * Something found. `excerpt` has the words found between the marks `\u0001` and `\u0002`; it is plain text. `paperId` and
 * `inside` (a section or a thread) say where in a paper; `group` null is a material shared with all members.
 */
export type FoundRow = {
  kind: FoundKind;
  id: string;
  title: string;
  excerpt: string;
  group: { id: string; title: string };
  paperId: string | null;
  inside: string | null;
  minutes: boolean;
  wide: boolean;
  rank: number;
};

/**
 * Who searches: the groups whose things they see (null: all), those whose drafts they see too, those whose mapping they fill in
 * for their own organisation, and whether they read what is shared.
 */
export type Reach = {
  groups: readonly string[] | null;
  preparing: readonly string[] | null;
  filling: readonly string[];
  knowledge: boolean;
  organisation: string | null;
};

/** What a person may see of what holds all of these words (lower case, letters and digits alone), best first. */
export async function searchAll(sql: Sql, words: readonly string[], reach: Reach, most: number): Promise<FoundRow[]> {
  const { groups, preparing, filling, knowledge, organisation } = reach;
  const all = groups === null;
  const mine = [...(groups ?? [])];
  const drafts = preparing === null;
  const prepared = [...(preparing ?? [])];
  return sql<FoundRow[]>`
    with asked as (
      -- An excerpt with none of the words by their stem has them inside longer ones.
      select search_query(${[...words]}::text[]) as q,
        (select string_agg((ts_lexize('danish_stem', word))[1], '|') from unnest(${[...words]}::text[]) word) as inside_words
    ),
    seen as (select g.id, g.title from working_group g where ${all} or g.id = any(${mine}::uuid[])),
    found as (
      select 'paper' as kind, t.paper_id as id, case when t.title = '' then p.title else t.title end as title, t.text as body, g.id as group_id,
        g.title as group_title, t.paper_id, t.section_id as inside, p.kind = 'minutes' as minutes, false as wide, ts_rank(t.words, q) * 1.2 as rank
      from asked, paper_text t join paper p on p.id = t.paper_id join seen g on g.id = p.group_id
      where t.words @@ q
      union all
      select 'comment', c.id, t.quote, c.body, g.id, g.title, t.paper_id, t.id::text, p.kind = 'minutes', false, ts_rank(c.words, q)
      from asked, comment c join thread t on t.id = c.thread_id and t.deleted_at is null and t.visibility = 'group'
        join paper p on p.id = t.paper_id join seen g on g.id = p.group_id
      where c.words @@ q and c.deleted_at is null
      union all
      select 'material', m.id, m.title, m.note, g.id, g.title, null, null, false, s.id is null, ts_rank(m.words, q)
      from asked, material m join working_group g on g.id = m.group_id left join seen s on s.id = g.id
        left join material_pack k on k.id = m.pack_id
      where m.words @@ q and (
        (s.id is not null and (k.id is null or k.state = 'shared' or ${drafts} or g.id = any(${prepared}::uuid[])))
        or (${knowledge} and m.widely_at is not null and (k.id is null or k.state = 'shared')))
      union all
      select 'comparable', c.id, c.source, c.wording || ' ' || c.note, g.id, g.title, null, null, false, false, ts_rank(c.words, q)
      from asked, comparable c join seen g on g.id = c.group_id
      where c.words @@ q
      union all
      select 'basis', b.organisation_id, o.name, b.policies || ' ' || b.contracts || ' ' || b.practice, g.id, g.title, null, null, false, false,
        ts_rank(b.words, q)
      from asked, existing_basis b join seen g on g.id = b.group_id join organisation o on o.id = b.organisation_id
      where b.words @@ q and (
        b.submitted_at is not null or (b.organisation_id = ${organisation}::uuid and g.id = any(${[...filling]}::uuid[]))
        or ${drafts} or g.id = any(${prepared}::uuid[]))
      union all
      select 'proposal', t.id, t.wording, t.wording || ' ' || t.reason, g.id, g.title, t.paper_id, t.point_id, false, false, ts_rank(t.words, q)
      from asked, target_proposal t join seen g on g.id = t.group_id
      where t.words @@ q
    ),
    best as (select * from found order by rank desc, kind, id limit ${most})
    select b.kind, b.id, b.title, b.paper_id, b.inside, b.minutes, b.wide, b.rank,
      jsonb_build_object('id', b.group_id, 'title', b.group_title) as "group",
      case when strpos(h.line, chr(1)) > 0 or coalesce(at, 0) = 0 then h.line
        else case when first > 1 then '… ' else '' end || regexp_replace(piece,
          '([^[:space:][:punct:]]*(?:' || inside_words || ')[^[:space:][:punct:]]*)', chr(1) || '\\1' || chr(2), 'gi')
          || case when first + 240 <= length(plain) then ' …' else '' end end as excerpt
    from best b, asked, translate(b.body, chr(1) || chr(2), '') plain, regexp_instr(plain, inside_words, 1, 1, 0, 'i') at,
      greatest(1, at - 80) first, substr(plain, first, 240) cut,
      -- Whole words only, where the text is cut.
      regexp_replace(cut, case when first > 1 then '^[^[:space:]]{0,79}[[:space:]]+' else '^$' end, '') whole,
      regexp_replace(whole, case when first + 240 <= length(plain) then '[[:space:]]+[^[:space:]]{0,79}$' else '^$' end, '') piece,
      lateral (select ts_headline('danish', plain, q,
        'StartSel=' || chr(1) || ',StopSel=' || chr(2) || ',MaxWords=30,MinWords=12,MaxFragments=2,FragmentDelimiter=" … "') as line) h
    order by b.rank desc, b.kind, b.id`;
}

/** Papers whose text has grown since it was last read for the search, and every six hours those that could not be read. */
export async function selectUnreadPapers(sql: Sql, most: number): Promise<{ id: string; round: number; head: string }[]> {
  return sql`
    select p.id, p.round, r.head::text as head
    from paper p join paper_round r on r.paper_id = p.id and r.round = p.round
    left join paper_reading i on i.paper_id = p.id
    where i.paper_id is null or i.round <> p.round or i.head <> r.head or i.failed_at < now() - interval '6 hours'
    order by i.read_at nulls first limit ${most}`;
}

/** A section's text as the search reads it. */
export type ReadSection = { sectionId: string | null; kind: string; part: string | null; title: string; text: string };

/** Puts what a paper says up to an edit in place of what was read before. */
export async function savePaperText(
  sql: Sql,
  paper: { id: string; round: number; head: string },
  sections: readonly ReadSection[],
): Promise<void> {
  await sql`
    insert into paper_reading (paper_id, round, head, read_at) values (${paper.id}, ${paper.round}, ${paper.head}, clock_timestamp())
    on conflict (paper_id) do update
      set round = excluded.round, head = excluded.head, read_at = excluded.read_at, failed_at = null`;
  await sql`delete from paper_text where paper_id = ${paper.id}`;
  for (const [place, { sectionId, kind, part, title, text }] of sections.entries()) {
    await sql`
      insert into paper_text (paper_id, place, section_id, kind, part, title, text)
      values (${paper.id}, ${place}, ${sectionId}, ${kind}, ${part}, ${title}, ${text})`;
  }
}

/** Passes over a paper whose text cannot be read, up to this edit; what was read before stays. */
export async function passOverPaper(sql: Sql, paper: { id: string; round: number; head: string }): Promise<void> {
  await sql`
    insert into paper_reading (paper_id, round, head, read_at, failed_at)
    values (${paper.id}, ${paper.round}, ${paper.head}, clock_timestamp(), clock_timestamp())
    on conflict (paper_id) do update
      set round = excluded.round, head = excluded.head, read_at = excluded.read_at, failed_at = excluded.failed_at`;
}

/** How fresh the search is for these groups (null: all): since when the oldest unread edit of a paper waits; null when none does. */
export async function oldestUnread(sql: Sql, groups: readonly string[] | null): Promise<Date | null> {
  const [row] = await sql<{ at: Date | null }[]>`
    select min(u.at) as at
    from paper p join paper_round r on r.paper_id = p.id and r.round = p.round
    left join paper_reading i on i.paper_id = p.id and i.round = p.round
    join lateral (
      select u.at from paper_update u where u.paper_id = p.id and u.round = p.round and u.number > coalesce(i.head, 0)
      order by u.number limit 1
    ) u on true
    where coalesce(i.head, 0) < r.head and (${groups === null} or p.group_id = any(${[...(groups ?? [])]}::uuid[]))`;
  return row?.at ?? null;
}
