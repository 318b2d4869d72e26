export const locales = ['da', 'en'] as const;
export type Locale = (typeof locales)[number];
export const localeCookie = 'samskriv_locale';

/** A text as one of our languages, or null. */
export function asLocale(text: string | null | undefined): Locale | null {
  return locales.find((locale) => locale === text) ?? null;
}

/**
 * The language of an answer: the person's, else the cookie's, else the first of the browser's wishes that we speak, else
 * Danish. `accepted` is an Accept-Language header (RFC 9110, 12.5.4).
 */
export function chooseLocale(person: string | null | undefined, cookie: string | null | undefined, accepted: string | null): Locale {
  return asLocale(person) ?? asLocale(cookie) ?? wished(accepted ?? '') ?? 'da';
}

function wished(accepted: string): Locale | null {
  const wishes = accepted
    .slice(0, 500)
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.trim().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.split('-')[0]?.toLowerCase(), weight: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
  for (const { language } of wishes) {
    const locale = asLocale(language);
    if (locale !== null) return locale;
  }
  return null;
}
