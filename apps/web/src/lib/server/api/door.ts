import { hostHouse, type House } from '@samskriv/commands';
import type { RequestEvent } from '@sveltejs/kit';
import { handle } from '../../../hooks.server.ts';

type Route = Readonly<Record<string, unknown>>;
type Handler = (event: RequestEvent) => Promise<Response>;

/** How a test knocks: as nobody, with a bearer token, or with a session cookie (and then from an origin). */
export type Knock = { token?: string; session?: string; origin?: string; body?: unknown; raw?: BodyInit; headers?: Record<string, string> };

const routes = Object.entries(import.meta.glob<Route>('../../../routes/api/**/+server.ts', { eager: true })).map(([file, route]) => {
  const path = file.replace(/^.*\/routes/, '').replace(/\/\+server\.ts$/, '');
  const pattern = path
    .replaceAll('.', '\\.')
    .replace(/\[\\\.\\\.\\\.(\w+)\]/g, '(?<$1>.*)')
    .replace(/\[(\w+)\]/g, '(?<$1>[^/]*)');
  return { path, route, pattern: new RegExp(`^${pattern}$`) };
});

/** Every path of the API as the description writes it, with its methods. */
export const paths: readonly { path: string; methods: string[] }[] = routes.map(({ path, route }) => ({
  path: path.replace(/\[(\w+)\]/g, '{$1}'),
  methods: Object.keys(route).filter((name) => name === name.toUpperCase()),
}));

/** The API of a house without a network: requests go through the same hook and the same routes as the built server's. */
export function openDoor(house: House) {
  hostHouse(house);
  return async (method: string, path: string, { token, session, origin, body, raw, headers = {} }: Knock = {}): Promise<Response> => {
    const url = new URL(path, 'http://samskriv.example');
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const request = new Request(url, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(origin === undefined ? {} : { origin }),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent, duplex: 'half' }),
    } as RequestInit);
    const found = routes
      .toSorted((one, other) => Number(one.path.includes('...')) - Number(other.path.includes('...')))
      .find(({ pattern }) => pattern.test(url.pathname));
    const jar = new Map(session === undefined ? [] : [['samskriv_session', session]]);
    const cookies = { get: (name: string) => jar.get(name), set: () => {}, delete: () => {} };
    // As Kit hands them over.
    const groups = Object.entries(found?.pattern.exec(url.pathname)?.groups ?? {});
    const params = Object.fromEntries(groups.map(([name, value]) => [name, decodeURIComponent(value)]));
    const event = { request, url, params, cookies, locals: {}, route: { id: found?.path ?? null }, getClientAddress: () => '192.0.2.1' };
    return handle({
      event: event as unknown as RequestEvent,
      resolve: async (event) => {
        const answer = (found?.route[method] ?? found?.route.fallback) as Handler | undefined;
        return answer === undefined ? new Response('No such path', { status: 404 }) : answer(event as RequestEvent);
      },
    });
  };
}
