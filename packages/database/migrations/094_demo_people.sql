-- Up Migration

-- Whether a person is one of the demo's invented people, whose password is published: wherever the house can be reached from
-- elsewhere they are nobody (packages/commands/src/demo/shutOut.ts). Written by the planting of the demo alone, and never
-- changed, whatever the person is called later.
alter table person add column demo boolean not null default false;

-- A demo that was planted before this was known. Its people were all made in one transaction, none of them was invited, and
-- their mails end in .example, which no real one can (RFC 2606). Whoever of them has another mail by now has the same moment.
update person set demo = true where created_at in (
  select p.created_at from person p
  where lower(p.mail) in (
    'formand@strandholt.example', 'miljoe@birkelev.example', 'indkob@fjordby.example', 'sekretariat@partnerskab.example',
    'styregruppe@birkelev.example', 'kollega@birkelev.example', 'ekspert@viden.example', 'observatoer@aamose.example',
    'ambassador@fjordby.example', 'pia.thorsager@nordoest.example', 'rasmus.bjerg@midtfjord.example',
    'yasmin.karaca@strandholt.example', 'ole.ravnsborg@aamose.example', 'camilla.storm@birkelev.example',
    'niels.overgaard@fjordby.example', 'eva.lyngsoe@nordoest.example', 'mikkel.hald@midtfjord.example',
    'dorthe.falk@partnerskab.example'
  ) and not exists (select from audit_log a where a.action = 'person.invite' and a.thing_id = p.id)
);
