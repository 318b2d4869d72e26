import type { NodeJson } from '@samskriv/document';
import { caseExample, demoId, em, list, paragraph, strong, tenderText } from './build.ts';

const id = (n: number): string => demoId('c', n);

const wholeCost = tenderText(
  {
    id: id(201),
    status: 'draft',
    textKind: 'awardCriterion',
    serves: id(41),
    title: 'Totalomkostninger',
  },
  paragraph(
    'Under underkriteriet ',
    strong('Økonomi'),
    ' sammenlignes tilbuddene på de samlede omkostninger pr. bil i [antal] år ved [antal] km pr. år. I beregningen indgår',
  ),
  list(
    'købspris eller leasingydelse',
    'energi, beregnet efter det oplyste forbrug og en pris på [beløb] kr. pr. kWh eller liter',
    'service, dæk og reparation',
    'afgifter og forsikring',
    'forventet restværdi.',
  ),
  paragraph(em('Ikke afklaret: '), 'Skal ladere og tilslutning regnes med i bilens pris eller stå for sig?'),
);

const winterRange = tenderText(
  {
    id: id(202),
    status: 'draft',
    textKind: 'technicalSpecification',
    serves: id(12),
    title: 'Rækkevidde om vinteren',
  },
  paragraph(
    'Bilen skal kunne gennemføre den rute, der er beskrevet i bilag [nr.], ved en udetemperatur på −5 °C, med varme i ' +
      'kabinen og [antal] stop, uden at blive ladet undervejs.',
  ),
  paragraph(
    strong('Dokumentation: '),
    'Producentens oplysning om rækkevidde efter WLTP eller tilsvarende samt en beregning for den beskrevne rute.',
  ),
);

const mappingTerm = tenderText({
  id: id(203),
  status: 'empty',
  textKind: 'contractTerm',
  serves: null,
  title: 'Leverandørens hjælp ved indfasning',
});

const bicycles = caseExample(
  { id: id(301), status: 'draft', title: 'Elcykler i midtbyen' },
  {
    organisation: [paragraph('Strandholt Kommune, hjemmeplejen i Midtbyen. 46 medarbejdere, 19 biler.')],
    done: [
      paragraph(
        'Seks biler blev sagt op, da leasingaftalen udløb, og afløst af 16 elcykler med varmehåndtag og låsbar taske. ' +
          'Planlæggerne lagde ruterne om, så borgere inden for 1,5 km af hinanden besøges på samme tur.',
      ),
    ],
    result: [
      paragraph(
        'To tredjedele af dagvagterne køres nu på cykel. Der bruges lidt mindre tid pr. tur, fordi der ikke skal findes ' +
          'parkering. I januar og februar faldt andelen til en tredjedel.',
      ),
    ],
  },
);

const nextCase = caseExample({ id: id(302), status: 'empty', title: '' }, {});

/** The tender texts and cases of group C, mostly drafts. */
export const examplesC: NodeJson[] = [wholeCost, winterRange, mappingTerm, bicycles, nextCase];
