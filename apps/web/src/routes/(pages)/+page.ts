import type { PageLoad } from './$types';

/** Fetches only the one of the two pages that is shown: whoever signs in need not wait for the other. */
export const load: PageLoad = async ({ data }) => {
  if (data.start !== null) return { start: data.start, Start: (await import('./Start.svelte')).default };
  return { start: null, signIn: data.signIn, SignIn: (await import('./SignIn.svelte')).default };
};
