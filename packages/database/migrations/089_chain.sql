-- Up Migration

-- What stands beside a snapshot says whether it is still what was stored. Those from before are taken as they are; `cli
-- verify` holds them to their logs.
alter table paper_snapshot add column hash text;
update paper_snapshot set hash = encode(sha256(state), 'hex');
alter table paper_snapshot alter column hash set not null;
comment on column paper_snapshot.hash is 'SHA-256 of state, hex. A snapshot that has another is not read: the log is.';

-- The log is a chain: each row's link is the SHA-256 over the link before, the row's number, kind, author and hash; the last one
-- stands in paper_round. The append makes links in its own statement; whoever else adds rows has them made by the trigger.
-- What a round held before this is under one sum, `anchor`, over the hashes of its rows up to `anchored`.
alter table paper_update add column link bytea;
alter table paper_round
  add column link bytea not null default '',
  add column anchored bigint not null default 0;
comment on column paper_round.link is 'The link of the last row of the log; empty before the first.';
comment on column paper_round.anchored is 'Up to this number the log has no links of its own: the next link stands on the SHA-256 of their hashes, in order.';
update paper_round r
  set anchored = r.head,
      link = (
        select coalesce(sha256(string_agg(convert_to(u.hash, 'UTF8'), ''::bytea order by u.number)), '')
        from paper_update u where u.paper_id = r.paper_id and u.round = r.round
      );
alter table paper_round add column anchor bytea not null default '';
update paper_round set anchor = link;
comment on column paper_round.anchor is 'That sum; empty where `anchored` is 0.';

-- Stable and not immutable, so that it is written into the statements that use it instead of being called.
create function public.log_link(previous bytea, number bigint, kind text, author uuid, hash text) returns bytea
  language sql stable parallel safe
  return pg_catalog.sha256(previous || pg_catalog.convert_to(number::text || ' ' || kind || ' ' || coalesce(author::text, '-') || ' ' || hash, 'UTF8'));

create function public.next_link(state bytea, previous bytea, number bigint, kind text, author uuid, hash text) returns bytea
  language sql stable parallel safe
  return public.log_link(coalesce(state, previous), number, kind, author, hash);
-- Over the rows of one round in order: the link of each, where `previous` is the one before the first.
create aggregate public.log_links(bytea, bigint, text, uuid, text) (sfunc = public.next_link, stype = bytea);

create function public.link_update() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  update public.paper_round r set link = public.log_link(r.link, new.number, new.kind, new.author, new.hash)
  where r.paper_id = new.paper_id and r.round = new.round
  returning r.link into new.link;
  return new;
end $$;
create trigger link_update before insert on paper_update for each row when (new.link is null) execute function public.link_update();
