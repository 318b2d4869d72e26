import { isRefusal, type Refusal } from '@samskriv/process';
import type { RequestEvent } from '@sveltejs/kit';
import { done, refused } from './form.ts';
import { signedInForm } from './guard.ts';

type Asked = Awaited<ReturnType<typeof signedInForm>> & { id: string };

/** A form action that stays on its page: `name` is the form's; `run` gets who asks, what was sent and the id in the address. */
export function acts(name: string, run: (asked: Asked) => Promise<object | Refusal>) {
  return async (event: RequestEvent) => {
    const asked = await signedInForm(event);
    const outcome = await run({ ...asked, id: event.params.id ?? '' });
    return isRefusal(outcome) ? refused(name, outcome, asked.form) : done(name, asked.form);
  };
}
