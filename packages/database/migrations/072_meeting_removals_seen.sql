-- Up Migration

alter table meeting_removal add column seen_at timestamptz;
comment on column meeting_removal.seen_at is 'When they opened the meeting after it; until then it stands on their start page.';
