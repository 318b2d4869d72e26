import type { RefusalCode } from '@samskriv/process';

/**
 * What became of a form on a page. `form` is its name there, `key` tells apart rows that carry the same form ('' for none);
 * `refused` is null when it was done, and `field` null when the no concerns no single field. `words` say why not: they come with
 * the no, so that a page need not carry every no there is.
 */
export type FormOutcome = {
  form: string;
  key: string;
  refused: RefusalCode | null;
  words?: string;
  field?: string | null;
  details?: Readonly<Record<string, string | number>>;
  values?: Record<string, string>;
};

/** The outcome of this form, or null when the page's outcome is another's. */
export function outcomeOf<Outcome extends { form: string; key: string }>(
  outcome: Outcome | null | undefined,
  name: string,
  key = '',
): Outcome | null {
  return outcome?.form === name && outcome.key === key ? outcome : null;
}

/** Whether this form was refused: what folds it away must then stand open, also without scripts. */
export function isRefusedForm(
  outcome: { form: string; key: string; refused?: unknown } | null | undefined,
  name: string,
  key = '',
): boolean {
  const mine = outcomeOf(outcome, name, key);
  return mine !== null && mine.refused != null;
}
