import { resolve } from 'node:path';
import { isLoopback } from '@samskriv/commands';

export type Service = 'web' | 'collab' | 'jobs';

/** How this process is to run, as the environment says it (README.md, "Settings"). */
export type Config = {
  readonly host: string;
  /** 0: any free port; the line that says "ready" names it. */
  readonly port: number;
  /** Absolute. */
  readonly dataDir: string;
  /** The owner's address of a Postgres server, or null for the embedded one. */
  readonly databaseUrl: string | null;
  /** Where the application connects instead of the address that follows from the owner's. */
  readonly appDatabaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly smtpUrl: string | null;
  /** Scheme and host, and a port where it is not the scheme's own; without a slash at the end. */
  readonly publicUrl: string | null;
  readonly services: ReadonlySet<Service>;
  /**
   * For whom the demo's people, whose password is published, count: for everybody who reaches the house (DEMO=1), for requests
   * straight from this machine (unset, and nothing says that others reach it), or for nobody.
   */
  readonly demo: 'everybody' | 'thisMachine' | 'nobody';
  /** How many proxies of ours stand before this process, each adding to X-Forwarded-For. */
  readonly trustedProxies: number;
  /** How many connections one address may have open at a time. */
  readonly connectionsPerAddress: number;
  /** With it /metrics is answered from elsewhere; null: only straight from this machine. */
  readonly metricsToken: string | null;
  /** How many edits a second one person may make; faster ones wait. */
  readonly editsPerSecond: number;
};

/** Settings that make no sense, all of them at once, in words for whoever set them. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

// Some 80 random bits in base64, hex or words: not to be guessed over a network.
const shortestToken = 16;

const allServices: readonly Service[] = ['web', 'collab', 'jobs'];

/** Reads the settings; an empty one counts as absent. Relative folders are read from the current one. Throws ConfigError. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const text = (name: string) => (env[name] === undefined || env[name] === '' ? null : env[name]);
  const count = (name: string, fallback: number, most: number) => {
    const given = text(name);
    if (given === null) return fallback;
    const number = Number(given);
    if (/^\d+$/.test(given) && number <= most) return number;
    problems.push(`${name} must be a whole number from 0 to ${most}.`);
    return fallback;
  };
  const address = (name: string, schemes: readonly string[]) => {
    const given = text(name);
    // The value is not shown: it may hold a password.
    if (given !== null && !schemes.some((scheme) => given.startsWith(`${scheme}://`)))
      problems.push(`${name} must be an address that starts with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}.`);
    return given;
  };
  const services = (text('SERVICES') ?? allServices.join(',')).split(',').map((name) => name.trim());
  const unknown = services.filter((name) => !allServices.includes(name as Service));
  if (unknown.length > 0) problems.push(`SERVICES knows ${allServices.join(', ')}; not ${unknown.join(', ')}.`);
  const demo = text('DEMO');
  if (demo !== null && demo !== '0' && demo !== '1') problems.push('DEMO must be 0 or 1.');
  const host = text('HOST') ?? '127.0.0.1';
  const publicUrl = originOf(address('PUBLIC_URL', ['http', 'https']), problems);
  const trustedProxies = count('TRUST_PROXY', 0, 10);
  const metricsToken = text('METRICS_TOKEN');
  if (metricsToken !== null && (metricsToken.length < shortestToken || !/^[!-~]+$/.test(metricsToken)))
    problems.push(`METRICS_TOKEN must be at least ${shortestToken} characters of ASCII, without spaces.`);

  const config: Config = {
    host,
    port: count('PORT', 3000, 65_535),
    dataDir: resolve(text('DATA_DIR') ?? 'data'),
    databaseUrl: address('DATABASE_URL', ['postgres', 'postgresql']),
    appDatabaseUrl: address('APP_DATABASE_URL', ['postgres', 'postgresql']),
    redisUrl: address('REDIS_URL', ['redis', 'rediss']),
    smtpUrl: mailServer(address('SMTP_URL', ['smtp', 'smtps']), problems),
    publicUrl,
    services: new Set(services as Service[]),
    demo:
      demo === '1'
        ? 'everybody'
        : demo === null && isLoopback(host) && publicUrl === null && trustedProxies === 0
          ? 'thisMachine'
          : 'nobody',
    trustedProxies,
    connectionsPerAddress: count('CONNECTIONS_PER_ADDRESS', 500, 1_000_000),
    metricsToken,
    editsPerSecond: count('EDITS_PER_SECOND', 300, 1_000_000),
  };
  if (config.appDatabaseUrl !== null && config.databaseUrl === null) problems.push('APP_DATABASE_URL needs DATABASE_URL beside it.');
  if (config.smtpUrl !== null && config.publicUrl === null) problems.push('SMTP_URL needs PUBLIC_URL beside it: letters hold links.');
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
  return config;
}

/** The address people use, as browsers name it in Origin; what is wrong with it goes to `problems`, without its value. */
function originOf(given: string | null, problems: string[]): string | null {
  if (given === null || !/^https?:\/\//.test(given)) return null;
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '')
    return url.origin;
  problems.push('PUBLIC_URL must be scheme and host alone, such as https://samskriv.example.org.');
  return null;
}

function mailServer(given: string | null, problems: string[]): string | null {
  if (given === null || !/^smtps?:\/\//.test(given)) return null;
  if (!URL.canParse(given))
    problems.push('SMTP_URL must be an address such as smtp://user:password@host:587, with special characters escaped (%40 for @).');
  else if (!['required', 'optional'].includes(new URL(given).searchParams.get('tls') ?? 'required'))
    problems.push('SMTP_URL knows tls=required (as without it) and tls=optional.');
  return given;
}
