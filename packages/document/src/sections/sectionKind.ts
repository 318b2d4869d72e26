import type { NodeJson } from '../json.ts';

/** The kinds of section a paper can have. */
export type SectionKindName = 'target' | 'background' | 'tenderText' | 'caseExample' | 'agendaItem';

/** What one kind of section is. A new kind is one file beside this one and one line in `sectionKinds`. */
export interface SectionKind {
  kind: SectionKindName;
  /** Which papers sections of this kind stand in. */
  paper: 'target' | 'minutes';
  /** Whether people may add, move and remove sections of this kind. */
  several: boolean;
  /** The statuses a section of this kind passes through, in order. */
  statuses: readonly SectionStatus[];
  /** The parts the kind is divided into; empty when it has none. */
  parts: readonly BackgroundPart[];
  /** A new, empty section with fresh ids; `part` only for kinds that have parts. */
  skeleton(part?: BackgroundPart): NodeJson;
}

/** How far a section has come. `complete` is for sections the group finishes, `checked` for examples somebody has gone through. */
export const sectionStatuses = ['empty', 'draft', 'complete', 'checked'] as const;
export type SectionStatus = (typeof sectionStatuses)[number];

/** The parts of the background, in the order they are read. */
export const backgroundParts = ['relevance', 'environmentalEffect', 'economicEffect'] as const;
export type BackgroundPart = (typeof backgroundParts)[number];

/** What kind of tender text an example is. */
export const textKinds = ['technicalSpecification', 'minimumRequirement', 'awardCriterion', 'contractTerm'] as const;
export type TextKind = (typeof textKinds)[number];

/** The fields of a case, in the order they are read. */
export const caseFieldNames = ['organisation', 'done', 'result', 'lesson'] as const;
export type CaseFieldName = (typeof caseFieldNames)[number];

/** Whether a point must be followed or is advised. */
export const pointLevels = ['requirement', 'recommendation'] as const;
export type PointLevel = (typeof pointLevels)[number];
