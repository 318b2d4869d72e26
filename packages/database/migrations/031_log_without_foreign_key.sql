-- Up Migration

-- The append locks the round's row in the same statement, so the check could find nothing; it cost 15 microseconds a commit.
alter table paper_update drop constraint paper_update_paper_id_round_fkey;
