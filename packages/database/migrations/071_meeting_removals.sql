-- Up Migration

-- Who was asked to a meeting and is no longer: they are told as whoever is asked is. Written by the commands in
-- commands/meetings; mailed_at by the job that mails. Whoever is asked again has no row here.
create table meeting_removal (
  meeting_id uuid not null references meeting on delete cascade,
  person_id uuid not null references person on delete cascade,
  removed_at timestamptz not null default now(),
  mailed_as integer,
  mailed_at timestamptz,
  primary key (meeting_id, person_id)
);
comment on column meeting_removal.mailed_as is 'The state of the meeting they were mailed; null: none, so there is nothing to take back.';

grant select, insert, update, delete on meeting_removal to samskriv_app;
