import { freshId } from '../ids.ts';
import type { SectionKind } from './sectionKind.ts';

/** An item of an agenda in the minutes of a meeting: what was said, and what was decided. */
export const agendaItem: SectionKind = {
  kind: 'agendaItem',
  paper: 'minutes',
  several: true,
  statuses: ['empty', 'draft', 'checked'],
  parts: [],
  skeleton: () => ({
    type: 'section',
    attrs: { kind: 'agendaItem', id: freshId() },
    content: [{ type: 'sectionTitle' }, { type: 'paragraph' }],
  }),
};
