-- Up Migration

-- The application's pool connects as samskriv_app (src/migrate.ts makes that role, which belongs to the whole server); only
-- the migrations run as the owner. What samskriv_app may not do (change the log of edits, change the audit log) is a
-- promise kept by the database, not by our code.

-- Written by the secretariat's commands.
create table organisation (
  id uuid primary key default gen_random_uuid(),
  name text not null unique check (name <> ''),
  mail_domain text,
  created_at timestamptz not null default now()
);
comment on column organisation.mail_domain is 'A hint when people are invited, never proof of membership.';

-- Written by the commands in commands/people and by the command line.
create table person (
  id uuid primary key default gen_random_uuid(),
  mail text not null check (mail <> ''),
  name text not null check (name <> ''),
  organisation_id uuid references organisation,
  secretariat boolean not null default false,
  password_hash text,
  locale text not null default 'da' check (locale in ('da', 'en')),
  suspended_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index person_mail on person (lower(mail));
create index person_organisation on person (organisation_id);

-- Written by packages/auth alone. The id is the SHA-256 of what the cookie holds, in hex.
create table session (
  id text primary key,
  person_id uuid not null references person on delete cascade,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index session_person on session (person_id);

-- Written by packages/auth alone. Bearer tokens for /api and the sockets; the hash is SHA-256 in hex.
create table api_token (
  id text primary key,
  person_id uuid not null references person on delete cascade,
  label text not null default '',
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz
);
create index api_token_person on api_token (person_id);

-- Written by packages/auth alone. Links that are used once: invitation and change of a lost password.
create table one_time_link (
  id text primary key,
  purpose text not null check (purpose in ('invitation', 'reset')),
  person_id uuid not null references person on delete cascade,
  made_by uuid references person,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index one_time_link_person on one_time_link (person_id);

-- Written by the commands in commands/groups.
create table procurement_target (
  id uuid primary key default gen_random_uuid(),
  title text not null check (title <> ''),
  state text not null default 'draft'
    check (state in ('draft', 'ready', 'locked', 'ownOrganisation', 'revision', 'politicalTreatment', 'approved', 'inForce', 'withdrawn')),
  created_at timestamptz not null default now()
);

create table working_group (
  id uuid primary key default gen_random_uuid(),
  title text not null check (title <> ''),
  kind text not null check (kind in ('new', 'update')),
  target_id uuid not null references procurement_target,
  made_by uuid references person,
  created_at timestamptz not null default now()
);
create index working_group_target on working_group (target_id);

-- Written by the commands in commands/groups. An expert's access ends after the day in until_date, Danish time.
create table membership (
  group_id uuid not null references working_group on delete cascade,
  person_id uuid not null references person on delete cascade,
  role text not null check (role in ('chair', 'member', 'expert', 'observer')),
  competence text check (competence in ('environmental', 'procurement')),
  until_date date,
  created_at timestamptz not null default now(),
  primary key (group_id, person_id)
);
create unique index membership_chair on membership (group_id) where role = 'chair';
create index membership_person on membership (person_id);

-- The one place that says whose membership counts now.
create view active_membership as
  select m.group_id, m.person_id, m.role, m.competence, m.until_date, m.created_at
  from membership m
  join person p on p.id = m.person_id
  where p.suspended_at is null
    and (m.until_date is null or m.until_date >= (now() at time zone 'Europe/Copenhagen')::date);

-- The one place that says which session or bearer token counts now, and whose it is.
create view live_credential as
  select s.id, s.person_id from session s join person p on p.id = s.person_id
  where s.expires_at > now() and p.suspended_at is null
  union all
  select t.id, t.person_id from api_token t join person p on p.id = t.person_id
  where t.revoked_at is null and (t.expires_at is null or t.expires_at > now()) and p.suspended_at is null;

-- Written by the commands in commands/papers.
create table paper (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references working_group on delete cascade,
  kind text not null check (kind in ('target', 'minutes')),
  title text not null,
  round integer not null default 1,
  created_at timestamptz not null default now()
);
create index paper_group on paper (group_id);

-- A round is one Y.Doc, named paper:<id>:<round>. head is written by the append alone, state by lock and new round.
create table paper_round (
  paper_id uuid not null references paper on delete cascade,
  round integer not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  head bigint not null default 0,
  opened_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (paper_id, round)
);

-- The log: every edit, in commit order, numbered without gaps per round. Written by the append alone; the
-- application's role can neither change nor remove a row.
create table paper_update (
  paper_id uuid not null,
  round integer not null,
  number bigint not null,
  author uuid,
  kind text not null check (kind in ('birth', 'edit', 'mark', 'restore')),
  hash text not null,
  bytes bytea not null,
  at timestamptz not null default clock_timestamp(),
  primary key (paper_id, round, number),
  foreign key (paper_id, round) references paper_round on delete cascade
);
create unique index paper_update_hash on paper_update (paper_id, round, hash);
comment on column paper_update.author is 'Null for what the house itself wrote (the birth of a paper).';

-- Which person a Yjs client id belongs to, in one round. Written at the first presence or struct, never changed.
create table paper_client (
  paper_id uuid not null,
  round integer not null,
  client bigint not null,
  person_id uuid not null references person on delete cascade,
  primary key (paper_id, round, client),
  foreign key (paper_id, round) references paper_round on delete cascade
);

-- The log up to a number in one piece, for opening fast. Written by compaction alone; can be thrown away at any time.
create table paper_snapshot (
  paper_id uuid not null,
  round integer not null,
  number bigint not null,
  state bytea not null,
  at timestamptz not null default now(),
  primary key (paper_id, round),
  foreign key (paper_id, round) references paper_round on delete cascade
);

-- Who did what to which thing when. Written in the transaction of the act; the application's role can only add.
create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor uuid,
  action text not null,
  thing_kind text,
  thing_id uuid,
  details jsonb not null default '{}'
);
create index audit_log_thing on audit_log (thing_kind, thing_id);

grant usage on schema public to samskriv_app;
grant select, insert, update, delete on
  organisation, person, session, api_token, one_time_link, procurement_target, working_group, membership, paper,
  paper_round, paper_client, paper_snapshot
  to samskriv_app;
grant select, insert on paper_update, audit_log to samskriv_app;
grant select on active_membership, live_credential to samskriv_app;
