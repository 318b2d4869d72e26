import type { NodeJson } from '@samskriv/document';
import { demoId, paper, paragraph, point, target } from './build.ts';
import { backgroundB } from './groupBBackground.ts';
import { examplesB } from './groupBExamples.ts';

const id = (n: number): string => demoId('b', n);

const targetB: NodeJson = target(
  { id: id(1), status: 'complete', title: 'Rengøringsydelser' },
  paragraph(
    'Målet gælder daglig og periodisk rengøring af organisationens bygninger, uanset om den udføres af egne medarbejdere ' +
      'eller af en leverandør.',
  ),
  point(
    id(11),
    'requirement',
    'Mindst 95 % af de rengøringsmidler, der anvendes, skal være mærket med Svanemærket, EU-Blomsten eller tilsvarende.',
    point(
      id(12),
      'requirement',
      'For de resterende midler skal leverandøren kunne redegøre for, hvad midlet bruges til, og hvorfor der ikke anvendes ' +
        'et mærket middel.',
    ),
  ),
  point(
    id(21),
    'requirement',
    'Koncentrerede midler skal doseres med doseringsudstyr.',
    point(
      id(22),
      'requirement',
      'Udstyret skal være indstillet til det middel og den vandhårdhed, det bruges med, og kontrolleres jævnligt.',
    ),
    point(id(23), 'requirement', 'Ved hvert doseringssted skal der være en kort vejledning, som kan forstås uden at læse dansk.'),
  ),
  point(
    id(31),
    'requirement',
    'Parfume skal undgås i alle midler, der anvendes til daglig rengøring.',
    point(id(32), 'recommendation', 'Det anbefales også at vælge midler uden farvestoffer.'),
  ),
  point(
    id(41),
    'requirement',
    'Klude og mopper af mikrofiber skal vaskes med lavt energiforbrug.',
    point(
      id(42),
      'recommendation',
      'Det anbefales at vaske i fyldte maskiner og ved den laveste temperatur, som hygiejnekravene og producentens ' +
        'anvisning tillader.',
    ),
  ),
  point(
    id(51),
    'recommendation',
    'Det anbefales at lægge rengøringen i dagtimerne, hvor lokalernes brug tillader det.',
    point(
      id(52),
      'recommendation',
      'Det anbefales at aftale tider og hensyn med brugerne, før dagrengøring indføres, og at følge op efter tre måneder.',
    ),
  ),
);

/** Group B, cleaning services: an update that is nearly ready for the steering group. */
export function groupB(): NodeJson {
  return paper(targetB, ...backgroundB, ...examplesB);
}
