import { m } from '#paraglide/messages.js';

/** What came of asking the house: a value, or why not, in the person's words. */
export type Answer<Value> = { readonly value: Value } | { readonly no: string; readonly status: number };

/** Asks the house for something as JSON. Never rejects: a lost network is an answer, with status 0. */
export async function ask<Value>(
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  input?: unknown,
): Promise<Answer<Value>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      ...(input === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) }),
    });
  } catch {
    return { no: m.thread_no_network(), status: 0 };
  }
  try {
    const answer: unknown = response.status === 204 ? null : await response.json();
    if (response.ok) return { value: answer as Value };
    if (typeof answer === 'object' && answer !== null && 'message' in answer && typeof answer.message === 'string')
      return { no: answer.message, status: response.status };
  } catch {
    // Not the house's own words: what stands between it and here has answered.
  }
  return { no: m.thread_no_answer(), status: response.status };
}
