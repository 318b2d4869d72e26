import type { Competence, RosterRole } from '@samskriv/database';

/** The member organisations of the demo partnership, and the secretariat's own; all invented. */
export const organisations = {
  strandholt: { name: 'Strandholt Kommune', mailDomain: 'strandholt.example' },
  birkelev: { name: 'Birkelev Kommune', mailDomain: 'birkelev.example' },
  fjordby: { name: 'Fjordby Kommune', mailDomain: 'fjordby.example' },
  nordoest: { name: 'Region Nordøst', mailDomain: 'nordoest.example' },
  aamose: { name: 'Åmose Forsyning', mailDomain: 'aamose.example' },
  midtfjord: { name: 'Midtfjord Professionshøjskole', mailDomain: 'midtfjord.example' },
  viden: { name: 'Videncenter for Emballage', mailDomain: 'viden.example', member: false },
  partnerskab: { name: 'Partnerskabets sekretariat', mailDomain: 'partnerskab.example', member: false },
};

export type DemoOrganisation = keyof typeof organisations;
export type DemoGroup = 'a' | 'b' | 'c';

/** What somebody is in a group; `days` is how many days from today access lasts. */
type Place = { role: RosterRole; competence?: Competence; days?: number };

export type DemoPerson = {
  mail: string;
  name: string;
  /** 1 to 10: nobody shares it in a group, the secretariat counted in. */
  colour: number;
  organisation: DemoOrganisation;
  secretariat?: true;
  /** Invited, and no password chosen yet. */
  invited?: true;
  groups?: Partial<Record<DemoGroup, Place>>;
};

const environmental = (role: RosterRole = 'member'): Place => ({ role, competence: 'environmental' });
const procurement = (role: RosterRole = 'member'): Place => ({ role, competence: 'procurement' });

/** Everybody in the demo partnership. The first nine are the demo accounts; nobody is real. */
export const people: readonly DemoPerson[] = [
  {
    mail: 'formand@strandholt.example',
    name: 'Karen Lindholm',
    colour: 1,
    organisation: 'strandholt',
    groups: { a: environmental('chair') },
  },
  { mail: 'miljoe@birkelev.example', name: 'Anna Mose', colour: 2, organisation: 'birkelev', groups: { a: environmental() } },
  {
    mail: 'indkob@fjordby.example',
    name: 'Jonas Kjær',
    colour: 3,
    organisation: 'fjordby',
    groups: { a: procurement(), b: procurement() },
  },
  { mail: 'sekretariat@partnerskab.example', name: 'Birgitte Vang', colour: 4, organisation: 'partnerskab', secretariat: true },
  { mail: 'styregruppe@birkelev.example', name: 'Torben Risager', colour: 3, organisation: 'birkelev' },
  { mail: 'kollega@birkelev.example', name: 'Sofie Engholm', colour: 9, organisation: 'birkelev' },
  { mail: 'ekspert@viden.example', name: 'Lars Ørnebjerg', colour: 7, organisation: 'viden', groups: { a: { role: 'expert', days: 60 } } },
  { mail: 'observatoer@aamose.example', name: 'Mette Åkjær', colour: 8, organisation: 'aamose', groups: { a: { role: 'observer' } } },
  { mail: 'ambassador@fjordby.example', name: 'Henrik Solvang', colour: 8, organisation: 'fjordby' },
  {
    mail: 'pia.thorsager@nordoest.example',
    name: 'Pia Thorsager',
    colour: 10,
    organisation: 'nordoest',
    groups: { a: procurement(), b: procurement('chair') },
  },
  {
    mail: 'rasmus.bjerg@midtfjord.example',
    name: 'Rasmus Bjerg',
    colour: 5,
    organisation: 'midtfjord',
    groups: { a: environmental(), c: environmental() },
  },
  {
    mail: 'yasmin.karaca@strandholt.example',
    name: 'Yasmin Karaca',
    colour: 1,
    organisation: 'strandholt',
    groups: { b: environmental() },
  },
  { mail: 'ole.ravnsborg@aamose.example', name: 'Ole Ravnsborg', colour: 7, organisation: 'aamose', groups: { b: environmental() } },
  {
    mail: 'camilla.storm@birkelev.example',
    name: 'Camilla Storm',
    colour: 2,
    organisation: 'birkelev',
    groups: { c: procurement('chair') },
  },
  { mail: 'niels.overgaard@fjordby.example', name: 'Niels Overgaard', colour: 7, organisation: 'fjordby', groups: { c: environmental() } },
  { mail: 'eva.lyngsoe@nordoest.example', name: 'Eva Lyngsø', colour: 9, organisation: 'nordoest', groups: { c: procurement() } },
  {
    mail: 'mikkel.hald@midtfjord.example',
    name: 'Mikkel Hald',
    colour: 8,
    organisation: 'midtfjord',
    invited: true,
    groups: { b: environmental() },
  },
  { mail: 'dorthe.falk@partnerskab.example', name: 'Dorthe Falk', colour: 6, organisation: 'partnerskab', secretariat: true },
];

/** The demo groups: how many days ago each was formed, and who wrote in its paper, how many days ago. */
export const groups: Record<
  DemoGroup,
  { title: string; kind: 'new' | 'update'; formed: number; writers: { mail: string; days: number }[] }
> = {
  a: {
    title: 'Engangsservice og takeaway',
    kind: 'new',
    formed: 74,
    writers: [
      { mail: 'formand@strandholt.example', days: 12.2 },
      { mail: 'miljoe@birkelev.example', days: 9.1 },
      { mail: 'indkob@fjordby.example', days: 5.3 },
      { mail: 'rasmus.bjerg@midtfjord.example', days: 2.2 },
      { mail: 'miljoe@birkelev.example', days: 1.1 },
      { mail: 'indkob@fjordby.example', days: 0.12 },
    ],
  },
  b: {
    title: 'Rengøringsydelser',
    kind: 'update',
    formed: 31,
    writers: [
      { mail: 'pia.thorsager@nordoest.example', days: 24.2 },
      { mail: 'yasmin.karaca@strandholt.example', days: 20.1 },
      { mail: 'indkob@fjordby.example', days: 6.2 },
    ],
  },
  c: {
    title: 'Hjemmeplejens biler',
    kind: 'update',
    formed: 240,
    writers: [
      { mail: 'niels.overgaard@fjordby.example', days: 158.3 },
      { mail: 'camilla.storm@birkelev.example', days: 151.2 },
    ],
  },
};

/** The password of everybody in the demo partnership who has one. */
export const demoPassword = 'samskriv';
