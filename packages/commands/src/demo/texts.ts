import type { NodeJson } from '@samskriv/document';
import { groupA } from './groupA.ts';
import { groupB } from './groupB.ts';
import { groupC } from './groupC.ts';

/**
 * The papers of the demo groups A (in the middle of writing), B (nearly ready) and C (early, contested), as
 * ProseMirror JSON. The same ids and words on every call. All organisations, figures and cases are invented.
 */
export function demoTexts(): { a: NodeJson; b: NodeJson; c: NodeJson } {
  return { a: groupA(), b: groupB(), c: groupC() };
}
