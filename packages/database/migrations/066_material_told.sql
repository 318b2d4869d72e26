-- Up Migration

-- Who was told of a material that came by itself, or into a pack that was shared already. Written when it is added; mailed_at by
-- the job that mails, seen_at for that person alone.
create table material_told (
  material_id uuid not null references material on delete cascade,
  person_id uuid not null references person on delete cascade,
  told_at timestamptz not null default now(),
  mailed_at timestamptz,
  seen_at timestamptz,
  primary key (material_id, person_id)
);
create index material_told_person on material_told (person_id) where seen_at is null;

grant select, insert, update on material_told to samskriv_app;
