import { agendaItem } from './agendaItem.ts';
import { background } from './background.ts';
import { caseExample } from './caseExample.ts';
import type { SectionKind, SectionKindName } from './sectionKind.ts';
import { target } from './target.ts';
import { tenderText } from './tenderText.ts';

/** Every kind of section, in the order they stand in a new paper. */
export const sectionKinds: readonly SectionKind[] = [target, background, tenderText, caseExample, agendaItem];

/** The kind with this name. Throws RangeError for a name that is no kind. */
export function sectionKind(name: SectionKindName): SectionKind {
  const kind = sectionKinds.find((candidate) => candidate.kind === name);
  if (!kind) throw new RangeError(`No section kind is called ${String(name)}`);
  return kind;
}
