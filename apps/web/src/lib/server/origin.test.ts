import { describe, expect, it } from 'vitest';
import { originAllowed } from './origin.ts';

const own = 'https://samskriv.example';
const at = { host: 'samskriv.example', publicUrl: own };
const post = (origin: string | null) =>
  new Request(`${own}/groups`, { method: 'POST', ...(origin === null ? {} : { headers: { origin } }) });

describe('originAllowed', () => {
  it('lets a form of our own through', () => {
    expect(originAllowed(post(own), { ...at, bearer: false, cookie: true })).toBe(true);
  });

  it.each(['https://foreign.example', 'null', 'http://samskriv.example', 'https://samskriv.example:8443'])(
    'refuses %s, with a cookie and without',
    (origin) => {
      expect(originAllowed(post(origin), { ...at, bearer: false, cookie: true })).toBe(false);
      expect(originAllowed(post(origin), { ...at, bearer: false, cookie: false })).toBe(false);
    },
  );

  it('refuses a missing origin when a cookie would speak for somebody', () => {
    expect(originAllowed(post(null), { ...at, bearer: false, cookie: true })).toBe(false);
    expect(originAllowed(post(null), { ...at, bearer: false, cookie: false })).toBe(true);
  });

  it('asks nothing of a bearer token or of reading', () => {
    expect(originAllowed(post('https://foreign.example'), { ...at, bearer: true, cookie: true })).toBe(true);
    expect(
      originAllowed(new Request(own, { headers: { origin: 'https://foreign.example' } }), { ...at, bearer: false, cookie: true }),
    ).toBe(true);
  });
});
