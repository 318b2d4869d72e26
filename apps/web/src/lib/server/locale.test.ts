import { describe, expect, it } from 'vitest';
import { chooseLocale } from './locale.ts';

describe('chooseLocale', () => {
  it('asks the person first, then the cookie, then the browser, and is Danish otherwise', () => {
    expect(chooseLocale('en', 'da', 'da')).toBe('en');
    expect(chooseLocale(null, 'en', 'da')).toBe('en');
    expect(chooseLocale(null, null, 'en-GB,en;q=0.9')).toBe('en');
    expect(chooseLocale(null, null, 'fr,de;q=0.5')).toBe('da');
    expect(chooseLocale(null, null, null)).toBe('da');
  });

  it('weighs what the browser would rather have', () => {
    expect(chooseLocale(null, null, 'en;q=0.3, da;q=0.8')).toBe('da');
    expect(chooseLocale(null, null, 'sv, en;q=0.8, da;q=0.2')).toBe('en');
    expect(chooseLocale(null, null, 'en;q=0, fr')).toBe('da');
  });

  it('does not believe a cookie that names another language', () => {
    expect(chooseLocale(null, '"><script>', 'en')).toBe('en');
  });
});
