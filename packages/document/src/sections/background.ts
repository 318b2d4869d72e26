import { freshId } from '../ids.ts';
import { backgroundParts, type SectionKind } from './sectionKind.ts';

/** The background: why the target matters, what it does for the environment and what it costs. */
export const background: SectionKind = {
  kind: 'background',
  paper: 'target',
  several: false,
  statuses: ['empty', 'draft', 'complete'],
  parts: backgroundParts,
  skeleton: (part = 'relevance') => ({
    type: 'section',
    attrs: { kind: 'background', id: freshId(), part },
    content: [{ type: 'paragraph' }],
  }),
};
