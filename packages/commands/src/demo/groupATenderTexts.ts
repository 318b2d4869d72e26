import type { NodeJson } from '@samskriv/document';
import { demoId, em, list, numberedList, paragraph, strong, table, tenderText } from './build.ts';

const id = (n: number): string => demoId('a', n);

const reusableTableware = tenderText(
  {
    id: id(201),
    status: 'checked',
    textKind: 'minimumRequirement',
    serves: id(11),
    title: 'Flergangsservice ved servering',
  },
  paragraph(
    'Leverandøren skal anvende flergangsservice til al servering, der er omfattet af kontrakten. Ved flergangsservice ' +
      'forstås kopper, glas, tallerkener, skåle, bestik og beholdere, der er fremstillet til at blive vasket op og brugt ' +
      'igen mindst 100 gange.',
  ),
  paragraph(
    'Leverandøren skal råde over service og opvaskekapacitet svarende til [antal] serveringer pr. dag. Opvasken kan ' +
      'foregå hos leverandøren, hos ordregiver efter nærmere aftale eller hos en underleverandør.',
  ),
  paragraph('Engangsservice må kun anvendes på de steder og i de situationer, som ordregiver har angivet i bilag [nr.].'),
  paragraph(
    strong('Dokumentation: '),
    'Beskrivelse af servicen med producentens angivelse af holdbarhed samt en kort redegørelse for opvask og logistik. ' +
      'Redegørelsen afleveres sammen med tilbuddet.',
  ),
);

const labelledSingleUse = tenderText(
  {
    id: id(202),
    status: 'checked',
    textKind: 'technicalSpecification',
    serves: id(31),
    title: 'Miljømærket engangsservice',
  },
  paragraph(
    'Produkterne på tilbudslistens positioner [nr.–nr.] skal opfylde kriterierne for Svanemærkede engangsartikler til ' +
      'fødevarer eller tilsvarende.',
  ),
  paragraph(strong('Dokumentation: '), 'Tilbudsgiver dokumenterer, at kravet er opfyldt, på en af følgende måder:'),
  list(
    'gyldig licens til Svanemærket',
    'gyldig licens til et andet mærke, der stiller tilsvarende krav',
    'anden egnet dokumentation, f.eks. teknisk dokumentation fra producenten eller en prøvningsrapport fra en ' +
      'uafhængig tredjepart, når tilbudsgiver af grunde, der ikke kan tilregnes denne, ikke har kunnet opnå mærket inden ' +
      'fristen.',
  ),
  paragraph(
    em('Til indkøberen: '),
    'Undersøg markedet for hver produkttype, før kravet stilles. Kravet kan stilles til de positioner, hvor målets punkt ' +
      'om markedet er opfyldt, og udelades for resten.',
  ),
);

const withoutPfas = tenderText(
  {
    id: id(203),
    status: 'draft',
    textKind: 'technicalSpecification',
    serves: id(41),
    title: 'Uden tilsat PFAS',
  },
  paragraph(
    'Engangsservice og fødevareemballage, der leveres under kontrakten, må ikke være tilsat per- og polyfluorerede ' +
      'alkylstoffer (PFAS). Kravet gælder hele produktet, herunder belægning, lim og trykfarve.',
  ),
  paragraph(
    strong('Dokumentation: '),
    'Erklæring fra producenten for hvert produkt. Ordregiver kan i kontraktperioden anmode om en analyse af indholdet af ' +
      'organisk bundet fluor, udført af et laboratorium, der er akkrediteret efter DS/EN ISO/IEC 17025 eller tilsvarende. ' +
      'Ordregiver betaler analysen, medmindre den viser, at kravet ikke er opfyldt.',
  ),
);

const returnLogistics = tenderText(
  {
    id: id(204),
    status: 'draft',
    textKind: 'awardCriterion',
    serves: id(51),
    title: 'Returlogistik',
  },
  paragraph(
    'Underkriteriet ',
    strong('Returlogistik'),
    ' vægter 30 %. Tilbudsgiver beskriver på højst tre sider, hvordan kopper og beholdere kommer ' +
      'retur, bliver vasket og bliver klar til brug igen. Det vægter positivt, i hvor høj grad tilbudsgiver',
  ),
  numberedList(
    'sandsynliggør en høj returprocent og beskriver, hvordan den måles',
    'placerer afleveringssteder, så de er lette at finde og bruge, også for personer med funktionsnedsættelse',
    'begrænser transporten mellem servering, opvask og lager',
    'har en plan for spidsbelastning og for regnvejr',
    'kan tilbyde ordregiver at låne kopper ud til lokale foreninger uden for arrangementet.',
  ),
  table(
    ['Forventet returprocent', 'Vejledende point (0–8)'],
    ['Under 70 %', '0–2'],
    ['Fra 70 til under 85 %', '3–5'],
    ['Fra 85 til under 95 %', '6–7'],
    ['95 % eller derover', '8'],
  ),
  paragraph(
    em('Til indkøberen: '),
    'Den oplyste returprocent bliver en del af kontrakten. Overvej vægten ud fra arrangementets størrelse.',
  ),
);

const quarterlyStatistics = tenderText(
  {
    id: id(205),
    status: 'draft',
    textKind: 'contractTerm',
    serves: id(61),
    title: 'Statistik hvert kvartal',
  },
  paragraph(
    'Leverandøren sender uden beregning en statistik til ordregiver senest den 15. i måneden efter hvert kvartal. ' +
      'Statistikken leveres i et regneark og indeholder for hver leveringsadresse:',
  ),
  list(
    'antal og købesum for engangsservice, fordelt på kopper, tallerkener, bestik og beholdere',
    'andelen, der er mærket med Svanemærket eller tilsvarende',
    'antal udleverede og returnerede kopper og beholdere til flergangsbrug',
    'svind, opgjort i antal og procent.',
  ),
  paragraph(
    'Leveres statistikken ikke senest ti arbejdsdage efter skriftligt påkrav, kan ordregiver kræve en bod på [beløb] kr. ' +
      'pr. påbegyndt uge.',
  ),
);

/** The tender texts of group A: two checked, three still drafts. */
export const tenderTextsA: NodeJson[] = [reusableTableware, labelledSingleUse, withoutPfas, returnLogistics, quarterlyStatistics];
