import type { Browser, SignedIn } from '@samskriv/commands';
import type { RequestEvent } from '@sveltejs/kit';

export const sessionCookie = 'samskriv_session';

/** Holds what a browser is known again by: the locks on guessing spare it. Signing out leaves it. */
const deviceCookie = 'samskriv_device';

const deviceSeconds = 365 * 24 * 60 * 60;

/** Gives the browser its session. */
export function keepSession(
  { cookies, url }: Pick<RequestEvent, 'cookies' | 'url'>,
  { session, expiresAt }: Pick<SignedIn, 'session' | 'expiresAt'>,
): void {
  cookies.set(sessionCookie, session, { ...attributes(url), expires: expiresAt });
}

/** Gives the browser the session of somebody who has just signed in, and what it is known again by. */
export function keepSignedIn(event: Pick<RequestEvent, 'cookies' | 'url'>, signedIn: SignedIn): void {
  keepSession(event, signedIn);
  event.cookies.set(deviceCookie, signedIn.device, { ...attributes(event.url), maxAge: deviceSeconds });
}

/** The browser that sends a request, as commands ask for it. */
export function browserOf({ cookies, request }: Pick<RequestEvent, 'cookies' | 'request'>): Browser {
  return {
    userAgent: request.headers.get('user-agent'),
    session: cookies.get(sessionCookie) ?? null,
    device: cookies.get(deviceCookie) ?? null,
  };
}

/** Takes the session out of the browser. */
export function dropSession({ cookies, url }: Pick<RequestEvent, 'cookies' | 'url'>): void {
  cookies.delete(sessionCookie, attributes(url));
}

/** What the cookies that let somebody in have in common. */
function attributes(url: URL) {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
}
