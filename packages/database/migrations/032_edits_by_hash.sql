-- Up Migration

-- The append asks whether an edit is in the log already. While the table had no statistics (after a restore, in a fast growing
-- log) the planner took the primary key for it and read the whole round each time; by hash first there is nothing to choose.
drop index paper_update_hash;
create unique index paper_update_hash on paper_update (hash, paper_id, round);
