-- Up Migration

-- Written by the commands in commands/organisations.
alter table organisation add column member boolean not null default true;
comment on column organisation.member is 'Whether it is a member of the partnership; experts'' houses and the secretariat''s own are not.';

-- A file as it was uploaded, in pieces, so that a backup has it and no process holds it whole. Written by the commands in
-- commands/material, never changed. type follows from the content, name is cleaned.
create table stored_file (
  id uuid primary key default gen_random_uuid(),
  name text not null check (name <> ''),
  type text not null,
  bytes integer not null check (bytes > 0),
  sha256 text not null,
  made_by uuid not null references person,
  made_at timestamptz not null default now()
);
create table stored_file_piece (
  file_id uuid not null references stored_file on delete cascade,
  number integer not null,
  bytes bytea not null,
  primary key (file_id, number)
);
-- Office files and pictures are compressed already.
alter table stored_file_piece alter column bytes set storage external;

-- Material that belongs together, prepared before it is shown to the group. Written by the commands in commands/material.
create table material_pack (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references working_group on delete cascade,
  title text not null check (title <> ''),
  summary text not null default '',
  state text not null default 'draft' check (state in ('draft', 'shared')),
  version integer not null default 1,
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  shared_by uuid references person,
  shared_at timestamptz,
  check ((state = 'shared') = (shared_at is not null))
);
create index material_pack_group on material_pack (group_id);

-- A file, a link or a note that a group has gathered. Written by the commands in commands/material.
create table material (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references working_group on delete cascade,
  pack_id uuid references material_pack on delete cascade,
  kind text not null check (kind in ('file', 'link', 'note')),
  title text not null check (title <> ''),
  note text not null default '',
  address text,
  file_id uuid references stored_file,
  topic text check (topic in ('home', 'abroad', 'practice')),
  version integer not null default 1,
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  widely_by uuid references person,
  widely_at timestamptz,
  check ((kind = 'file') = (file_id is not null)),
  check ((kind = 'link') = (address is not null)),
  check ((widely_by is null) = (widely_at is null))
);
create index material_group on material (group_id);
create index material_pack_items on material (pack_id) where pack_id is not null;
create index material_widely on material (widely_at) where widely_at is not null;
comment on column material.topic is 'What it tells the partnership: news at home, news abroad, or how a member works.';
comment on column material.widely_at is 'When it was shared with all members of the partnership; null while it is the group''s alone.';

-- Who was told that a pack is there. Written when it is shared; mailed_at by the job that mails, seen_at for that person alone.
create table pack_told (
  pack_id uuid not null references material_pack on delete cascade,
  person_id uuid not null references person on delete cascade,
  told_at timestamptz not null default now(),
  mailed_at timestamptz,
  seen_at timestamptz,
  primary key (pack_id, person_id)
);
create index pack_told_person on pack_told (person_id) where seen_at is null;

grant select, insert, delete on stored_file, stored_file_piece to samskriv_app;
grant select, insert, update, delete on material_pack, material to samskriv_app;
grant select, insert, update on pack_told to samskriv_app;
