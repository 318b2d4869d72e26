import type { NodeJson } from '@samskriv/document';
import { background, demoId, em, heading, link, list, paragraph, strong, table } from './build.ts';

const id = (n: number): string => demoId('b', n);

const relevance = background(
  id(101),
  'relevance',
  'complete',
  paragraph(
    'Rengøring foregår hver dag i stort set alle offentlige bygninger. Midlerne ender i spildevandet, i indeklimaet og på ' +
      'hænderne af dem, der gør rent. Det gældende mål er fra en tid, hvor miljømærkede midler var undtagelsen. I dag findes ' +
      'der mærkede midler til næsten alle almindelige opgaver, og gruppens kortlægning viser, at fire af seks medlemmer ' +
      'allerede bruger dem til det meste.',
  ),
  heading(3, 'Det er nyt i forhold til det gældende mål'),
  list(
    [strong('Andelen '), 'af mærkede midler hæves fra 80 til 95 %.'],
    [strong('Dosering '), 'er blevet et selvstændigt krav. Det var før en anbefaling.'],
    [strong('Vask af mikrofiber '), 'er kommet med, fordi kludene i dag står for en stor del af energiforbruget.'],
    [strong('Dagrengøring '), 'er kommet med som en anbefaling.'],
  ),
);

const environmentalEffect = background(
  id(102),
  'environmentalEffect',
  'complete',
  paragraph(
    'Rengøringsmidlers miljøbelastning afhænger af to ting: hvad der er i dem, og hvor meget der bruges. Et miljømærke ' +
      'stiller krav til indholdet, blandt andet til nedbrydelighed og giftighed over for vandlevende organismer, og ' +
      'sikrer samtidig, at midlet virker ved den dosering, der står på etiketten. Læs mere hos ',
    link('Miljømærkning Danmark', 'https://www.ecolabel.dk/'),
    '.',
  ),
  paragraph(
    'Den mængde, der bruges, bestemmes i rengøringsrummet. Når der doseres på øjemål, bliver det næsten altid for meget. Det ' +
      'giver mere kemi i spildevandet, og gulvene bliver ikke renere af det: Rester af middel binder snavs.',
  ),
  paragraph(
    'Parfume har ingen rengørende virkning og kan give allergi hos rengøringspersonale, børn og ansatte. Nogle ' +
      'parfumestoffer nedbrydes desuden kun langsomt i miljøet.',
  ),
);

const economicEffect = background(
  id(103),
  'economicEffect',
  'complete',
  paragraph(
    'Løn udgør langt den største del af udgiften til rengøring, og midlerne kun nogle få procent. En lidt højere literpris ' +
      'på mærkede midler betyder derfor meget lidt for den samlede pris, og den bliver ofte opvejet af en lavere dosering.',
  ),
  table(
    ['Udgift pr. 1.000 m² pr. år i kroner', 'Uden doseringsudstyr', 'Med doseringsudstyr'],
    ['Rengøringsmidler', '2.400', '1.550'],
    ['Doseringsudstyr, leje og eftersyn', '0', '350'],
    ['Vask af klude og mopper', '3.100', '2.700'],
    ['I alt, uden løn', '5.500', '4.600'],
  ),
  paragraph(
    em(
      'Eksempeltal til illustration. Vasken er i den sidste kolonne lagt om til fyldte maskiner og lavere temperatur; løn er ' +
        'ikke regnet med.',
    ),
  ),
  paragraph(
    'Dagrengøring kan spare tillæg for arbejde på skæve tidspunkter samt lys og varme i tomme bygninger. Til gengæld kan den ' +
      'tage lidt længere tid, fordi lokalerne er i brug.',
  ),
);

/** The background of group B, all three parts done. */
export const backgroundB: NodeJson[] = [relevance, environmentalEffect, economicEffect];
