import type { NodeJson } from '@samskriv/document';
import { demoId, paper, paragraph, point, target } from './build.ts';
import { backgroundA } from './groupABackground.ts';
import { casesA } from './groupACases.ts';
import { tenderTextsA } from './groupATenderTexts.ts';

const id = (n: number): string => demoId('a', n);

const targetA: NodeJson = target(
  { id: id(1), status: 'draft', title: 'Engangsservice og takeaway' },
  paragraph(
    'Målet gælder service og emballage, som mad og drikke serveres i eller tages med i: kopper, glas, tallerkener, ' +
      'skåle, bestik og takeawaybeholdere. Det gælder både, når organisationen selv serverer, og når en leverandør ' +
      'gør det efter aftale med organisationen.',
  ),
  point(
    id(11),
    'requirement',
    'Flergangsservice skal anvendes ved faste arrangementer og i organisationens egne kantiner, køkkener og mødelokaler.',
    point(
      id(12),
      'requirement',
      'Kravet skal indgå i aftaler med kantineleverandører, cateringfirmaer og andre, der serverer mad og drikke for ' + 'organisationen.',
    ),
    point(id(13), 'requirement', 'Ved takeaway fra kantiner og caféer skal kunden kunne vælge en beholder eller kop til flergangsbrug.'),
    point(id(14), 'recommendation', 'Ved enkeltstående arrangementer anbefales det at leje flergangsservice inkl. afhentning og opvask.'),
  ),
  point(
    id(21),
    'requirement',
    'Engangsservice skal være forbeholdt situationer, hvor et konkret hygiejnehensyn taler for det, og hensynet skal ' +
      'være beskrevet skriftligt.',
    point(
      id(22),
      'requirement',
      'Beskrivelsen skal angive sted, situation og den fagperson, der har vurderet behovet, og den skal tages op igen ' +
        'senest efter to år.',
    ),
    point(
      id(23),
      'recommendation',
      'Det anbefales at samle beskrivelserne ét sted i organisationen, så de kan deles med indkøbsafdelingen og med ' + 'andre medlemmer.',
    ),
  ),
  point(
    id(31),
    'requirement',
    'Engangsservice, der fortsat indkøbes, skal være mærket med Svanemærket eller tilsvarende, hvor markedet findes.',
    point(
      id(32),
      'requirement',
      'Markedet skal anses for at findes, når mindst tre leverandører uafhængigt af hinanden kan tilbyde mærkede ' +
        'produkter af den pågældende type.',
    ),
    point(
      id(33),
      'recommendation',
      'Findes markedet ikke, anbefales produkter af fibre fra skov, der er certificeret efter FSC, PEFC eller tilsvarende.',
    ),
  ),
  point(
    id(41),
    'requirement',
    'Engangsservice og fødevareemballage skal være uden tilsat PFAS.',
    point(
      id(42),
      'requirement',
      'Leverandøren skal dokumentere dette med en erklæring fra producenten og på anmodning med en analyse af produktets ' +
        'indhold af organisk bundet fluor.',
    ),
  ),
  point(
    id(51),
    'recommendation',
    'Ved byfester, festivaler, idrætsstævner og andre større arrangementer på organisationens arealer anbefales kopper ' + 'med pant.',
    point(
      id(52),
      'recommendation',
      'Det anbefales, at medlemmer i samme område anvender den samme kop og den samme pantsats, så kopperne kan lånes på ' + 'tværs.',
    ),
  ),
  point(id(61), 'requirement', 'Organisationen skal kunne følge sit indkøb af engangsservice fra år til år, opgjort i antal og kroner.'),
);

/** Group A, single-use tableware and takeaway: a new target in the middle of being written. */
export function groupA(): NodeJson {
  return paper(targetA, ...backgroundA, ...tenderTextsA, ...casesA);
}
