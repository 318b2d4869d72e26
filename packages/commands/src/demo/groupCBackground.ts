import type { NodeJson } from '@samskriv/document';
import { background, demoId, em, heading, list, paragraph, strong, table } from './build.ts';

const id = (n: number): string => demoId('c', n);

const relevance = background(
  id(101),
  'relevance',
  'complete',
  paragraph(
    'Hjemmeplejens biler kører hver dag, i alle kvarterer og næsten altid korte ture. De holder stille om natten og kommer ' +
      'hjem til den samme adresse. Det gør dem på mange måder til de biler, der er lettest at gøre elektriske. Samtidig er ' +
      'det biler, der skal kunne starte hver gang: Når en borger ringer, nytter det ikke, at bilen lader.',
  ),
  paragraph(
    'Det gældende mål anbefaler ”miljøvenlige biler”. Formuleringen har vist sig at være svær at bruge. Medlemmerne har ' +
      'tolket den som alt fra små benzinbiler til rene elbiler, og ingen har kunnet gøre op, om målet er nået.',
  ),
  heading(3, 'Det er gruppen uenig om'),
  list(
    [
      strong('Landdistrikterne. '),
      'Fjordby Kommune har ruter på op til 240 km pr. dag og frygter, at undtagelserne bliver reglen. Strandholt Kommune ' +
        'mener, at netop de biler sparer mest.',
    ],
    [strong('Undtagelserne. '), 'Skal en begrundelse være nok, eller skal der også være en frist, hvor bilen igen bliver vurderet?'],
    [strong('Beredskabet. '), 'Region Nordøst ønsker beskrevet, hvad der sker ved længere strømafbrydelser.'],
  ),
);

const environmentalEffect = background(
  id(102),
  'environmentalEffect',
  'draft',
  paragraph(
    'En elbil har ingen udstødning, hvor den kører, og støjer mindre ved lav fart. Det mærkes i boligområder, hvor ' +
      'hjemmeplejen kommer flere gange om dagen. Fremstillingen af batteriet belaster klimaet mere end fremstillingen af en ' +
      'benzinbil, men forskellen er tjent hjem, når bilen har kørt et vist antal kilometer.',
  ),
  table(['Pr. bil pr. år ved 18.000 km', 'Benzin', 'El'], ['Energi', '1.060 liter', '3.100 kWh'], ['CO₂ fra kørsel', '2,5 ton', '0,3 ton']),
  paragraph(em('Eksempeltal til illustration, uden fremstilling af bil og batteri. Gruppen mangler tal for levetiden.')),
  paragraph('Elcykler erstatter især de ture, hvor bilen er kold, og hvor der skal findes parkering'),
);

const economicEffect = background(id(103), 'economicEffect', 'empty');

/** The background of group C: one part done, one begun, one untouched. */
export const backgroundC: NodeJson[] = [relevance, environmentalEffect, economicEffect];
