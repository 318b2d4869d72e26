-- Up Migration

-- Failed tries at a secret (a password, a link) by key and window of time. Written by packages/auth alone. The key is the
-- SHA-256 of what is counted, so that the table holds no mail or network addresses. It is shared by all instances and
-- survives a restart.
create table try_count (
  key text primary key,
  tries integer not null,
  window_ends_at timestamptz not null
);
grant select, insert, update, delete on try_count to samskriv_app;

-- What a token is called in addresses: the hash stays inside the house.
alter table api_token add column handle uuid not null default gen_random_uuid() unique;
