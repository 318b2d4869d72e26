// What group A gathered at its first two meetings. Invented, every word of it.

/** What the member organisations have today, by their key; without `text` the answer is missing. */
export const basisA = [
  {
    organisation: 'strandholt',
    by: 'formand@strandholt.example',
    days: 26.3,
    level: 'core',
    policies: 'Byrådets klimaplan siger, at engangsplast skal halveres inden 2028. Der er intet krav om flergangsservice endnu.',
    contracts: 'Én rammeaftale om engangsservice til og med næste sommer. Kantinerne køber selv ind uden for aftalen.',
    practice: 'Rådhuskantinen bruger porcelæn. Til borgermøder og sportsstævner bruges papkrus.',
  },
  {
    organisation: 'birkelev',
    by: 'miljoe@birkelev.example',
    days: 24.6,
    level: 'comprehensive',
    policies: 'Indkøbspolitikken kræver flergangsservice ved alle arrangementer med mere end 50 deltagere.',
    contracts: 'Leje af krus og tallerkener med vask og afhentning, to år endnu.',
    practice: 'Ordningen virker på rådhuset og i hallerne. Hjemmeplejen bruger fortsat engangskrus til medicin.',
  },
  {
    organisation: 'fjordby',
    by: 'indkob@fjordby.example',
    days: 22.2,
    level: 'none',
    policies: 'Ingen politik på området.',
    contracts: 'Køb af engangsservice ligger som en linje i aftalen om rengøringsartikler.',
    practice: 'Hvert sted bestemmer selv. To skoler er gået over til vaskbare krus på eget initiativ.',
  },
  {
    organisation: 'midtfjord',
    by: 'rasmus.bjerg@midtfjord.example',
    days: 21.7,
    level: 'core',
    policies: 'Grøn strategi: kantinerne skal tilbyde pantkrus på alle uddannelsessteder.',
    contracts: 'Kantineaftalen har et punkt om pantkrus, men intet mål for, hvor mange der skal bruges.',
    practice: 'Cirka hver tredje kop kaffe sælges i pantkrus. Studenterbarerne er ikke med.',
  },
] as const;

/** What the group found elsewhere: targets, labelling schemes and similar areas. */
export const foundA = [
  {
    kind: 'target',
    source: 'Lyngvig Kommune',
    wording: 'Ved kommunens egne arrangementer anvendes flergangsservice. Undtagelser begrundes skriftligt.',
    level: 'core',
    statedOn: '2024-06-11',
    address: 'https://www.lyngvig.example/indkoeb/service',
    note: 'Kort og let at følge. Der er ingen opfølgning.',
  },
  {
    kind: 'target',
    source: 'Søndersogn Festival',
    wording: 'Alle boder udleverer drikkevarer i pantbelagte krus, og mindst 90 pct. af krusene skal komme retur.',
    level: 'comprehensive',
    statedOn: '2025-03-20',
    address: 'https://www.soendersognfestival.example/baeredygtighed',
    note: 'Returandelen blev 93 pct. det første år.',
  },
  {
    kind: 'target',
    source: 'Hallnäs kommun',
    wording: 'Engångsartiklar köps endast in när hygienskäl kräver det.',
    level: 'comprehensive',
    statedOn: '2023-11-02',
    address: 'https://www.hallnas.example/upphandling',
    note: 'Svensk nabokommune. Hygiejnekravene er beskrevet i et bilag.',
  },
  {
    kind: 'label',
    source: 'Svanemærket: engangsartikler til fødevarer',
    wording: 'Produkterne er svanemærket eller opfylder tilsvarende krav til råvarer og kemi.',
    level: 'core',
    statedOn: null,
    address: 'https://maerker.example/svanemaerket/engangsartikler',
    note: 'Udelukker tilsat PFAS. Der er få leverandører af låg.',
  },
  {
    kind: 'label',
    source: 'OK-komposterbar',
    wording: 'Produktet kan nedbrydes i et industrielt komposteringsanlæg.',
    level: null,
    statedOn: null,
    address: 'https://maerker.example/ok-komposterbar',
    note: 'Hjælper ikke, når affaldet brændes. Bør ikke bruges som krav.',
  },
  {
    kind: 'area',
    source: 'Tekstilvask på plejehjem',
    wording: 'Leje og vask i ét udbud gav bedre udnyttelse end køb og vask hver for sig.',
    level: null,
    statedOn: '2024-09-01',
    address: null,
    note: 'Samme spørgsmål om vaskekapacitet og transport.',
  },
] as const;

/** The pack that the secretariat made for meeting 2, and one that is not ready to be shown. */
export const packsA = [
  {
    title: 'Materiale til møde 2',
    summary: 'Læs oversigten først. De to noter tager et kvarter.',
    by: 'sekretariat@partnerskab.example',
    days: 30.5,
    shared: true,
    items: [
      {
        kind: 'file',
        title: 'Oversigt over lignende mål',
        name: 'Oversigt over lignende mål.csv',
        content:
          'Kilde;Niveau;Hvad der kræves\nLyngvig Kommune;Basis;Flergang ved egne arrangementer\nSøndersogn Festival;Udvidet;Pant og 90 pct. retur\nHallnäs kommun;Udvidet;Engang kun af hygiejnegrunde\n',
        note: 'Tre mål sat op ved siden af hinanden.',
      },
      {
        kind: 'note',
        title: 'Hvad koster vask',
        note: 'En lejet kop koster omkring 1,40 kr. pr. udlån med vask og transport. Et papkrus koster 0,55 kr., men giver affald for 0,20 kr. Forskellen er mindst, hvor vasken allerede findes.',
        topic: 'practice',
      },
      {
        kind: 'link',
        title: 'Vejledning om engangsprodukter af plast',
        address: 'https://www.miljoevejledning.example/engangsplast',
        note: 'Afsnit 4 handler om offentlige indkøb.',
        topic: 'home',
      },
    ],
  },
  {
    title: 'Udkast: leverandører af pantsystemer',
    summary: 'Samles til møde 3.',
    by: 'dorthe.falk@partnerskab.example',
    days: 3.4,
    shared: false,
    items: [{ kind: 'note', title: 'Tre leverandører at spørge', note: 'Spørg til svind, afhentning og vask om natten.' }],
  },
] as const;

/** What members added themselves. */
export const itemsA = [
  {
    by: 'ekspert@viden.example',
    days: 27.35,
    kind: 'note',
    title: 'Oplæg: PFAS i papemballage',
    note: 'Papkrus behandles ofte med PFAS for at holde på fedt og væske. Bed om en erklæring om, at der ikke er tilsat PFAS; en måling af totalt fluor kan afsløre det.',
    topic: null,
  },
  {
    by: 'miljoe@birkelev.example',
    days: 18.8,
    kind: 'link',
    title: 'Svensk forsøg med fælles pantkrus i fem byer',
    address: 'https://www.pantforsok.example/rapport',
    note: 'Fem byer deler krus, så de kan afleveres i en anden by, end hvor de er købt.',
    topic: 'abroad',
  },
] as const;

/** Proposals from meeting 2: what they rest on (sources of `foundA`, by name), who stands where, and what was decided. */
export const proposalsA = [
  {
    by: 'miljoe@birkelev.example',
    days: 20.3,
    wording: 'Ved arrangementer, der holdes hvert år, skal der lejes flergangsservice med vask og afhentning.',
    level: 'requirement',
    reason: 'Birkelev har gjort det i to år. Det er her, vaskekapaciteten kan planlægges.',
    rests: ['Lyngvig Kommune', 'Tekstilvask på plejehjem'],
    stances: [
      { by: 'indkob@fjordby.example', stance: 'support', word: 'Kan sættes i et udbud.' },
      { by: 'rasmus.bjerg@midtfjord.example', stance: 'support', word: '' },
      { by: 'pia.thorsager@nordoest.example', stance: 'doubt', word: 'Hvad med arrangementer uden strøm og vand?' },
    ],
    decided: { state: 'kept', by: 'formand@strandholt.example', days: 15.45, reason: 'Bred støtte. Undtagelser skrives i baggrunden.' },
  },
  {
    by: 'rasmus.bjerg@midtfjord.example',
    days: 19.6,
    wording: 'Mindst 90 pct. af pantbelagte krus skal komme retur.',
    level: 'requirement',
    reason: 'Festivalen har vist, at det kan lade sig gøre.',
    rests: ['Søndersogn Festival'],
    stances: [
      { by: 'indkob@fjordby.example', stance: 'doubt', word: 'Kan ikke dokumenteres af en almindelig kantine.' },
      { by: 'miljoe@birkelev.example', stance: 'doubt', word: '' },
    ],
    decided: {
      state: 'dropped',
      by: 'formand@strandholt.example',
      days: 15.2,
      reason: 'Returandelen kan ikke følges uden et fælles system. Tages op igen, når pantsystemet er landsdækkende.',
    },
  },
  {
    by: 'indkob@fjordby.example',
    days: 12.7,
    wording: 'Leverandøren bør hvert kvartal opgøre, hvor meget engangsservice der er købt uden for aftalen.',
    level: 'recommendation',
    reason: 'Uden tal ved vi ikke, om målet virker.',
    rests: [],
    stances: [{ by: 'formand@strandholt.example', stance: 'support', word: 'Godt, at det er en anbefaling.' }],
    decided: null,
  },
] as const;
