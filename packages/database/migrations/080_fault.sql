-- Up Migration

-- What has gone wrong with stored things: a paper that cannot be read, a snapshot that is not what was stored. One row a
-- fault and place while it lasts; seen again, it counts on. Written by src/faults.ts alone; shown on the secretariat's page
-- Drift. Never any words of a paper. No foreign keys: the paper's rows may be what is damaged.
create table fault (
  id bigint generated always as identity primary key,
  kind text not null check (kind <> ''),
  paper_id uuid,
  round integer,
  detail jsonb not null default '{}',
  times bigint not null default 1,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  settled_at timestamptz
);
create unique index fault_open on fault (kind, paper_id, round) nulls not distinct where settled_at is null;
comment on column fault.detail is 'Numbers and codes of the last time, such as {"number": 12}.';
comment on column fault.settled_at is 'When it was seen to be over; null while it lasts.';

grant select, insert, update on fault to samskriv_app;
