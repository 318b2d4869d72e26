import { cookieName, isHttps, sessionCookieName, type Browser, type House, type SignedIn } from '@samskriv/commands';
import type { RequestEvent } from '@sveltejs/kit';

type Asked = Pick<RequestEvent, 'cookies' | 'url' | 'locals'>;

/** What every cookie of ours is set with. The public address says whether it may only go over TLS; without one, the request. */
export function kept({ url, locals }: Pick<Asked, 'url' | 'locals'>) {
  const { publicUrl } = locals.house;
  const secure = publicUrl === null ? url.protocol === 'https:' : isHttps(publicUrl);
  return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
}

/** The session that a request brings, or undefined. */
export function sessionOf({ cookies }: Pick<Asked, 'cookies'>, house: House): string | undefined {
  return cookies.get(sessionCookieName(house.publicUrl));
}

/** The cookie that holds what a browser is known again by: the locks on guessing spare it. Signing out leaves it. */
function deviceCookieName({ publicUrl }: House): string {
  return cookieName('samskriv_device', publicUrl);
}

const deviceSeconds = 365 * 24 * 60 * 60;

/** Gives the browser its session. */
export function keepSession(event: Asked, { session, expiresAt }: Pick<SignedIn, 'session' | 'expiresAt'>): void {
  event.cookies.set(sessionCookieName(event.locals.house.publicUrl), session, { ...kept(event), expires: expiresAt });
}

/** Gives the browser the session of somebody who has just signed in, and what it is known again by. */
export function keepSignedIn(event: Asked, signedIn: SignedIn): void {
  keepSession(event, signedIn);
  event.cookies.set(deviceCookieName(event.locals.house), signedIn.device, { ...kept(event), maxAge: deviceSeconds });
}

/** The browser that sends a request, as commands ask for it. */
export function browserOf({ cookies, request, locals }: Pick<RequestEvent, 'cookies' | 'request' | 'locals'>): Browser {
  return {
    userAgent: request.headers.get('user-agent'),
    session: sessionOf({ cookies }, locals.house) ?? null,
    device: cookies.get(deviceCookieName(locals.house)) ?? null,
  };
}

/** Takes the session out of the browser. */
export function dropSession(event: Asked): void {
  event.cookies.delete(sessionCookieName(event.locals.house.publicUrl), kept(event));
}
