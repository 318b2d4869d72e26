-- Up Migration

-- Written by packages/auth alone. A browser that a person has signed in from: the locks on guessing spare it. One row a person
-- and browser; the hash is SHA-256 in hex of what its cookie holds, and is drawn anew at every sign-in.
create table known_device (
  id uuid primary key default gen_random_uuid(),
  hash text not null,
  person_id uuid not null references person on delete cascade,
  used_at timestamptz not null default now(),
  unique (hash, person_id)
);
create index known_device_person on known_device (person_id);
comment on column known_device.used_at is 'When its person last signed in from it; a year later it is forgotten.';
grant select, insert, update, delete on known_device to samskriv_app;

-- What a person is shown of a session: never the hash.
alter table session
  add column handle uuid not null default gen_random_uuid() unique,
  add column browser text,
  add column system text,
  add column seen_at timestamptz not null default now(),
  add column device_id uuid references known_device on delete set null;
create index session_device on session (device_id);
comment on column session.handle is 'Names the session in lists and addresses.';
comment on column session.browser is 'Such as Firefox, read from what the browser said of itself; null when it was not known.';
comment on column session.system is 'Such as Windows; null when it was not known.';
comment on column session.seen_at is 'When it was last used, to the hour.';

-- Every token ends. Those that were made to live for ever are given a year.
update api_token set expires_at = now() + interval '1 year' where expires_at is null;
alter table api_token
  alter column expires_at set not null,
  alter column expires_at set default now() + interval '1 year',
  add column used_at timestamptz;
comment on column api_token.used_at is 'When it was last used, to the hour; null when never, or before this was written down.';
