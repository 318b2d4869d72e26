-- Up Migration

-- The group an act was done in, so that its chair can read what was done there; null for acts on the house. It is found when
-- the act is written (src/audit.ts): afterwards the thing may be gone.
alter table audit_log add column group_id uuid;

update audit_log a set group_id = coalesce(
  case a.thing_kind
    when 'group' then a.thing_id
    when 'paper' then (select p.group_id from paper p where p.id = a.thing_id)
    when 'thread' then (select p.group_id from thread t join paper p on p.id = t.paper_id where t.id = a.thing_id)
  end,
  (select p.group_id from paper p where p.id::text = a.details ->> 'paperId'),
  (select g.id from working_group g where g.id::text = a.details ->> 'groupId')
);

-- Each filter reads backwards from the newest act.
create index audit_log_group on audit_log (group_id, id);
create index audit_log_actor on audit_log (actor, id);
create index audit_log_action on audit_log (action, id);
drop index audit_log_thing;
create index audit_log_thing on audit_log (thing_id, id);
create index audit_log_person on audit_log ((details ->> 'personId'), id);
