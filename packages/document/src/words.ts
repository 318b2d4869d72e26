import type { BackgroundPart, CaseFieldName, PointLevel, SectionKindName, SectionStatus, TextKind } from './sections/sectionKind.ts';

/** What a paper's fixed parts are called by; the words themselves come from whoever shows the paper. */
export type WordKey =
  | `section.${SectionKindName}`
  | `part.${BackgroundPart}`
  | `status.${SectionStatus}`
  | `textKind.${TextKind}`
  | `caseField.${CaseFieldName}`
  | `level.${PointLevel}`
  | 'decision';

/** Words in one language. Where a word is missing, readers leave its heading or label out. */
export type Words = Partial<Record<WordKey, string>>;

/** The words that name a section, in reading order: its part if it has one, else its kind. */
export function sectionName(attrs: Record<string, unknown>, words: Words): string | null {
  const part = attrs.part as BackgroundPart | null;
  const kind = attrs.kind as SectionKindName;
  const whole = words[`section.${kind}`];
  if (kind !== 'background' || part === null) return whole ?? null;
  return words[`part.${part}`] ?? whole ?? null;
}
