-- Up Migration

-- pg_restore reads rows with an empty search_path, and generated columns are computed then: a function that calls another must say
-- where it is. The results are the same, so no column is computed anew. (A `set search_path` would do too, but keeps Postgres from
-- inlining the function.)
create or replace function search_words(text) returns tsvector language sql immutable parallel safe as $$
  select to_tsvector('pg_catalog.danish', $1)
    || to_tsvector('pg_catalog.danish', replace(replace(replace(lower($1), 'aa', 'å'), 'ae', 'æ'), 'oe', 'ø'))
    || public.search_word_ends($1)
$$;
