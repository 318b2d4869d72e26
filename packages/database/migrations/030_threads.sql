-- Up Migration

-- A thread on a passage of a paper. Written by the commands in commands/threads. What the passage says now and whether it
-- still stands is never stored: it is read from the mark in the text (packages/comments).
create table thread (
  id uuid primary key default gen_random_uuid(),
  paper_id uuid not null references paper on delete cascade,
  round integer not null,
  kind text not null default 'general' check (kind in ('general', 'technical', 'editorial')),
  proposal text,
  -- About a whole section: then quote, prefix and suffix are empty.
  whole boolean not null default false,
  quote text not null,
  prefix text not null,
  suffix text not null,
  section_id text,
  point text,
  visibility text not null default 'group' check (visibility in ('group')),
  opened_by uuid not null references person,
  opened_at timestamptz not null default clock_timestamp(),
  resolved_by uuid references person,
  resolved_at timestamptz,
  accepted_by uuid references person,
  accepted_at timestamptz,
  assigned_to uuid references person,
  assigned_by uuid references person,
  assigned_at timestamptz,
  due_date date,
  deleted_by uuid references person,
  deleted_at timestamptz,
  foreign key (paper_id, round) references paper_round on delete cascade,
  check (whole or quote <> ''),
  check ((resolved_by is null) = (resolved_at is null)),
  check ((accepted_by is null) = (accepted_at is null))
);
create index thread_paper on thread (paper_id, round) where deleted_at is null;
create index thread_assigned on thread (assigned_to) where assigned_to is not null and resolved_at is null and deleted_at is null;
comment on column thread.point is 'The number as shown when the thread was opened; null outside the target points.';
comment on column thread.proposal is 'The wording proposed for the quoted text; empty where it should go; null without a proposal.';

-- What people say in a thread. Written by the commands in commands/threads. seq is the order; a thread's row is locked while
-- it grows, so within a thread seq is also the order of commits.
create table comment (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  thread_id uuid not null references thread on delete cascade,
  author uuid not null references person,
  body text not null,
  created_at timestamptz not null default clock_timestamp(),
  edited_at timestamptz,
  deleted_at timestamptz
);
create index comment_thread on comment (thread_id, seq);
create index comment_author on comment (author);
comment on column comment.body is 'Markdown of packages/comments; empty once it is deleted.';

-- Earlier wording of a comment. Written when a comment is edited or deleted, never changed.
create table comment_version (
  id bigint generated always as identity primary key,
  comment_id uuid not null references comment on delete cascade,
  body text not null,
  replaced_at timestamptz not null default clock_timestamp()
);
create index comment_version_comment on comment_version (comment_id);

-- How far a person has read a thread: the seq of the last comment they have seen. Written for that person alone.
create table thread_seen (
  person_id uuid not null references person on delete cascade,
  thread_id uuid not null references thread on delete cascade,
  seq bigint not null,
  at timestamptz not null default clock_timestamp(),
  primary key (person_id, thread_id)
);
create index thread_seen_thread on thread_seen (thread_id);

-- What a person is told. Written by the commands in commands/threads; mailed_at by the job that mails.
create table notice (
  id uuid primary key default gen_random_uuid(),
  person_id uuid not null references person on delete cascade,
  kind text not null check (kind in ('mention', 'reply', 'assigned', 'resolved')),
  thread_id uuid not null references thread on delete cascade,
  comment_id uuid references comment on delete cascade,
  actor uuid not null references person,
  created_at timestamptz not null default clock_timestamp(),
  read_at timestamptz,
  mailed_at timestamptz
);
create index notice_person on notice (person_id, created_at desc);
create index notice_unread on notice (person_id) where read_at is null;
create index notice_thread on notice (thread_id);

-- When a person wants notices by mail, and the secret in the link that stops them. Written by the commands in
-- commands/threads, for the person themselves. The secret can do nothing but stop mails.
create table mail_choice (
  person_id uuid primary key references person on delete cascade,
  choice text not null default 'daily' check (choice in ('atOnce', 'daily', 'never')),
  stop_token text not null unique,
  changed_at timestamptz not null default now()
);

grant select, insert, update on thread, comment, thread_seen, notice, mail_choice to samskriv_app;
grant select, insert on comment_version to samskriv_app;
