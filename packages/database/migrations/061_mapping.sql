-- Up Migration

-- What a member organisation has today: one row per organisation and group (point 2.1). Written by the commands in
-- commands/mapping; version grows with every change, so that of two who edit the same row the second is told.
create table existing_basis (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references working_group on delete cascade,
  organisation_id uuid not null references organisation,
  level text check (level in ('none', 'core', 'comprehensive')),
  policies text not null default '',
  contracts text not null default '',
  practice text not null default '',
  version integer not null default 1,
  changed_by uuid not null references person,
  changed_at timestamptz not null default now(),
  submitted_by uuid references person,
  submitted_at timestamptz,
  unique (group_id, organisation_id),
  check ((submitted_by is null) = (submitted_at is null))
);
comment on column existing_basis.submitted_at is 'Null while the answer is missing; what is written before is the organisation''s own draft.';

-- What others have: a target elsewhere, a labelling scheme, a similar area (points 2.2 and 2.3). Written by the commands in
-- commands/mapping.
create table comparable (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references working_group on delete cascade,
  kind text not null check (kind in ('target', 'label', 'area')),
  source text not null check (source <> ''),
  wording text not null check (wording <> ''),
  level text check (level in ('core', 'comprehensive')),
  stated_on date,
  address text,
  note text not null default '',
  version integer not null default 1,
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  changed_by uuid not null references person,
  changed_at timestamptz not null default now()
);
create index comparable_group on comparable (group_id, kind);

grant select, insert, update, delete on existing_basis, comparable to samskriv_app;
