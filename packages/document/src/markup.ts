import { safeHref } from './links.ts';

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML may hold it, also between quotes. */
export function escapeHtml(text: unknown): string {
  return String(text).replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');
}

/** An element around HTML; attributes that are null or undefined are left out, the others escaped. */
export function element(tag: string, attrs: Record<string, unknown>, inner: string): string {
  const written = Object.entries(attrs)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  return `<${tag}${written.join('')}>${inner}</${tag}>`;
}

/** HTML with a mark of the paper around it; marks that readers do not see, and links that must not be followed, leave it as it is. */
export function marked(inner: string, mark: string, attrs: Record<string, unknown> = {}): string {
  if (mark === 'strong' || mark === 'em') return element(mark, {}, inner);
  const href = mark === 'link' ? safeHref(attrs.href) : null;
  return href === null ? inner : element('a', { href, rel: 'noopener noreferrer nofollow' }, inner);
}
