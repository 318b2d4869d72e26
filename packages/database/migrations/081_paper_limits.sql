-- Up Migration

-- Under how many Yjs client ids a person writes in a round is limited, and under how many they are seen: each opened page is
-- a new one. Rows from before count as written long ago. Whose an id is never changes.
alter table paper_client
  add column wrote boolean not null default true,
  add column at timestamptz not null default 'epoch';
alter table paper_client alter column at set default now();
create index paper_client_person on paper_client (paper_id, round, person_id);
grant update (wrote, at) on paper_client to samskriv_app;
comment on column paper_client.wrote is 'False while the id was only seen in presence.';

-- Which schema may be written in a round (packages/document, schemaVersion); raised by src/processes.ts alone, when every
-- running process knows the newer one.
alter table paper_round add column schema integer not null default 2;

-- The processes that run now and the schema each knows. Written by src/processes.ts alone.
create table running_process (
  id uuid primary key,
  schema integer not null,
  seen_at timestamptz not null default now()
);
grant select, insert, update, delete on running_process to samskriv_app;
