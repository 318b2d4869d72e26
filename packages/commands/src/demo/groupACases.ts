import type { NodeJson } from '@samskriv/document';
import { caseExample, demoId, list, paragraph } from './build.ts';

const id = (n: number): string => demoId('a', n);

const canteenCup = caseExample(
  { id: id(301), status: 'checked', title: 'Kantinekoppen, der kom tilbage' },
  {
    organisation: [paragraph('Region Nordøst, kantinerne på tre hospitaler og i regionshuset. Ca. 2.600 kopper kaffe om dagen.')],
    done: [
      paragraph(
        'Kantinerne holdt op med at stille papkopper frem og indførte én og samme kop til flergangsbrug alle fire steder. ' +
          'Koppen kan tages med ud af kantinen og afleveres på vogne ved elevatorerne og ved udgangene. Portørerne kører ' +
          'vognene til opvasken på de ture, de i forvejen kører. Patienter i isolation fik fortsat engangskopper.',
      ),
      paragraph(
        'I det første halve år kunne man stadig få en papkop ved at spørge efter den. Derefter blev den taget helt ud af ' + 'sortimentet.',
      ),
    ],
    result: [
      list(
        'Indkøbet af papkopper faldt fra ca. 640.000 til 55.000 om året.',
        'Restaffaldet fra kantinerne blev ca. otte ton mindre.',
        'Svindet var 11 % i den første måned og faldt til 3 %, da der blev sat vogne ved udgangene.',
        'Udgiften pr. kop blev stort set uændret, når opvasken regnes med.',
      ),
    ],
    lesson: [
      paragraph(
        'Afleveringsstederne betyder mere end skiltene. Koppen kom først tilbage, da den kunne afleveres der, hvor folk ' +
          'alligevel gik forbi. Tal med opvasken, før koppen vælges: Den skal kunne stables i de kurve, der allerede ' +
          'findes.',
      ),
    ],
  },
);

const townFestival = caseExample(
  { id: id(302), status: 'draft', title: 'Byfest med pant på koppen' },
  {
    organisation: [paragraph('Fjordby Kommune, havnefesten. Tre dage i august med ca. 12.000 gæster.')],
    done: [
      paragraph(
        'Kommunen lejede 20.000 kopper og skrev i aftalerne med de 14 boder, at drikkevarer kun måtte serveres i dem. ' +
          'Panten var 10 kr., og koppen kunne afleveres i alle boder og på tre afleveringssteder, som det lokale ' +
          'håndboldhold passede. Holdet fik den pant, som gæsterne valgte at give videre.',
      ),
    ],
    result: [
      paragraph(
        '91 % af kopperne kom tilbage. Oprydningen søndag nat tog fire timer mod syv året før. Håndboldholdet tjente ' +
          '38.000 kr. Kommunens merudgift til leje og kørsel var 41.000 kr.; hvad der blev sparet på oprydning og affald, er ' +
          'ikke gjort op endnu.',
      ),
    ],
    lesson: [
      paragraph(
        'Tag boderne med på råd i god tid. De var mest bekymrede for ventetid ved disken, og den kom kun den første aften, ' +
          'fordi der manglede byttepenge.',
      ),
    ],
  },
);

const nextCase = caseExample({ id: id(303), status: 'empty', title: '' }, {});

/** The cases of group A: one checked, one draft, one nobody has begun. */
export const casesA: NodeJson[] = [canteenCup, townFestival, nextCase];
