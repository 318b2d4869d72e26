import type { NodeJson } from '@samskriv/document';
import { background, demoId, em, heading, link, list, paragraph, strong, table } from './build.ts';

const id = (n: number): string => demoId('a', n);

const relevance = background(
  id(101),
  'relevance',
  'complete',
  paragraph(
    'Offentlige køkkener, kantiner og arrangementer bruger meget engangsservice. En kop kaffe til et borgermøde, en salat ' +
      'med hjem fra kantinen, frokosten på byggepladsen: Hver servering er lille, men tilsammen bliver det til mange ' +
      'tusinde kopper, låg, bestik og beholdere om året hos hvert enkelt medlem. De fleste af dem er i brug i under en ' +
      'halv time.',
  ),
  paragraph(
    'Gruppens kortlægning viser, at medlemmerne i dag griber opgaven meget forskelligt an. Nogle har faste aftaler om ' +
      'flergangsservice i kantinerne, men ingen krav til det, der serveres ude af huset. Andre har et mål om at ' +
      '”begrænse” engangsservice uden at have sagt, hvad der skal til for at nå det. Kun to ud af seks medlemmer kan ' +
      'oplyse, hvor meget de køber.',
  ),
  heading(3, 'Hvorfor et fælles mål'),
  paragraph('Leverandørerne møder i dag forskellige krav fra kommune til kommune. Et fælles mål gør tre ting lettere:'),
  list(
    [
      strong('For leverandørerne: '),
      'De kan investere i kopper, opvask og returordninger, fordi efterspørgslen er den samme hos flere kunder.',
    ],
    [strong('For indkøberne: '), 'Kravene er afprøvet, kan dokumenteres og kan skrives direkte ind i udbudsmaterialet.'],
    [
      strong('For dem, der bruger servicen: '),
      'Den samme løsning går igen på rådhuset, på biblioteket og til byfesten, og man ved, hvor koppen skal afleveres.',
    ],
  ),
  heading(3, 'Forholdet til lovgivningen'),
  paragraph(
    'EU’s regler om engangsplast har allerede fjernet en del af de mest udbredte plastprodukter fra markedet, blandt andet ' +
      'bestik og tallerkener. Erfaringen er, at de i vidt omfang er erstattet af engangsprodukter i andre materialer. ' +
      'Målet lægger derfor ikke vægt på, hvilket materiale engangsproduktet er lavet af, men på at undgå det, hvor det ' +
      'kan undgås, og på at stille krav til resten.',
  ),
  heading(3, 'Hvad målet ikke omfatter'),
  paragraph(
    'Målet omfatter ikke emballage, som fødevarer er pakket i fra producenten, og heller ikke engangsartikler til pleje og ' +
      'behandling. Sortering af affaldet er omfattet af de almindelige regler og behandles ikke her.',
  ),
);

const environmentalEffect = background(
  id(102),
  'environmentalEffect',
  'complete',
  heading(3, 'Affald'),
  paragraph(
    'Engangsservice bliver til affald efter én servering og ender ofte som restaffald, fordi den er tilsmudset med ' +
      'madrester eller består af flere materialer, som ikke kan skilles ad. En papkop har typisk en tynd belægning på ' +
      'indersiden og et låg af et andet materiale. Den vejer lidt, men fylder meget, og det er den, der får skraldespanden ' +
      'til at flyde over kl. 14 til byfesten.',
  ),
  table(
    ['Affald pr. 1.000 serveringer', 'Engangsservice', 'Flergangsservice', 'Forskel'],
    ['Kop til varm drik, med låg', '14 kg', '0,6 kg', '13,4 kg'],
    ['Tallerken', '18 kg', '0,8 kg', '17,2 kg'],
    ['Bestik, tre dele', '12 kg', '0,2 kg', '11,8 kg'],
    ['Takeawaybeholder med låg', '29 kg', '1,5 kg', '27,5 kg'],
  ),
  paragraph(
    em(
      'Eksempeltal til illustration. For flergangsservice er affaldet det, der går i stykker eller ikke kommer tilbage, ' +
        'fordelt på de serveringer, det når at blive brugt til.',
    ),
  ),
  heading(3, 'Klima og ressourcer'),
  paragraph(
    'Et produkt til flergangsbrug koster mere energi og flere råvarer at fremstille end det engangsprodukt, det ' +
      'erstatter. Gevinsten kommer først, når det er brugt tilstrækkeligt mange gange. Hvor mange afhænger af materiale, ' +
      'vægt, opvask og transport. Tre forhold betyder mest:',
  ),
  list(
    [strong('Antal gange i brug. '), 'En kop, der kun når at blive brugt fem gange, er ikke en miljøgevinst.'],
    [
      strong('Opvasken. '),
      'En fuld, effektiv opvaskemaskine bruger langt mindre vand og energi pr. del end håndopvask eller en halvtom maskine.',
    ],
    [strong('Svindet. '), 'Jo flere der kommer retur, jo hurtigere er fremstillingen tjent hjem.'],
  ),
  paragraph(
    'Det er baggrunden for, at målet kræver flergangsservice ved ',
    strong('faste'),
    ' arrangementer og i egne køkkener, hvor servicen bliver i huset, men kun anbefaler leje og pant ved de øvrige.',
  ),
  heading(3, 'Kemi'),
  paragraph(
    'PFAS har været brugt til at gøre papir og pap afvisende over for fedt og vand. Stofferne nedbrydes meget langsomt, og ' +
      'flere af dem er skadelige for mennesker og miljø. De danske regler forbyder allerede i dag brug af PFAS i ' +
      'fødevareemballage af papir og pap, og EU har fået fælles regler om PFAS i fødevareemballage. Gruppen har alligevel ' +
      'valgt et selvstændigt krav, fordi det også dækker service af andre plantefibre, f.eks. bagasse og palmeblad, og ' +
      'fordi et udtrykkeligt krav om dokumentation gør det lettere at følge op over for leverandøren.',
  ),
  paragraph(
    'Et miljømærke sikrer desuden, at der er stillet krav til blandt andet fibre, trykfarver, lim og tilsætningsstoffer. ' +
      'Kriterierne for Svanemærket findes hos ',
    link('Miljømærkning Danmark', 'https://www.ecolabel.dk/'),
    '. Andre mærker, der opfylder tilsvarende krav, skal accepteres på lige fod.',
  ),
  heading(3, 'Henkastet affald'),
  paragraph(
    'Engangsservice fra takeaway udgør en synlig del af det affald, der samles op i byrum og på strande. Åmose Forsyning ' +
      'peger på, at kopper og låg desuden stopper riste og pumper, når de skylles i kloakken ved skybrud.',
  ),
);

const economicEffect = background(
  id(103),
  'economicEffect',
  'draft',
  paragraph(
    'Flergangsservice flytter udgiften. I stedet for at betale for et nyt produkt ved hver servering betaler man for ' +
      'opvask, håndtering og svind. Om det samlet er billigere eller dyrere, afhænger af, hvor servicen bruges.',
  ),
  table(
    ['Pris pr. servering i kroner', 'Engangskop', 'Flergangskop i egen kantine', 'Lejet kop med pant til byfest'],
    ['Indkøb eller leje', '0,85', '0,15', '2,10'],
    ['Opvask (løn, vand, el og middel)', '–', '0,55', 'i lejen'],
    ['Transport og håndtering', '0,05', '0,10', '0,30'],
    ['Svind', '–', '0,10', '0,40'],
    ['Affald', '0,10', '0,00', '0,00'],
    ['I alt', '1,00', '0,90', '2,80'],
  ),
  paragraph(
    em(
      'Eksempeltal til illustration. Flergangskoppen er afskrevet over 150 serveringer. Pant, der ikke bliver indløst, er ' +
        'ikke regnet med.',
    ),
  ),
  heading(3, 'I egne kantiner'),
  paragraph(
    'Hvor der er opvaskekapacitet i forvejen, er flergangskoppen i eksemplet lidt billigere end engangskoppen: 0,90 kr. ' +
      'mod 1,00 kr. pr. servering. For en kantine med 40.000 kopper kaffe om året svarer det til ca. 4.000 kr. Gevinsten er ' +
      'altså beskeden, og den forsvinder, hvis svindet bliver dobbelt så stort, som vi har forudsat.',
  ),
  heading(3, 'Ved større arrangementer'),
  paragraph(
    'Her er der en merpris. Regnet på eksemplet koster en lejet kop med pant 1,80 kr. mere pr. servering end en ' +
      'engangskop. Ved en byfest med 25.000 serveringer er det 45.000 kr. Over for det står sparet oprydning, som ',
  ),
  heading(3, 'Hvor opvaskekapaciteten mangler'),
  paragraph(
    strong('Mangler: '),
    'tal fra Region Nordøst og Midtfjord Professionshøjskole om, hvad det koster at udvide opvasken i de mindste køkkener. ' +
      'Aftalt som hjemmearbejde.',
  ),
  list('anlæg: ny maskine, afløb, el', 'løn: ca. … minutter pr. kurv', 'alternativ: vask hos nabokøkken eller ekstern vask'),
);

/** The background of group A: two parts done, the economic one half written. */
export const backgroundA: NodeJson[] = [relevance, environmentalEffect, economicEffect];
