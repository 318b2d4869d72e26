import type { SignedIn } from '@samskriv/commands';
import type { RequestEvent } from '@sveltejs/kit';

export const sessionCookie = 'samskriv_session';

/** Gives the browser its session. */
export function keepSession(
  { cookies, url }: Pick<RequestEvent, 'cookies' | 'url'>,
  { session, expiresAt }: Pick<SignedIn, 'session' | 'expiresAt'>,
): void {
  cookies.set(sessionCookie, session, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    expires: expiresAt,
  });
}

/** Takes the session out of the browser. */
export function dropSession({ cookies, url }: Pick<RequestEvent, 'cookies' | 'url'>): void {
  cookies.delete(sessionCookie, { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' });
}
