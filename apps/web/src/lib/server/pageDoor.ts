import type { House } from '@samskriv/commands';
import { isActionFailure, isHttpError, isRedirect, type Actions, type RequestEvent, type ServerLoad } from '@sveltejs/kit';
import { handle } from '../../hooks.server.ts';
import { openDoor } from './api/door.ts';

type Page = { load?: ServerLoad; actions?: Actions };
type Files = Readonly<Record<string, unknown>>;

const pathOf = (file: string) =>
  file
    .replace(/^.*\/routes/, '')
    .replace(/\/\(pages\)/, '')
    .replace(/\/\+(page\.)?server\.ts$/, '');

/** Every page that the server has a part in, by its path: `[id]` stands where a parameter does. */
export const pages = Object.entries(import.meta.glob<Page>('../../routes/**/+page.server.ts', { eager: true })).map(([file, page]) => ({
  ...page,
  path: pathOf(file),
}));

/** Every path beside the API that answers with something else than a page: files and other addresses. */
export const files = Object.entries(import.meta.glob<Files>('../../routes/**/+server.ts', { eager: true }))
  .map(([file, methods]) => ({ path: pathOf(file), methods }))
  .filter(({ path }) => !path.startsWith('/api'));

export type Visit = { path: string; params: Record<string, string>; search?: [string, string][]; form?: [string, string][] };

/**
 * The status that a page's load, a form action or a file answers a person's session with; `wrong` is what it threw that no edge
 * expects, told as a 500.
 */
export async function visitPage(
  house: House,
  session: string,
  { path, params, search = [], form }: Visit,
  work: (event: never) => unknown,
): Promise<{ status: number; wrong: string | null }> {
  openDoor(house);
  const shown = path.replace(/\[(\w+)\]/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const url = new URL(`${shown}?${new URLSearchParams(search).toString()}`, 'http://samskriv.example');
  const body = new FormData();
  for (const [name, value] of form ?? []) body.append(name, value);
  const sent = form === undefined ? {} : { method: 'POST', body, headers: { origin: url.origin } };
  const event = {
    request: new Request(url, sent),
    url,
    params,
    cookies: { get: (name: string) => (name === 'samskriv_session' ? session : undefined), set: () => {}, delete: () => {} },
    locals: {},
    route: { id: path },
    getClientAddress: () => '192.0.2.1',
    parent: async () => ({}),
    depends: () => {},
    untrack: (read: () => unknown) => read(),
    setHeaders: () => {},
  };
  let wrong: string | null = null;
  const { status } = await handle({
    event: event as unknown as RequestEvent,
    resolve: async (event) => {
      try {
        const outcome = await work(event as never);
        if (outcome instanceof Response) return outcome;
        return new Response(null, { status: isActionFailure(outcome) ? outcome.status : 200 });
      } catch (caught) {
        if (isRedirect(caught)) return new Response(null, { status: 303 });
        if (isHttpError(caught)) return new Response(null, { status: caught.status });
        wrong = caught instanceof Error ? caught.message : String(caught);
        return new Response(null, { status: 500 });
      }
    },
  });
  return { status, wrong };
}
