// What follows from the address people reach a house at (PUBLIC_URL; null where it is not told), for pages and sockets alike.

/** Whether people reach the house over TLS, as far as the setting says. */
export function isHttps(publicUrl: string | null): boolean {
  return publicUrl !== null && new URL(publicUrl).protocol === 'https:';
}

/**
 * What a cookie of ours is called. Over TLS it is bound to this one host: `__Host-` keeps every other host of the domain from
 * setting it (RFC 6265bis, 4.1.3.2), and asks for Secure, the path `/` and no Domain.
 */
export function cookieName(name: string, publicUrl: string | null): string {
  return isHttps(publicUrl) ? `__Host-${name}` : name;
}

/** What the session's cookie is called. */
export function sessionCookieName(publicUrl: string | null): string {
  return cookieName('samskriv_session', publicUrl);
}

/**
 * Whether the Origin of a request is the house's own: the public address where it is told, and nothing else; without it, the
 * host that the request was sent to (the Host header), by whichever scheme.
 */
export function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string | null): boolean {
  if (!URL.canParse(origin)) return false;
  const { origin: tidy, host: from, protocol } = new URL(origin);
  if (publicUrl !== null) return tidy === new URL(publicUrl).origin;
  return (protocol === 'http:' || protocol === 'https:') && from === host?.toLowerCase();
}

/** Whether a host name or address (an IPv6 one with brackets or without) is this machine's own, out of others' reach. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(name);
}
