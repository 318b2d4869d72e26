import type { NodeJson } from '@samskriv/document';
import { caseExample, demoId, list, paragraph, strong, table, tenderText } from './build.ts';

const id = (n: number): string => demoId('b', n);

const labelledAgents = tenderText(
  {
    id: id(201),
    status: 'checked',
    textKind: 'minimumRequirement',
    serves: id(11),
    title: 'Miljømærkede rengøringsmidler',
  },
  paragraph(
    'Mindst 95 % af de rengøringsmidler, som leverandøren anvender til opfyldelse af kontrakten, skal opfylde kriterierne ' +
      'for Svanemærket, EU-Blomsten eller tilsvarende. Kravet skal være opfyldt fra kontraktens start og i hele ' +
      'kontraktperioden.',
  ),
  paragraph(
    strong('Dokumentation: '),
    'En liste over samtlige midler med produktnavn, formål, licensnummer eller anden egnet dokumentation for, at midlet ' +
      'opfylder tilsvarende krav, samt det forventede årlige forbrug.',
  ),
);

const dosing = tenderText(
  {
    id: id(202),
    status: 'checked',
    textKind: 'contractTerm',
    serves: id(21),
    title: 'Dosering og kontrol',
  },
  paragraph(
    'Leverandøren opstiller doseringsudstyr i alle rengøringsrum, hvor der anvendes koncentrerede midler, og oplærer sit ' +
      'personale i at bruge det. Leverandøren kontrollerer doseringen mindst to gange om året og fører en log med dato, ' +
      'sted, resultat og eventuel justering. Ordregiver kan til enhver tid se loggen.',
  ),
);

const laundry = tenderText(
  {
    id: id(203),
    status: 'checked',
    textKind: 'awardCriterion',
    serves: id(41),
    title: 'Vask af klude og mopper',
  },
  paragraph(
    'Under underkriteriet ',
    strong('Miljø'),
    ' lægges der vægt på et lavt energiforbrug til vask af klude og mopper. Tilbudsgiver oplyser energiforbruget i kWh pr. kg ' +
      'tørt vasketøj og beskriver, hvordan det er målt.',
  ),
  table(
    ['kWh pr. kg vasketøj', 'Vejledende point (0–5)'],
    ['Over 1,2', '0'],
    ['Over 0,9 og højst 1,2', '2'],
    ['Over 0,6 og højst 0,9', '4'],
    ['Højst 0,6', '5'],
  ),
);

const schools = caseExample(
  { id: id(301), status: 'checked', title: 'Fra øjemål til dosering på ni skoler' },
  {
    organisation: [paragraph('Birkelev Kommune, egen rengøring på ni skoler, i alt ca. 62.000 m².')],
    done: [
      paragraph(
        'Kommunen gik fra 31 forskellige midler til syv, alle miljømærkede, og satte doseringsudstyr op i 44 rengøringsrum. ' +
          'Personalet var med til at vælge midlerne og skrev selv vejledningerne med billeder.',
      ),
    ],
    result: [
      list(
        'Forbruget af koncentrat faldt med 38 % på et år.',
        'Udgiften til midler faldt med 19 %, når leje af udstyr er regnet med.',
        'Antallet af henvendelser om hudgener blev halveret.',
      ),
    ],
    lesson: [
      paragraph('Begynd med at rydde op i sortimentet. Det var færre midler og ikke bedre midler, der gjorde oplæringen overkommelig.'),
    ],
  },
);

const daytime = caseExample(
  { id: id(302), status: 'draft', title: 'Rengøring, man kan sige godmorgen til' },
  {
    organisation: [paragraph('Midtfjord Professionshøjskole, campus med 3.400 studerende.')],
    done: [
      paragraph(
        'Halvdelen af rengøringen blev flyttet fra kl. 4–8 til kl. 8–14. Undervisningslokaler tages i pauserne, og kontorer ' +
          'efter en plan, der hænger på døren.',
      ),
    ],
    result: [
      paragraph(
        'Sygefraværet blandt rengøringspersonalet faldt fra 7,1 til 5,4 %. De første to måneder kom der 23 klager over støj; ' +
          'efter en justering af planen kom der tre i resten af året.',
      ),
    ],
    lesson: [paragraph('Aftal støvsugning særskilt. Næsten alle klager handlede om den.')],
  },
);

/** The tender texts and cases of group B; one case is still a draft. */
export const examplesB: NodeJson[] = [labelledAgents, dosing, laundry, schools, daytime];
