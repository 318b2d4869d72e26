import { refuse, type Refusal } from '@samskriv/process';
import { commonPasswords } from './commonPasswords.ts';

/** The fewest characters of a password that a person chooses. */
export const shortestPassword = 10;

const longestPassword = 200;

/**
 * Why a password may not be chosen, or null when it may: length, the 3,000 most common ones, the person's own mail, and what is
 * little more than their own or their organisation's name (`about.names`). There are no rules about kinds of characters: they
 * make passwords worse (NIST SP 800-63B, appendix A). `field` is the input's name in the refusal.
 */
export async function refusePassword(
  password: string,
  about: { mail: string; names: readonly string[] },
  field: string,
): Promise<Refusal | null> {
  const length = [...password].length;
  if (length < shortestPassword) return refuse('password_too_short', field, { least: shortestPassword });
  if (length > longestPassword) return refuse('too_long', field, { most: longestPassword });
  const plain = password.normalize('NFKC').toLowerCase();
  const common = (await isCommon(plain)) || holdsMail(plain, about.mail.toLowerCase()) || isMadeOf(plain, about.names);
  return common ? refuse('password_too_common', field) : null;
}

// A core of three letters says nothing about the nine digits beside it.
const shortestCore = 4;

async function isCommon(plain: string): Promise<boolean> {
  if (new Set(plain).size < 4 || isRun(plain)) return true;
  // "Sommer2026!" is "sommer" to whoever guesses: the digits and signs around a word are tried first.
  const core = plain.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if (commonPasswords.has(plain) || commonPasswords.has(core)) return true;
  const leaked = await leakedSet();
  return leaked.has(plain) || (core.length >= shortestCore && leaked.has(core));
}

let leaked: Promise<ReadonlySet<string>> | null = null;

/** The list is loaded when the first password is chosen: nobody else pays for it. */
function leakedSet(): Promise<ReadonlySet<string>> {
  leaked ??= import('./leakedPasswords.ts').then(({ leakedPasswords }) => new Set(leakedPasswords));
  return leaked;
}

// Fewer letters than this beside a name are decoration.
const fewestOwnLetters = 6;

/** Whether little is left of it without the words of these names. */
function isMadeOf(plain: string, names: readonly string[]): boolean {
  const words = names.flatMap(
    (name) =>
      name
        .normalize('NFKC')
        .toLowerCase()
        .match(/\p{L}{3,}/gu) ?? [],
  );
  let rest = plain;
  for (const word of words.toSorted((one, other) => other.length - one.length)) rest = rest.replaceAll(word, '');
  return rest !== plain && (rest.match(/\p{L}/gu) ?? []).length < fewestOwnLetters;
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
