import { isRefusal, refusalStatus, type Actor, type Refusal } from '@samskriv/process';
import type { House, Person } from '@samskriv/commands';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { refusalWords } from '#lib/words/refusal.ts';
import { readFileForm, readForm } from './readForm.ts';

type SignedIn = { house: House; actor: Actor; person: Person };

/** Who reads this page; whoever is signed out goes to the sign-in page and comes back here after. */
export function signedIn({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): SignedIn {
  const { house, actor, person } = locals;
  if (actor === null || person === null) redirect(303, `/?next=${encodeURIComponent(url.pathname + url.search)}`);
  return { house, actor, person };
}

/**
 * Who sends this form, and what it holds. When the session has ended meanwhile, everything typed comes back with the 401, so
 * that it can be sent again after signing in; passwords do not.
 */
export async function signedInForm({
  locals,
  url,
  request,
}: Pick<RequestEvent, 'locals' | 'url' | 'request'>): Promise<SignedIn & { form: FormData }> {
  const form = await readForm(request);
  const { house, actor, person } = locals;
  if (actor !== null && person !== null) return { house, actor, person, form };
  const fields = [...form].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && !isSecret(name) ? [[name, value]] : [],
  );
  error(401, refusalWords('not_signed_in'), { code: 'not_signed_in', unsent: { action: url.pathname + url.search, fields } });
}

/**
 * Who sends a form with a file, and what it holds; `form` is null when it is larger than a file may be. Nothing is read before it
 * is known who sends it.
 */
export async function signedInUpload({
  locals,
  request,
}: Pick<RequestEvent, 'locals' | 'request'>): Promise<SignedIn & { form: FormData | null }> {
  const { house, actor, person } = locals;
  if (actor === null || person === null) error(401, refusalWords('not_signed_in'), { code: 'not_signed_in' });
  return { house, actor, person, form: await readFileForm(request) };
}

/** What a command gave; a no becomes the page that says so. */
export function orError<Result>(outcome: Result): Exclude<Result, Refusal> {
  if (!isRefusal(outcome)) return outcome as Exclude<Result, Refusal>;
  error(refusalStatus[outcome.refused], refusalWords(outcome.refused, outcome.details), { code: outcome.refused });
}

/** Fields that are never sent back to a page. */
export function isSecret(name: string): boolean {
  return /password|current|next/i.test(name);
}
