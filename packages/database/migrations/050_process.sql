-- Up Migration

-- The partnership's own description of the way (packages/process, template.ts); without a row the default counts. Written by
-- the commands in commands/process. Two who change it at once meet at `version`.
create table process_template (
  only_one boolean primary key default true check (only_one),
  way jsonb not null,
  version integer not null default 1,
  changed_by uuid references person,
  changed_at timestamptz not null default now()
);

-- A group goes the way it was born with: a change of the template never moves a running group.
alter table working_group
  add column way jsonb,
  add column way_version integer not null default 1,
  add column steering_date date;
comment on column working_group.way is 'The group''s own way; null: the default way of packages/process.';
comment on column working_group.steering_date is 'When the steering group meets about the target. Deadlines are counted back from it.';

-- A step that a group has behind it by hand: a meeting skipped, or a step of the partnership''s own. Written by the commands
-- in commands/process.
create table settled_step (
  group_id uuid not null references working_group on delete cascade,
  step text not null,
  outcome text not null check (outcome in ('done', 'skipped')),
  reason text not null default '',
  settled_by uuid references person,
  settled_at timestamptz not null default now(),
  primary key (group_id, step),
  check (outcome = 'done' or reason <> '')
);

-- Who has chaired a group from when to when. Written with the roster by the commands in commands/groups.
create table chair_term (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references working_group on delete cascade,
  person_id uuid not null references person on delete cascade,
  from_at timestamptz not null default now(),
  until_at timestamptz,
  appointed_by uuid references person
);
create index chair_term_group on chair_term (group_id, from_at);
create unique index chair_term_now on chair_term (group_id) where until_at is null;

insert into chair_term (group_id, person_id, from_at)
select group_id, person_id, created_at from membership where role = 'chair';

-- A meeting of a group, for a step of its way or beside it. Written by the commands in commands/meetings. `sequence` counts the
-- changes that calendars must hear of (RFC 5545, SEQUENCE).
create table meeting (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references working_group on delete cascade,
  step text,
  title text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  place text not null default '',
  link text,
  state text not null default 'planned' check (state in ('planned', 'running', 'held', 'cancelled')),
  item_now uuid,
  sequence integer not null default 0,
  version integer not null default 1,
  minutes_id uuid references paper on delete set null,
  made_by uuid references person,
  created_at timestamptz not null default now(),
  check (ends_at > starts_at),
  check (step is not null or title is not null)
);
create index meeting_group on meeting (group_id, starts_at);

-- Who is asked to a meeting, what they answer, and whether they came. Written by the commands in commands/meetings; mailed_as
-- by the job that mails. A moved meeting asks again: then answer is null anew.
create table meeting_participant (
  meeting_id uuid not null references meeting on delete cascade,
  person_id uuid not null references person on delete cascade,
  answer text check (answer in ('yes', 'no', 'maybe')),
  answered_at timestamptz,
  attended boolean,
  mailed_as integer,
  primary key (meeting_id, person_id)
);
create index meeting_participant_person on meeting_participant (person_id);

-- What is on a meeting's agenda, in order. `point` is the key of the point of the step it comes from; null: the group's own.
-- Written by the commands in commands/meetings.
create table agenda_item (
  id uuid primary key default gen_random_uuid(),
  meeting_id uuid not null references meeting on delete cascade,
  position integer not null,
  step text,
  point text,
  title text,
  note text not null default '',
  carried_from uuid references agenda_item on delete set null,
  treated boolean not null default false,
  version integer not null default 1,
  check (point is not null or title is not null)
);
create index agenda_item_meeting on agenda_item (meeting_id, position);

-- A presentation on an agenda item, planned until it was held. The file is a material of the group. Written by the commands in
-- commands/meetings.
create table presentation (
  id uuid primary key default gen_random_uuid(),
  item_id uuid not null references agenda_item on delete cascade,
  title text not null check (title <> ''),
  presenter uuid references person,
  presenter_name text not null default '',
  note text not null default '',
  material_id uuid,
  presented_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now()
);
create index presentation_item on presentation (item_id);

-- What a group wants to be measured by: proposed, agreed, and scored when it evaluates its work. Written by the commands in
-- commands/criteria.
create table success_criterion (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references working_group on delete cascade,
  wording text not null check (wording <> ''),
  proposed_by uuid references person,
  created_at timestamptz not null default clock_timestamp(),
  agreed_at timestamptz,
  agreed_by uuid references person,
  score text check (score in ('met', 'partly', 'notMet')),
  score_note text not null default '',
  version integer not null default 1,
  check (score is null or agreed_at is not null)
);
create index success_criterion_group on success_criterion (group_id, created_at);

-- How a group judges its own work. Written by the commands in commands/criteria.
create table evaluation (
  group_id uuid primary key references working_group on delete cascade,
  went_well text not null default '',
  do_differently text not null default '',
  finished_at timestamptz,
  finished_by uuid references person,
  version integer not null default 1
);

-- An expert somebody wants in the group: nominated, invited by a link, then accepted or declined. token is the SHA-256 of the
-- link's secret, in hex. Written by the commands in commands/experts.
create table expert_nomination (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references working_group on delete cascade,
  name text not null check (name <> ''),
  mail text not null check (mail <> ''),
  workplace text not null default '',
  reason text not null default '',
  state text not null default 'nominated' check (state in ('nominated', 'invited', 'accepted', 'declined', 'withdrawn')),
  until_date date,
  token text unique,
  token_expires_at timestamptz,
  nominated_by uuid references person,
  invited_by uuid references person,
  invited_at timestamptz,
  answered_at timestamptz,
  person_id uuid references person,
  created_at timestamptz not null default now()
);
create index expert_nomination_group on expert_nomination (group_id, created_at);
create unique index expert_nomination_waits on expert_nomination (group_id, lower(mail)) where state in ('nominated', 'invited');

-- Work between meetings: whose, until when, and what it belongs to. Written by the commands in commands/homework; reminded_at by
-- the job that mails.
create table homework (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references working_group on delete cascade,
  title text not null check (title <> ''),
  note text not null default '',
  owner uuid not null references person,
  due_date date,
  belongs_kind text check (belongs_kind in ('section', 'mapping', 'item')),
  belongs_id text,
  meeting_id uuid references meeting on delete set null,
  given_by uuid references person,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  done_by uuid references person,
  reminded_at timestamptz,
  version integer not null default 1,
  check ((belongs_kind is null) = (belongs_id is null))
);
create index homework_group on homework (group_id, due_date);
create index homework_owner on homework (owner) where done_at is null;
comment on column homework.meeting_id is 'The meeting it was given at; null when it was given between meetings.';

grant select, insert, update, delete on
  process_template, settled_step, chair_term, meeting, meeting_participant, agenda_item, presentation, success_criterion,
  evaluation, expert_nomination, homework
  to samskriv_app;
