import { freshId } from '../ids.ts';
import type { SectionKind } from './sectionKind.ts';

/** An example of text for a concrete tender, tied by `serves` to the point it helps to carry out. */
export const tenderText: SectionKind = {
  kind: 'tenderText',
  paper: 'target',
  several: true,
  statuses: ['empty', 'draft', 'checked'],
  parts: [],
  skeleton: () => ({
    type: 'section',
    attrs: { kind: 'tenderText', id: freshId() },
    content: [{ type: 'sectionTitle' }, { type: 'paragraph' }],
  }),
};
