import type { BackgroundPart, CaseFieldName, Words } from '@samskriv/document';

/** What may be empty and then shows a hint of what to write. */
export type GuidanceKey =
  | 'title.target'
  | 'title.tenderText'
  | 'title.caseExample'
  | 'title.agendaItem'
  | 'point'
  | 'subPoint'
  | `part.${BackgroundPart}`
  | 'section.tenderText'
  | 'section.agendaItem'
  | `caseField.${CaseFieldName}`;

/** The words the editor puts on the page; it has none of its own. */
export interface Labels {
  /** What a screen reader calls the text: "Indkøbsmålets tekst". */
  editor: string;
  /** Names of sections, statuses, case fields; `level.*` are the words beside a point ("skal", "anbefales"). */
  words: Words;
  /** Shown in the text's own place while it is empty. */
  guidance: Partial<Record<GuidanceKey, string>>;
  /** What pressing a point's level does: "Skift mellem krav og anbefaling". */
  toggleLevel: string;
}
