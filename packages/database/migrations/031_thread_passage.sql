-- Up Migration

-- What the passage said when the house last wrote it: the quote, or the proposal once it is accepted. A mark counts where it
-- lies on words of this (packages/comments), while the quote stays what was commented on.
alter table thread add column passage text;
update thread set passage = quote;
alter table thread alter column passage set not null;
