import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

test('without settings: everything, here, on port 3000', () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    dataDir: resolve('data'),
    databaseUrl: null,
    demo: 'thisMachine',
    metricsToken: null,
    trustedProxies: 0,
  });
  expect([...config.services]).toEqual(['web', 'collab', 'jobs']);
});

test('an empty setting counts as absent, and a slash at the end of the address is cut', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '', PUBLIC_URL: 'https://samskriv.example/' })).toMatchObject({
    port: 3000,
    databaseUrl: null,
    publicUrl: 'https://samskriv.example',
  });
});

test('says everything that is wrong at once, and no secret', () => {
  const env = {
    PORT: '70000',
    SERVICES: 'web,mail',
    DEMO: 'yes',
    TRUST_PROXY: '-1',
    DATABASE_URL: 'mysql://a:hemmelig@b/c',
    SMTP_URL: 'smtp://m',
  };
  const words = (() => {
    try {
      return String(readConfig(env));
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      return String(error);
    }
  })();
  for (const name of ['PORT', 'SERVICES', 'DEMO', 'TRUST_PROXY', 'DATABASE_URL', 'PUBLIC_URL']) expect(words).toContain(name);
  expect(words).not.toContain('hemmelig');
});

test.each([
  [{}, 'thisMachine'],
  [{ HOST: 'localhost' }, 'thisMachine'],
  [{ HOST: '::1' }, 'thisMachine'],
  [{ HOST: '0.0.0.0' }, 'nobody'],
  [{ HOST: '10.0.0.1' }, 'nobody'],
  [{ PUBLIC_URL: 'https://samskriv.example' }, 'nobody'],
  [{ PUBLIC_URL: 'http://localhost:3000' }, 'nobody'],
  [{ TRUST_PROXY: '1' }, 'nobody'],
  [{ DEMO: '0' }, 'nobody'],
  [{ DEMO: '1', HOST: '0.0.0.0', PUBLIC_URL: 'https://samskriv.example', TRUST_PROXY: '1' }, 'everybody'],
])('row 66: with %o the demo counts for %s', (env, demo) => {
  expect(readConfig(env).demo).toBe(demo);
});

test.each([
  [{ PUBLIC_URL: 'https://samskriv.example/sti' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://hvem:hemmelig@samskriv.example' }, 'PUBLIC_URL'],
  [{ PUBLIC_URL: 'https://' }, 'PUBLIC_URL'],
  [{ SMTP_URL: 'smtp://m?tls=maaske', PUBLIC_URL: 'https://a.example' }, 'tls=optional'],
  [{ SMTP_URL: 'smtp://a:hemmelig@b@c d', PUBLIC_URL: 'https://a.example' }, 'SMTP_URL'],
  [{ METRICS_TOKEN: 'kort' }, 'METRICS_TOKEN'],
])('refuses %o in words', (env, words) => {
  const start = () => readConfig(env as Record<string, string>);
  expect(start).toThrow(words);
  expect(start).not.toThrow('hemmelig');
});

test('the public address is what browsers call its origin', () => {
  expect(readConfig({ PUBLIC_URL: 'https://Samskriv.example:443/' }).publicUrl).toBe('https://samskriv.example');
});
