-- Up Migration

-- Danish puts words together: engangsservice is found by service too. Beside the stems of a text stand the ends of its long words,
-- from the third letter on and of at least four, each with a ~ before it: what begins an end stands inside a word. They are bounded,
-- so that no text outgrows a tsvector. Decision: docs/decisions/064-search-inside-words.md.
create function search_word_ends(text) returns tsvector language sql immutable parallel safe as $$
  select coalesce(array_to_tsvector(array_agg(ending)), ''::tsvector) from (
    select distinct '~' || substr(word, first) as ending
    from (
      select distinct found[1] as word
      from regexp_matches(replace(replace(replace(lower($1), 'aa', 'å'), 'ae', 'æ'), 'oe', 'ø'), '[^[:space:][:punct:][:digit:]]{6,30}', 'g') found
      where octet_length($1) <= 200000
    ) words, generate_series(3, length(word) - 3) first
    limit 10000
  ) endings
$$;

drop index comment_words;
alter table paper_text drop column words;
alter table material drop column words;
alter table comparable drop column words;
alter table existing_basis drop column words;
alter table target_proposal drop column words;

create or replace function search_words(text) returns tsvector language sql immutable parallel safe as $$
  select to_tsvector('danish', $1) || to_tsvector('danish', replace(replace(replace(lower($1), 'aa', 'å'), 'ae', 'æ'), 'oe', 'ø'))
    || search_word_ends($1)
$$;

-- What is asked, each word by its stem and how it begins, as it is or with aa, ae and oe read as å, æ and ø, and from four letters on
-- also inside longer words. All of them must be there; words as common as og and at are left out.
create function search_query(words text[]) returns tsquery language sql immutable parallel safe as $$
  select coalesce(string_agg('(' || one::text || ')', ' & ')::tsquery, ''::tsquery) from (
    select to_tsquery('danish', word || ':*') || to_tsquery('danish', folded || ':*') || coalesce(
      case when length(folded) >= 4 then ('''~' || (ts_lexize('danish_stem', folded))[1] || ''':*')::tsquery end, ''::tsquery) as one
    from unnest(words) word, lateral (select replace(replace(replace(word, 'aa', 'å'), 'ae', 'æ'), 'oe', 'ø') as folded) f
  ) each where numnode(one) > 0
$$;

alter table paper_text add column words tsvector generated always as (search_words(title || ' ' || text)) stored;
alter table material add column words tsvector generated always as (search_words(title || ' ' || note || ' ' || coalesce(address, ''))) stored;
alter table comparable add column words tsvector
  generated always as (search_words(source || ' ' || wording || ' ' || note || ' ' || coalesce(address, ''))) stored;
alter table existing_basis add column words tsvector
  generated always as (search_words(policies || ' ' || contracts || ' ' || practice)) stored;
alter table target_proposal add column words tsvector generated always as (search_words(wording || ' ' || reason)) stored;
alter table comment add column words tsvector generated always as (search_words(body)) stored;
create index paper_text_words on paper_text using gin (words);
create index material_words on material using gin (words);
create index comparable_words on comparable using gin (words);
create index existing_basis_words on existing_basis using gin (words);
create index target_proposal_words on target_proposal using gin (words);
create index comment_words on comment using gin (words);
