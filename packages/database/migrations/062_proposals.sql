-- Up Migration

-- A candidate for the target (point 2.5). Written by the commands in commands/proposals.
create table target_proposal (
  id uuid primary key default gen_random_uuid(),
  group_id uuid not null references working_group on delete cascade,
  wording text not null check (wording <> ''),
  level text not null default 'requirement' check (level in ('requirement', 'recommendation')),
  reason text not null default '',
  state text not null default 'proposed' check (state in ('proposed', 'kept', 'dropped')),
  decision_reason text,
  decided_by uuid references person,
  decided_at timestamptz,
  paper_id uuid references paper on delete set null,
  point_id text,
  placed_by uuid references person,
  placed_at timestamptz,
  version integer not null default 1,
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  check ((state = 'proposed') = (decided_at is null)),
  check (point_id is null or state = 'kept')
);
create index target_proposal_group on target_proposal (group_id);
comment on column target_proposal.point_id is 'The stable id of the point it became; null until it is put into the text.';

-- What a person thinks of a proposal. Written for that person alone.
create table proposal_stance (
  proposal_id uuid not null references target_proposal on delete cascade,
  person_id uuid not null references person on delete cascade,
  stance text not null check (stance in ('support', 'doubt')),
  word text not null default '',
  at timestamptz not null default now(),
  primary key (proposal_id, person_id)
);

-- What a proposal rests on. Written by the commands in commands/proposals.
create table proposal_source (
  proposal_id uuid not null references target_proposal on delete cascade,
  kind text not null check (kind in ('basis', 'comparable', 'material')),
  source_id uuid not null,
  primary key (proposal_id, kind, source_id)
);

-- What a point of a paper rests on, by the point's stable id. Written when a proposal or a passage is put into the text.
create table point_source (
  paper_id uuid not null references paper on delete cascade,
  point_id text not null,
  kind text not null check (kind in ('proposal', 'basis', 'comparable', 'material')),
  source_id uuid not null,
  made_by uuid not null references person,
  made_at timestamptz not null default now(),
  primary key (paper_id, point_id, kind, source_id)
);

grant select, insert, update, delete on target_proposal, proposal_stance to samskriv_app;
grant select, insert, delete on proposal_source, point_source to samskriv_app;
