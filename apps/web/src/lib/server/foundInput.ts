import type { ComparableInput } from '@samskriv/commands';
import { optional, text } from './form.ts';

/** What a form says about something found elsewhere. */
export function foundInput(form: FormData): ComparableInput {
  return {
    kind: text(form, 'kind'),
    source: text(form, 'source'),
    wording: text(form, 'wording'),
    level: optional(form, 'level'),
    statedOn: optional(form, 'statedOn'),
    address: optional(form, 'address'),
    note: text(form, 'note'),
  };
}
