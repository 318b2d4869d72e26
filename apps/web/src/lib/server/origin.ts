import { isOwnOrigin } from '@samskriv/commands';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may change something, judged by where it comes from. A browser puts Origin on every unsafe request, so a
 * foreign one is refused whatever it carries, and a missing one when a session cookie would speak for somebody. A bearer
 * token is never sent by a browser on its own, so it needs no Origin. The sockets' door judges by the same `isOwnOrigin`.
 */
export function originAllowed(
  request: Request,
  { host, publicUrl, bearer, cookie }: { host: string; publicUrl: string | null; bearer: boolean; cookie: boolean },
): boolean {
  if (safe.has(request.method) || bearer) return true;
  const origin = request.headers.get('origin');
  return origin === null ? !cookie : isOwnOrigin(origin, host, publicUrl);
}
