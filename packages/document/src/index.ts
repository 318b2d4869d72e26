export { deepest, mostCharacters, mostStateBytes, namesOf, type Names } from './allowed.ts';
export { isWritable, writable } from './writable.ts';
export { birthUpdate, fragmentName } from './birth.ts';
export { authorRuns, type AuthorRun } from './authorRuns.ts';
export { becomeText } from './becomeText.ts';
export { cleanAttrs, largestSpan, oneOf, wholeNumber } from './blocks.ts';
export { commentAttribute, placeComment, removeComment, replaceWords, type Stretch } from './comments.ts';
export { html, type Signature } from './html.ts';
export { freshId } from './ids.ts';
export type { MarkJson, NodeJson } from './json.ts';
export { leaveMarks } from './leaveMarks.ts';
export { safeHref } from './links.ts';
export { markdown } from './markdown.ts';
export { addTargetPoint } from './newPoint.ts';
export { plainText } from './plainText.ts';
export { numberPoints, type NumberedPoint } from './points.ts';
export { documentJson, paperNode } from './read.ts';
export { rebirthUpdate } from './rebirth.ts';
export { listChanges, type Change, type ListedChanges, type SectionChanges } from './redline/changes.ts';
export { redlineHtml, type Shown } from './redline/html.ts';
export type { Redline, RedlineBlock } from './redline/block.ts';
export { redline, textAfter, textBefore } from './redline/redline.ts';
export { attributeValue, placeName, sectionHeading, type RedlineWords } from './redline/redlineWords.ts';
export { sideBySideHtml } from './redline/sideBySide.ts';
export { schema, schemaVersion } from './schema.ts';
export { canonicalText, readSealedText, samePaper, sealedText, withoutComments } from './sealed.ts';
export { backgroundParts, caseFieldNames, pointLevels, sectionStatuses, textKinds } from './sections/sectionKind.ts';
export type {
  BackgroundPart,
  CaseFieldName,
  PointLevel,
  SectionKind,
  SectionKindName,
  SectionStatus,
  TextKind,
} from './sections/sectionKind.ts';
export { sectionStanding } from './sectionStanding.ts';
export { sectionKind, sectionKinds } from './sections/sectionKinds.ts';
export { emptyPoint } from './sections/target.ts';
export { decisionsOf, type Decision } from './decisions.ts';
export { emptyMinutes, emptyTarget } from './skeleton.ts';
export { sectionSummary, type SectionSummary } from './summary.ts';
export { sectionName, type WordKey, type Words } from './words.ts';
