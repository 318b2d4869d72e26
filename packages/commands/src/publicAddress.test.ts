import { expect, test } from 'vitest';
import { isLoopback, isOwnOrigin, sessionCookieName } from './publicAddress.ts';

test('the public address alone is the house’s own origin, whatever host was asked for', () => {
  const own = (origin: string) => isOwnOrigin(origin, 'intern.example:3000', 'https://samskriv.example');
  expect(own('https://samskriv.example')).toBe(true);
  for (const foreign of ['http://samskriv.example', 'https://samskriv.example:8443', 'https://intern.example:3000', 'null', ''])
    expect(own(foreign), foreign).toBe(false);
});

test('without one, the host that was asked for is', () => {
  expect(isOwnOrigin('http://localhost:3000', 'localhost:3000', null)).toBe(true);
  expect(isOwnOrigin('https://localhost:3000', 'LOCALHOST:3000', null)).toBe(true);
  for (const foreign of ['http://localhost', 'http://localhost:3001', 'http://ond.example:3000', 'ftp://localhost:3000', 'null'])
    expect(isOwnOrigin(foreign, 'localhost:3000', null), foreign).toBe(false);
  expect(isOwnOrigin('http://localhost:3000', undefined, null)).toBe(false);
});

test('over TLS the session’s cookie is bound to the host', () => {
  expect(sessionCookieName('https://samskriv.example')).toBe('__Host-samskriv_session');
  expect(sessionCookieName('http://samskriv.example')).toBe('samskriv_session');
  expect(sessionCookieName(null)).toBe('samskriv_session');
});

test('knows what is out of others’ reach', () => {
  for (const name of ['localhost', 'LocalHost', 'a.localhost', '127.0.0.1', '127.8.9.1', '::1', '[::1]', '::ffff:127.0.0.1'])
    expect(isLoopback(name), name).toBe(true);
  for (const name of ['', '0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.org', 'localhost.example.org', '128.0.0.1'])
    expect(isLoopback(name), name).toBe(false);
});
