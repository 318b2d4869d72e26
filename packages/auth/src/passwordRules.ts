import { refuse, type Refusal } from '@samskriv/process';
import { commonPasswords } from './commonPasswords.ts';

/** The fewest characters of a password that a person chooses. */
export const shortestPassword = 10;

const longestPassword = 200;

/**
 * Why a password may not be chosen, or null when it may: length, the most common ones, and the person's own mail. There
 * are no rules about kinds of characters: they make passwords worse (NIST SP 800-63B, appendix A). `field` is the
 * input's name in the refusal.
 */
export function refusePassword(password: string, mail: string, field: string): Refusal | null {
  const length = [...password].length;
  if (length < shortestPassword) return refuse('password_too_short', field, { least: shortestPassword });
  if (length > longestPassword) return refuse('too_long', field, { most: longestPassword });
  const plain = password.normalize('NFKC').toLowerCase();
  return isCommon(plain) || holdsMail(plain, mail.toLowerCase()) ? refuse('password_too_common', field) : null;
}

function isCommon(plain: string): boolean {
  // "Sommer2026!" is "sommer" to whoever guesses: the digits and signs around a word are tried first.
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  return commonPasswords.has(plain) || commonPasswords.has(core) || new Set(plain).size < 4 || isRun(plain);
}

/** Whether it is one run along the keyboard or the alphabet, once or repeated. */
function isRun(plain: string): boolean {
  const rows = ['01234567890123456789', '98765432109876543210', 'abcdefghijklmnopqrstuvwxyzæøå', 'qwertyuiopåasdfghjklæøzxcvbnm'];
  return rows.some((row) => row.includes(plain));
}

function holdsMail(plain: string, mail: string): boolean {
  const [name = '', domain = ''] = mail.split('@');
  return plain.includes(mail) || (name.length >= 4 && plain.includes(name)) || (domain.length >= 4 && plain.includes(domain));
}
