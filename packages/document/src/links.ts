const schemes = new Set(['http:', 'https:', 'mailto:']);

// Browsers drop tabs, line ends and control characters wherever they stand in an address before they read its scheme.
function withoutControls(value: string): string {
  return Array.from(value)
    .filter((character) => {
      const code = character.codePointAt(0) ?? 0;
      return code > 0x1f && !(code >= 0x7f && code <= 0x9f);
    })
    .join('');
}

/**
 * The address to put in a link, or null when it must not be followed: only http, https and mailto pass,
 * and an address without a scheme ("example.dk/side") is taken as https.
 */
export function safeHref(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 2000) return null;
  const address = withoutControls(value).trim().replaceAll(/\s/g, '%20');
  const scheme = /^[a-z][a-z0-9+-]*:/i.exec(address)?.[0].toLowerCase();
  if (scheme === undefined) {
    return /^[^/:?#@%]+\.[^/:?#@%]+/.test(address) ? `https://${address}` : null;
  }
  return schemes.has(scheme) && address.length > scheme.length ? address : null;
}
