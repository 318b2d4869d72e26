import { isRefusal, refusalStatus, refuse, type Refusal } from '@samskriv/process';
import { fail } from '@sveltejs/kit';
import type { FormOutcome } from '#lib/forms/outcome.ts';
import { refusalWords } from '#lib/words/refusal.ts';
import { m } from '#paraglide/messages.js';
import { isSecret } from './guard.ts';
import { asWhole } from './whole.ts';

/** A text field; '' when it was not sent. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** A field that may be left empty: then null. */
export function optional(form: FormData, name: string): string | null {
  return text(form, name).trim() === '' ? null : text(form, name);
}

/** A field with a whole number from 0 up; refused at the field where it holds none. */
export function whole(form: FormData, name: string): number | Refusal {
  return asWhole(text(form, name)) ?? refuse('invalid', name);
}

/** Does something that needs the version a form was filled in on. */
export async function onVersion<Outcome>(
  form: FormData,
  change: (version: number) => Promise<Outcome | Refusal>,
): Promise<Outcome | Refusal> {
  const version = whole(form, 'version');
  return isRefusal(version) ? version : change(version);
}

/** Answers a form with a no: its status, the reason and its words, the field, and what was typed. `name` is the form's on its page. */
export function refused(name: string, { refused, field, details }: Refusal, form: FormData) {
  const values: Record<string, string> = {};
  for (const [key, value] of form) if (typeof value === 'string' && !isSecret(key)) values[key] = value;
  return fail(refusalStatus[refused], {
    form: name,
    key: text(form, 'key'),
    refused,
    // What a form on a page asks for and nobody finds was there before.
    words: refused === 'not_found' ? m.form_gone() : refusalWords(refused, details),
    field: field ?? null,
    details: details ?? {},
    values,
  } satisfies FormOutcome);
}

/** Answers a form with a yes, and whatever the page should show of it. */
export function done<Shown extends object = object>(name: string, form: FormData, shown?: Shown) {
  return { form: name, key: text(form, 'key'), refused: null, ...(shown as Shown) };
}
