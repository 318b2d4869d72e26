import { freshId } from '../ids.ts';
import type { NodeJson } from '../json.ts';
import type { SectionKind } from './sectionKind.ts';

/** A new, empty target point (a requirement) with an id of its own. */
export function emptyPoint(): NodeJson {
  return {
    type: 'targetPoint',
    attrs: { id: freshId(), level: 'requirement' },
    content: [{ type: 'paragraph' }],
  };
}

/** The target itself: numbered points under the paper's title. */
export const target: SectionKind = {
  kind: 'target',
  paper: 'target',
  several: false,
  statuses: ['empty', 'draft', 'complete'],
  parts: [],
  skeleton: () => ({
    type: 'section',
    attrs: { kind: 'target', id: freshId() },
    content: [{ type: 'sectionTitle' }, emptyPoint()],
  }),
};
