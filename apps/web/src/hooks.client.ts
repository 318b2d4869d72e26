import type { HandleClientError } from '@sveltejs/kit/hooks';
import { m } from '#paraglide/messages.js';
import { defineCustomClientStrategy } from '#paraglide/runtime.js';

// The server chose the language and wrote it on the page; a change of language is a new page.
defineCustomClientStrategy('custom-page', {
  getLocale: () => document.documentElement.lang,
  setLocale: () => {},
});

/** An error met while going from page to page: without a network it is not the house's. */
export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind !== 'unknown') return {};
  if (!navigator.onLine || error instanceof TypeError) return { message: m.error_offline_title(), code: 'offline' };
  return {};
};
