import type { Words } from '@samskriv/document';

/** The words the stored papers were read with; what people call things may change, these may not. */
export const words: Words = {
  'section.target': 'Mål',
  'section.background': 'Baggrund',
  'section.tenderText': 'Udbudstekst',
  'section.caseExample': 'Case',
  'section.agendaItem': 'Dagsordenspunkt',
  'part.relevance': 'Relevans',
  'part.environmentalEffect': 'Miljøeffekt',
  'part.economicEffect': 'Økonomisk effekt',
  'caseField.organisation': 'Organisation',
  'caseField.done': 'Hvad der blev gjort',
  'caseField.result': 'Resultat',
  'caseField.lesson': 'Læring',
  'level.requirement': 'Krav',
  'level.recommendation': 'Anbefaling',
  decision: 'Beslutning',
};
