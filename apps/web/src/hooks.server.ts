import { DamagedRound, hostedHouse, recogniseSession, recogniseToken, type Recognised } from '@samskriv/commands';
import type { RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { guardHeaders } from '#lib/server/headers.ts';
import { chooseLocale, localeCookie, type Locale } from '#lib/server/locale.ts';
import { originAllowed } from '#lib/server/origin.ts';
import { plainPage } from '#lib/server/plainPage.ts';
import { dropSession, keepSession, sessionOf } from '#lib/server/session.ts';
import { asTheme, themeCookie } from '#lib/server/theme.ts';
import { unwritableField } from '#lib/server/unwritable.ts';
import { refusalWords } from '#lib/words/refusal.ts';
import { m } from '#paraglide/messages.js';
import { defineCustomServerStrategy } from '#paraglide/runtime.js';
import { paraglideMiddleware } from '#paraglide/server.js';

// Paraglide asks for the language by request; it was decided once, before.
const languages = new WeakMap<Request, Locale>();
defineCustomServerStrategy('custom-page', { getLocale: (request) => (request ? languages.get(request) : undefined) });

// How the process tells what it found out of a request (apps/server/src/http.ts); nothing a client sends by this name arrives.
const straightHeader = 'x-samskriv-straight';

const schemes = { light: 'light', dark: 'dark', system: 'light dark' };

/** Who asks, in which language, from where: decided here for every page, action and API route. */
export const handle: Handle = async ({ event, resolve }) => {
  const { locals, cookies, request, url } = event;
  const house = hostedHouse(request.headers.get(straightHeader) === 'yes');
  const forApi = url.pathname === '/api' || url.pathname.startsWith('/api/');
  const token = forApi ? bearerOf(request) : null;
  const cookie = sessionOf(event, house);

  locals.house = house;
  const { publicUrl } = house;
  const allowed = originAllowed(request, { host: url.host, publicUrl, bearer: token !== null, cookie: cookie !== undefined });
  let recognised: Recognised | null = null;
  let failure: unknown = null;
  try {
    if (allowed) recognised = await recognise(event, token, cookie);
  } catch (caught) {
    failure = caught;
  }
  locals.actor = recognised?.actor ?? null;
  locals.person = recognised?.person ?? null;
  locals.sessionId = recognised?.credential ?? null;
  locals.locale = chooseLocale(locals.person?.locale, cookies.get(localeCookie), request.headers.get('accept-language'));
  locals.theme = asTheme(cookies.get(themeCookie));
  languages.set(request, locals.locale);

  const response = await paraglideMiddleware(request, () => {
    if (failure !== null) return apology(forApi, locals.locale, record(event, failure));
    if (!allowed) return refuseOrigin(forApi, locals.locale, publicUrl);
    // The API answers in its own words. A page's address is a place, so that what no row can hold is nowhere.
    if (!forApi && unwritableField(event.params) !== null) return notThere(locals.locale);
    if (!forApi && unwritableField([...url.searchParams]) !== null) return unwritable(locals.locale);
    return resolve(event, {
      transformPageChunk: ({ html }) =>
        html
          .replace('%samskriv.locale%', locals.locale)
          .replace('%samskriv.theme%', locals.theme ?? 'system')
          .replace('%samskriv.scheme%', schemes[locals.theme ?? 'system']),
      preload: ({ type, path }) => type !== 'font' || /latin-wght-normal/.test(path),
    });
  });
  guardHeaders(response.headers, {
    secret: /^\/(link|mail|expert|answer)\//.test(url.pathname),
    personal: locals.person !== null,
  });
  // Whose page it is: the service worker keeps a paper for nobody else.
  if (locals.person !== null) response.headers.set('samskriv-person', locals.person.id);
  return response;
};

async function recognise(event: RequestEvent, token: string | null, cookie: string | undefined): Promise<Recognised | null> {
  const { house } = event.locals;
  if (token !== null) return recogniseToken(house, token);
  if (cookie === undefined) return null;
  const recognised = await recogniseSession(house, cookie);
  if (recognised === null) dropSession(event);
  else if (recognised.prolongedUntil !== null) keepSession(event, { session: cookie, expiresAt: recognised.prolongedUntil });
  return recognised;
}

function bearerOf(request: Request): string | null {
  return /^bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? null;
}

function refuseOrigin(forApi: boolean, locale: Locale, publicUrl: string | null): Response {
  const words = refusalWords('foreign_origin', publicUrl === null ? {} : { address: publicUrl });
  if (forApi) return Response.json({ code: 'foreign_origin', message: words }, { status: 403 });
  return plainPage(403, { locale, title: m.error_forbidden_title(), words, foot: demoFoot() });
}

/** What the foot of every page says of a demo that others reach; here without a look at the database, which may be away. */
function demoFoot(): string | undefined {
  return hostedHouse(false).demo ? `${m.demo_foot_title()} ${m.demo_foot_text()}` : undefined;
}

function notThere(locale: Locale): Response {
  return plainPage(404, { locale, title: m.error_not_found_title(), words: m.error_not_found_text() });
}

function unwritable(locale: Locale): Response {
  return plainPage(422, { locale, title: m.error_unwritable_title(), words: m.error_unwritable_text() });
}

/** The answer when it cannot even be looked up who asks: the database is away. */
function apology(forApi: boolean, locale: Locale, logId: string): Response {
  const words = m.error_unexpected({ logId });
  if (forApi) return Response.json({ code: 'unexpected', message: words }, { status: 500 });
  return plainPage(500, { locale, title: m.error_unexpected_title(), words, foot: demoFoot() });
}

/** Writes an unexpected error to the log and gives the id it is found by. */
function record(event: RequestEvent, caught: unknown): string {
  const logId = crypto.randomUUID().slice(0, 8);
  // The route, never the address: some addresses are secrets.
  const about = { level: 'error', logId, method: event.request.method, route: event.route.id, person: event.locals.person?.id };
  console.error(JSON.stringify({ ...about, error: caught instanceof Error ? (caught.stack ?? caught.message) : String(caught) }));
  return logId;
}

/** Expected errors keep their words; the unexpected get a log id, and the log gets the rest. */
export const handleError: HandleServerError = ({ kind, error: caught, event }) => {
  if (kind === 'app') return caught;
  if (kind === 'framework') {
    return caught.status === 404 ? { message: refusalWords('not_found'), code: 'not_found' as const } : { message: caught.message };
  }
  const logId = record(event, caught);
  if (caught instanceof DamagedRound) return { message: refusalWords('text_damaged'), code: 'text_damaged' as const, logId };
  return { message: m.error_unexpected({ logId }), logId };
};
