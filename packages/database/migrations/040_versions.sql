-- Up Migration

-- A sealed version of a paper. Written by the commands in commands/versions, once; the application's role can neither change
-- nor remove a row, and no cascade can. What `seal` and `hash` are made of is in packages/commands/src/versions/seal.ts and
-- docs/decisions/050-versions.md. Texts are text and not jsonb: every byte of them is hashed.
create table paper_version (
  id uuid primary key,
  paper_id uuid not null,
  number integer not null check (number >= 0),
  round integer not null,
  head bigint not null,
  purpose text not null check (purpose in ('steeringConsideration', 'finalApproval', 'milestone', 'base')),
  reason text not null,
  until_date date,
  source uuid references paper_version on delete restrict,
  made_by uuid not null references person on delete restrict,
  made_by_name text not null,
  made_by_organisation text,
  made_at timestamptz(3) not null,
  format integer not null,
  content text not null,
  state bytea not null,
  threads text not null,
  open_matters text not null,
  seal text not null,
  previous_hash text,
  hash text not null unique,
  unique (paper_id, number),
  foreign key (paper_id, round) references paper_round on delete restrict,
  check ((number = 0) = (purpose = 'base'))
);
create unique index paper_version_closing on paper_version (paper_id, round) where purpose in ('steeringConsideration', 'finalApproval');
comment on column paper_version.number is '1, 2, 3 … per paper; 0 is what an update started from.';
comment on column paper_version.head is 'The number of the last edit of the round''s log that is in it.';
comment on column paper_version.made_by_name is 'As it was then; part of what is sealed.';
comment on column paper_version.source is 'Of a base: the version in force that it was made from; null when the text was pasted in.';

-- Why a later round was opened, from which version, and by whom. Null for the first.
alter table paper_round
  add column opened_by uuid references person on delete restrict,
  add column reason text,
  add column source uuid references paper_version on delete restrict;

-- A thread on a version stands at plain positions of its JSON, which never move. About a whole section: without positions.
alter table thread
  add column version_id uuid references paper_version on delete restrict,
  add column version_from integer,
  add column version_to integer,
  add check (version_id is not null or version_from is null),
  add check ((version_from is null) = (version_to is null)),
  add check (version_id is null or whole or version_from < version_to);
create index thread_version on thread (version_id) where version_id is not null;

-- Who wrote what outlives a person's row, and papers and groups are never removed by the application.
alter table paper_client
  drop constraint paper_client_person_id_fkey,
  add constraint paper_client_person_id_fkey foreign key (person_id) references person on delete restrict;
revoke delete on paper, paper_round, working_group, procurement_target, person from samskriv_app;
revoke update, delete on paper_client from samskriv_app;

grant select, insert on paper_version to samskriv_app;
