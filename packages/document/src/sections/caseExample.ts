import { freshId } from '../ids.ts';
import { caseFieldNames, type SectionKind } from './sectionKind.ts';

/** A case for inspiration: who, what was done, what came of it and what was learnt. */
export const caseExample: SectionKind = {
  kind: 'caseExample',
  paper: 'target',
  several: true,
  statuses: ['empty', 'draft', 'checked'],
  parts: [],
  skeleton: () => ({
    type: 'section',
    attrs: { kind: 'caseExample', id: freshId() },
    content: [
      { type: 'sectionTitle' },
      ...caseFieldNames.map((name) => ({
        type: 'caseField',
        attrs: { name },
        content: [{ type: 'paragraph' }],
      })),
    ],
  }),
};
