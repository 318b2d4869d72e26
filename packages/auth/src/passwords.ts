import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/**
 * The cost of one hash, in argon2's units (`memory` in KiB). OWASP's password storage cheat sheet, argon2id: 19 MiB, two
 * passes, one lane.
 */
const cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;
const saltLength = 16;

// Each hash takes a thread of libuv's four and 19 MiB. Two at a time leave threads for files and names; a queue this long
// is some seconds of waiting, and more than that is an attack.
const atOnce = 2;
const longestQueue = 200;

const hashOnThread = promisify(argon2);

let running = 0;
let asked = 0;
const waiting: (() => void)[] = [];

/** Thrown when more people sign in at this moment than the machine can hash for; it passes by itself. */
export class TooBusyError extends Error {
  override readonly name = 'TooBusyError';
}

async function derive(password: string, salt: Uint8Array, { memory, passes, parallelism }: typeof cost): Promise<Buffer> {
  if (running >= atOnce) {
    if (waiting.length >= longestQueue) throw new TooBusyError('Too many passwords are being checked');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  asked += 1;
  try {
    // NFKC, so that an æ, ø or å typed on a phone and on a Mac is the same password (NIST SP 800-63B, 5.1.1.2).
    const message = Buffer.from(password.normalize('NFKC'));
    return await hashOnThread('argon2id', { message, nonce: salt, parallelism, tagLength, memory, passes });
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

/** Hashes a password with a fresh salt. The result holds everything needed to check it, as `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltLength);
  const hash = await derive(password, salt, cost);
  const parameters = `m=${cost.memory},t=${cost.passes},p=${cost.parallelism}`;
  return `$argon2id$v=19$${parameters}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * Whether a password is the one stored. With `stored` null (no such person, no password yet) the answer is no after the
 * same work, so that the time says nothing.
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const parts = stored === null ? null : parse(stored);
  const hash = await derive(password, parts?.salt ?? randomBytes(saltLength), parts?.cost ?? cost);
  return parts !== null && hash.length === parts.hash.length && timingSafeEqual(hash, parts.hash);
}

/** Whether a stored password was hashed at another cost than today's and should be hashed anew at the next sign-in. */
export function isOutdated(stored: string): boolean {
  const { memory, passes, parallelism } = parse(stored).cost;
  return memory !== cost.memory || passes !== cost.passes || parallelism !== cost.parallelism;
}

/** How many hashes this process has worked out: what tests compare instead of a stopwatch. */
export function hashesWorkedOut(): number {
  return asked;
}

const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

function parse(stored: string): { cost: typeof cost; salt: Buffer; hash: Buffer } {
  const match = form.exec(stored);
  if (match === null) throw new RangeError('A stored password is not in the form of argon2id');
  const [, memory, passes, parallelism, salt, hash] = match;
  return {
    cost: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt!, 'base64'),
    hash: Buffer.from(hash!, 'base64'),
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
