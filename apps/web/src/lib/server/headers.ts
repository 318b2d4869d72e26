/**
 * The headers every answer of the pages carries beside the content policy, which Kit writes with a nonce per page, and those
 * that the process writes on every answer (apps/server/src/http.ts). `secret` for addresses that are a secret themselves.
 */
export function guardHeaders(headers: Headers, { secret, personal }: { secret: boolean; personal: boolean }): void {
  headers.set('x-frame-options', 'DENY');
  // Not no-referrer: under it a browser sends `Origin: null` with a plain form, and the form could not be told from a foreign one.
  headers.set('referrer-policy', secret ? 'strict-origin' : 'same-origin');
  headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()');
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-resource-policy', 'same-origin');
  if (secret) headers.set('x-robots-tag', 'noindex, nofollow');
  if (!headers.has('content-security-policy')) {
    headers.set(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
  }
  // A page is one person's, in one language and theme: never another's from a cache.
  if (!headers.has('cache-control')) headers.set('cache-control', personal || secret ? 'private, no-store' : 'private, no-cache');
}
