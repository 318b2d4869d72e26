-- Up Migration

-- A paper that cannot be read for the search is passed over, and tried again when it has grown or hours later.
alter table paper_reading add column failed_at timestamptz;
comment on column paper_reading.failed_at is 'When it could not be read up to that edit; null where it could.';
