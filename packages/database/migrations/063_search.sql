-- Up Migration

-- Words as they are looked up: Danish stems, and beside them the stems with aa, ae and oe read as å, æ and ø, so that Århus
-- finds Aarhus.
create function search_words(text) returns tsvector language sql immutable parallel safe as $$
  select to_tsvector('danish', $1) || to_tsvector('danish', replace(replace(replace(lower($1), 'aa', 'å'), 'ae', 'æ'), 'oe', 'ø'))
$$;

-- The text of each section of a paper as last read for the search. Written by the job that reads papers, never by an edit; can be
-- thrown away at any time.
create table paper_text (
  paper_id uuid not null references paper on delete cascade,
  place integer not null,
  section_id text,
  kind text not null,
  part text,
  title text not null,
  text text not null,
  words tsvector generated always as (search_words(title || ' ' || text)) stored,
  primary key (paper_id, place)
);
create index paper_text_words on paper_text using gin (words);
create table paper_reading (
  paper_id uuid primary key references paper on delete cascade,
  round integer not null,
  head bigint not null,
  read_at timestamptz not null
);
comment on table paper_reading is 'Up to which edit a paper was read for the search. Written by the same job.';

alter table material add column words tsvector generated always as (search_words(title || ' ' || note || ' ' || coalesce(address, ''))) stored;
alter table comparable add column words tsvector
  generated always as (search_words(source || ' ' || wording || ' ' || note || ' ' || coalesce(address, ''))) stored;
alter table existing_basis add column words tsvector
  generated always as (search_words(policies || ' ' || contracts || ' ' || practice)) stored;
alter table target_proposal add column words tsvector generated always as (search_words(wording || ' ' || reason)) stored;
create index material_words on material using gin (words);
create index comparable_words on comparable using gin (words);
create index existing_basis_words on existing_basis using gin (words);
create index target_proposal_words on target_proposal using gin (words);
create index comment_words on comment using gin (search_words(body));

grant select, insert, update, delete on paper_text, paper_reading to samskriv_app;
