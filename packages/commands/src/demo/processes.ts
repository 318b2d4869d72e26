import type { DemoGroup } from './people.ts';

type Said = { text: string; decision?: true };

/** A meeting of a demo group; `days` is how many days ago it was (below 0: to come). */
export type DemoMeeting = {
  step: string;
  days: number;
  from: string;
  to: string;
  place: string;
  /** Who convened it; without one, the secretariat. */
  by?: string;
  items?: { title: string; note: string }[];
  answers?: Record<string, 'yes' | 'no' | 'maybe'>;
  presentation?: { point: string; title: string; by: string; note: string };
  /** Set when it was held: who was away, and what the minutes say by point. */
  held?: { absent: string[]; minutes: Record<string, Said[]> };
};

type DemoProcess = {
  /** In how many days the steering group meets; null: not known. */
  steeringIn: number | null;
  meetings: DemoMeeting[];
  criteria: { wording: string; by: string; agreed: boolean }[];
  nominations: { name: string; mail: string; workplace: string; reason: string; by: string }[];
  /** `meeting` is the number, from 0, of the meeting it was given at. */
  homework: { title: string; owner: string; dueIn: number; meeting: number; done?: true }[];
};

const karen = 'formand@strandholt.example';
const anna = 'miljoe@birkelev.example';
const jonas = 'indkob@fjordby.example';
const rasmus = 'rasmus.bjerg@midtfjord.example';
const pia = 'pia.thorsager@nordoest.example';
const lars = 'ekspert@viden.example';

/** What the demo groups have done: A is between its second and third meeting, B before its first, C has rested for months. */
export const processes: Readonly<Record<DemoGroup, DemoProcess>> = {
  a: {
    steeringIn: 37,
    meetings: [
      {
        step: 'meeting1',
        days: 61,
        from: '09:30',
        to: '12:00',
        place: 'Strandholt Rådhus, lokale 2',
        presentation: {
          point: 'presentation',
          title: 'Flergangsemballage i drift: svind, vask og pant',
          by: lars,
          note: 'Svindet falder, når returen ligger, hvor gæsterne går ud.',
        },
        held: {
          absent: [pia],
          minutes: {
            chair: [{ text: 'Karen Lindholm blev valgt til formand.', decision: true }],
            criteria: [
              { text: 'Gruppen drøftede, hvad den vil måles på, og skrev tre kriterier.' },
              { text: 'De to første kriterier er vedtaget.', decision: true },
            ],
            schedule: [{ text: 'Der holdes fire møder. Det fjerde kun, hvis teksten ikke er klar.', decision: true }],
            presentation: [{ text: 'Lars Ørnebjerg fortalte om erfaringer fra kantiner og byfester.' }],
            experts: [{ text: 'Gruppen vil gerne høre en fra en vaskehal. Rasmus finder et navn.' }],
            homework1: [{ text: 'Anna samler tal for affald. Jonas beder medlemmerne om deres kontrakter.' }],
          },
        },
      },
      {
        step: 'meeting2',
        days: 26,
        from: '09:00',
        to: '12:30',
        place: 'Videomøde',
        by: karen,
        held: {
          absent: [],
          minutes: {
            mapping: [{ text: 'Fire medlemmer har svaret. De to største køb er kantiner og byens arrangementer.' }],
            comparable: [{ text: 'Vi så på mål fra to regioner og en nabokommune.' }],
            references: [{ text: 'Svanemærket findes for engangsservice, men ikke for udlejning af kopper.' }],
            proposals: [
              { text: 'Flergangsservice ved faste arrangementer bliver et krav.', decision: true },
              { text: 'Pant på kopper bliver en anbefaling.', decision: true },
            ],
            homework2: [{ text: 'Opgaverne er skrevet ind under hjemmearbejde.' }],
          },
        },
      },
      {
        step: 'meeting3',
        days: -9,
        from: '09:00',
        to: '15:30',
        place: 'Strandholt Rådhus, byrådssalen',
        by: karen,
        items: [{ title: 'Hvad gør vi ved isolationsstuer?', note: 'Hygiejnesygeplejersken vil gerne have en klar undtagelse.' }],
        answers: { [karen]: 'yes', [anna]: 'yes', [rasmus]: 'maybe' },
      },
    ],
    criteria: [
      { wording: 'Mindst tre medlemmer kan bruge målet i deres næste udbud', by: karen, agreed: true },
      { wording: 'Hvert krav kan dokumenteres af leverandøren', by: jonas, agreed: true },
      { wording: 'Teksten kan læses på under ti minutter', by: anna, agreed: false },
    ],
    nominations: [
      {
        name: 'Grethe Holmsted',
        mail: 'grethe.holmsted@vaskehal.example',
        workplace: 'Nordøsts Vaskehal',
        reason: 'Kender kapacitet og priser på vask af kopper.',
        by: rasmus,
      },
    ],
    homework: [
      { title: 'Saml tal for affald fra engangsservice', owner: anna, dueIn: -40, meeting: 0, done: true },
      { title: 'Skriv de ekstra udgifter og besparelser ned for tre arrangementer', owner: jonas, dueIn: 3, meeting: 1 },
      { title: 'Spørg to leverandører om PFAS-erklæringer', owner: anna, dueIn: 5, meeting: 1 },
      { title: 'Find et navn fra en vaskehal', owner: rasmus, dueIn: -2, meeting: 0 },
    ],
  },
  b: {
    steeringIn: 92,
    meetings: [
      {
        step: 'meeting1',
        days: -6,
        from: '10:00',
        to: '12:00',
        place: 'Regionshuset, mødelokale 4',
        answers: { [jonas]: 'yes' },
      },
    ],
    criteria: [],
    nominations: [],
    homework: [],
  },
  c: {
    steeringIn: null,
    meetings: [
      {
        step: 'meeting1',
        days: 221,
        from: '09:00',
        to: '11:30',
        place: 'Birkelev Rådhus',
        held: {
          absent: [],
          minutes: {
            chair: [{ text: 'Camilla Storm er formand.', decision: true }],
            criteria: [{ text: 'Målet skal kunne bruges i både by- og landkommuner.', decision: true }],
          },
        },
      },
      {
        step: 'meeting2',
        days: 165,
        from: '09:00',
        to: '12:00',
        place: 'Videomøde',
        by: 'camilla.storm@birkelev.example',
        held: {
          absent: ['eva.lyngsoe@nordoest.example'],
          minutes: { proposals: [{ text: 'Gruppen venter på tal for rækkevidde om vinteren, før den går videre.', decision: true }] },
        },
      },
    ],
    criteria: [{ wording: 'Målet kan bruges i både by- og landkommuner', by: 'camilla.storm@birkelev.example', agreed: true }],
    nominations: [],
    homework: [{ title: 'Hent tal for rækkevidde om vinteren', owner: 'niels.overgaard@fjordby.example', dueIn: -120, meeting: 1 }],
  },
};
