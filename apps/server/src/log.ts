import { pino, type Logger } from 'pino';

export type Log = Logger;

/**
 * The process' log: JSON lines on standard error. What must never be in it (links, tokens, cookies, texts) is kept out by not
 * being handed to it; the paths below are a second fence.
 */
export function openLog(level = process.env.LOG_LEVEL ?? 'info'): Log {
  const secrets = ['cookie', 'authorization', 'token', 'password', 'link', 'url', 'headers'];
  const paths = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  // pino writes an Error as {} under any key but err.
  const serializers = { err: describe, error: describe };
  return pino({ level, base: { pid: process.pid }, serializers, redact: { paths, remove: true } }, pino.destination({ fd: 2, sync: true }));
}

/** An error without what libraries hang on it: Postgres' `detail` quotes rows. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack } = error;
  return { name, message, stack, ...('code' in error ? { code: error.code } : {}) };
}
