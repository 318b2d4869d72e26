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
    demo: null,
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
