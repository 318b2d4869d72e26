import type { NodeJson } from '@samskriv/document';
import { demoId, em, paper, paragraph, point, target } from './build.ts';
import { backgroundC } from './groupCBackground.ts';
import { examplesC } from './groupCExamples.ts';

const id = (n: number): string => demoId('c', n);

const targetC: NodeJson = target(
  { id: id(1), status: 'draft', title: 'Hjemmeplejens biler' },
  paragraph(
    'Målet gælder personbiler, som købes eller leases til hjemmeplejen og hjemmesygeplejen. ',
    em('Gruppen er ikke færdig med at drøfte punkt 1 og 2.'),
  ),
  point(
    id(11),
    'requirement',
    'Nye biler til hjemmeplejen skal være elbiler.',
    point(
      id(12),
      'requirement',
      'Bilerne skal have en rækkevidde, der passer til ruterne, også om vinteren og i slutningen af bilens levetid.',
    ),
  ),
  point(
    id(21),
    'requirement',
    'Undtagelser skal begrundes skriftligt.',
    point(id(22), 'requirement', 'Begrundelsen skal bygge på den kortlagte kørsel og gælde den enkelte bil, ikke hele flåden.'),
    point(id(23), 'recommendation', 'Det anbefales, at undtagelser godkendes ét sted i organisationen, så de behandles ens.'),
  ),
  point(
    id(31),
    'requirement',
    'Kørselsbehovet skal kortlægges, før der købes eller leases biler.',
    point(
      id(32),
      'requirement',
      'Kortlægningen skal dække mindst fire sammenhængende uger og vise ture, kilometer, pauser og parkering om natten.',
    ),
  ),
  point(id(41), 'requirement', 'Totalomkostninger skal indgå som økonomisk kriterium, når tilbud sammenlignes.'),
  point(
    id(51),
    'recommendation',
    'På korte ture anbefales elcykler.',
    point(id(52), 'recommendation', 'Det anbefales at have regntøj, hjelme og plads til tasker med fra begyndelsen.'),
  ),
);

/** Group C, the cars of home care: a contested update, early in its writing. */
export function groupC(): NodeJson {
  return paper(targetC, ...backgroundC, ...examplesC);
}
