export { anchorAt, anchorOf, findAnchor, pickedPlace, type Anchor, type Place } from './anchor.ts';
export { longestBody, mentionsOf, plainBody, readBody, withTrueNames, type BodyBlock, type BodyInline } from './body.ts';
export { marksOf, type Run } from './marks.ts';
export { standing, standsAt, type PlacedThread, type Standing } from './standing.ts';
export { textIndex, type PaperNode, type PointPlace, type Range, type TextIndex } from './textIndex.ts';
