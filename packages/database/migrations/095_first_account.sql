-- Up Migration

-- A one-time link for the first account of a house, which is nobody's yet. There is one at most: whoever starts a process
-- replaces it, and the first account ends it, however it is made.
alter table one_time_link alter column person_id drop not null;
alter table one_time_link drop constraint one_time_link_purpose_check;
alter table one_time_link add constraint one_time_link_purpose_check check (purpose in ('invitation', 'reset', 'first'));
alter table one_time_link add constraint one_time_link_person_check check ((purpose = 'first') = (person_id is null));
