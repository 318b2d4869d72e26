/** A comment in a demo thread; `days` is how many days ago it was said. */
type DemoComment = { by: string; days: number; body: string };

/** A thread on the words `quote` of a demo paper; `resolved` says by whom and how many days ago. */
export type DemoThread = {
  quote: string;
  /** What stands right before it, where it stands more than once. */
  prefix?: string;
  kind: 'general' | 'technical' | 'editorial';
  proposal?: string;
  comments: DemoComment[];
  resolved?: { by: string; days: number };
  assigned?: { to: string; by: string; inDays: number };
};

const chair = 'formand@strandholt.example';
const anna = 'miljoe@birkelev.example';
const jonas = 'indkob@fjordby.example';
const birgitte = 'sekretariat@partnerskab.example';
const lars = 'ekspert@viden.example';
const mette = 'observatoer@aamose.example';
const pia = 'pia.thorsager@nordoest.example';
const rasmus = 'rasmus.bjerg@midtfjord.example';

/** What the members of group A talk about in the margin of their paper. */
export const threadsA: readonly DemoThread[] = [
  {
    quote: 'faste arrangementer',
    prefix: 'skal anvendes ved ',
    kind: 'technical',
    comments: [
      {
        by: jonas,
        days: 6.2,
        body: 'Hvad er et **fast** arrangement? En leverandør vil spørge, og vi skal kunne svare ens i alle kommuner.',
      },
      {
        by: chair,
        days: 5.9,
        body: 'Forslag: arrangementer, der holdes mindst én gang om året samme sted. Så er nytårskuren med og jubilæet ikke.',
      },
      { by: jonas, days: 5.2, body: 'Det kan vi arbejde med. Jeg skriver det ind i følgeteksten.' },
    ],
  },
  {
    quote: 'hvor et konkret hygiejnehensyn taler for det',
    kind: 'general',
    comments: [
      { by: pia, days: 8.1, body: 'Vores hygiejnesygeplejerske spørger, om patienter i isolation er undtaget. Det bør være helt klart.' },
      { by: anna, days: 7.8, body: 'Det er de, når hensynet er beskrevet. Se casen fra jeres egne kantiner, hvor isolation er nævnt.' },
      { by: pia, days: 7.7, body: 'Så er jeg tryg ved formuleringen.' },
    ],
    resolved: { by: pia, days: 7.6 },
  },
  {
    quote: 'Svanemærket eller tilsvarende, hvor markedet findes',
    kind: 'technical',
    proposal: 'Svanemærket eller tilsvarende',
    comments: [
      { by: anna, days: 4.3, body: 'Kan vi ikke stryge forbeholdet om markedet? Det bliver en bagdør, og udvalget er vokset meget.' },
      {
        by: jonas,
        days: 4.1,
        body: 'Uden forbeholdet får vi ingen bud på de små varegrupper:\n\n- låg til suppebægre\n- bestik i særlige størrelser\n- rørepinde',
      },
    ],
  },
  {
    quote: 'certificeret efter FSC, PEFC eller tilsvarende',
    kind: 'technical',
    comments: [
      { by: birgitte, days: 9.2, body: 'Juridisk skal der stå *eller tilsvarende*, hver gang et mærke er nævnt.' },
      { by: chair, days: 8.9, body: 'Tilføjet her og i udbudsteksten.' },
    ],
    resolved: { by: birgitte, days: 8.8 },
  },
  {
    quote: 'en lejet kop med pant 1,80 kr. mere pr. servering',
    kind: 'general',
    comments: [
      { by: pia, days: 3.2, body: 'Merprisen skal frem, så økonomiudvalgene kan se den. Kan vi sætte den over for den sparede oprydning?' },
      { by: chair, days: 2.9, body: 'God idé. @Jonas, har I tal fra havnefesten?' },
    ],
    assigned: { to: jonas, by: chair, inDays: 9 },
  },
  {
    quote: 'egne kantiner, køkkener og mødelokaler',
    kind: 'general',
    comments: [
      { by: rasmus, days: 2.4, body: 'Vores kantineleder spørger, hvem der vasker op. De mindste køkkener har ikke kapacitet til det.' },
      {
        by: lars,
        days: 2.1,
        body: 'Regn med 40 procent mere opvask. Flere steder har løst det med [fælles vaskerier](https://viden.example/opvask).',
      },
    ],
  },
  {
    quote: 'vægter 30 %',
    kind: 'technical',
    proposal: 'vægter 20 %',
    comments: [{ by: jonas, days: 1.3, body: '30 % er for højt ved siden af pris og kvalitet. Jeg foreslår 20 %.' }],
  },
  {
    quote: 'uden tilsat PFAS',
    kind: 'editorial',
    proposal: 'uden tilsat PFAS (fluorstoffer, der nedbrydes meget langsomt)',
    comments: [{ by: anna, days: 1.2, body: 'Kommunikation beder om, at vi forklarer PFAS første gang, det står der.' }],
  },
  {
    quote: 'Sortering af affaldet er omfattet af de almindelige regler og behandles ikke her.',
    kind: 'general',
    comments: [
      { by: mette, days: 5.4, body: 'Enig fra forsyningens side. Sorteringen hører til et andet sted, bare det siges tydeligt.' },
      { by: chair, days: 5.1, body: 'Tak. Vi lader sætningen stå.' },
    ],
    resolved: { by: chair, days: 5.1 },
  },
  {
    quote: 'Flergangsservice skal anvendes ved faste arrangementer',
    kind: 'general',
    comments: [{ by: rasmus, days: 0.3, body: 'Gælder det også de studerendes fredagsbarer på professionshøjskolen?' }],
  },
];
