import { expect, test } from 'vitest';
import { hashesWorkedOut, hashPassword, isOutdated, passwordMatches, TooBusyError } from './passwords.ts';
import { leakedPasswords } from './leakedPasswords.ts';
import { refusePassword, shortestPassword } from './passwordRules.ts';

test('a password matches its own hash and no other', async () => {
  const stored = await hashPassword('bølgen blå og stille');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await passwordMatches(stored, 'bølgen blå og stille')).toBe(true);
  expect(await passwordMatches(stored, 'bølgen blå og stille!')).toBe(false);
  expect(await hashPassword('bølgen blå og stille')).not.toBe(stored);
});

test('letters typed as one sign or as two are the same password', async () => {
  const stored = await hashPassword('ål på åen i år'.normalize('NFD'));
  expect(await passwordMatches(stored, 'ål på åen i år'.normalize('NFC'))).toBe(true);
});

test('a name that does not exist costs the same work as a wrong password', async () => {
  const stored = await hashPassword('bølgen blå og stille');
  const before = hashesWorkedOut();
  expect(await passwordMatches(stored, 'forkert')).toBe(false);
  const known = hashesWorkedOut() - before;
  expect(await passwordMatches(null, 'forkert')).toBe(false);
  expect(hashesWorkedOut() - before - known).toBe(known);
  expect(known).toBe(1);
});

test('a hash at another cost still counts, and is told to be outdated', async () => {
  const stored = await hashPassword('bølgen blå og stille');
  expect(isOutdated(stored)).toBe(false);
  expect(isOutdated(stored.replace('t=2', 't=3'))).toBe(true);
  await expect(passwordMatches('plain words', 'plain words')).rejects.toThrow(RangeError);
});

test('a flood is turned away, and what was taken in is answered', async () => {
  const asked = Array.from({ length: 230 }, () =>
    passwordMatches(null, 'x').catch((error: unknown) => (error instanceof TooBusyError ? 'busy' : 'broken')),
  );
  const answers = await Promise.all(asked);
  expect(answers.filter((answer) => answer === false)).toHaveLength(202);
  expect(answers.filter((answer) => answer === 'busy')).toHaveLength(28);
  expect(await passwordMatches(null, 'x')).toBe(false);
}, 60_000);

const about = { mail: 'miljoe.hansen@birkelev.example', names: ['Åse Strømgaard', 'Birkelev Kommune'] };

test.each([
  ['kort', 'password_too_short'],
  ['ni tegn å', 'password_too_short'],
  ['x'.repeat(201), 'too_long'],
  ['Adgangskode123!', 'password_too_common'],
  ['1234567890', 'password_too_common'],
  ['qwertyuiopå', 'password_too_common'],
  ['aaaaaaaaaaaa', 'password_too_common'],
  ['Sommer2026!!', 'password_too_common'],
  ['miljoe.hansen er min', 'password_too_common'],
  ['jeg er i birkelev.example', 'password_too_common'],
  // The ends of the list of leaked ones, as they stand and dressed up.
  ['12345678910', 'password_too_common'],
  ['Warlord-2026', 'password_too_common'],
  ['DFKTHBZ12345', 'password_too_common'],
  ['christopher', 'password_too_common'],
  ['Indkøbsmål 2026', 'password_too_common'],
  // The person's and the organisation's own names.
  ['Åse Strømgaard', 'password_too_common'],
  ['strømgaard.åse.77', 'password_too_common'],
  ['BirkelevKommune1', 'password_too_common'],
])('%s is refused', async (password, code) => {
  expect(await refusePassword(password, about, 'password')).toMatchObject({ refused: code, field: 'password' });
});

test('none of the 3,000 commonest passwords that are long enough may be chosen, in any case', async () => {
  const commonest = leakedPasswords.slice(0, 3000);
  expect(new Set(commonest).size).toBe(3000);
  expect([commonest[0], commonest[2999]]).toEqual(['123456', 'warlord']);
  for (const password of commonest.filter((one) => one.length >= shortestPassword)) {
    for (const dressed of [password, password.toUpperCase()])
      expect(await refusePassword(dressed, about, 'password'), dressed).not.toBeNull();
  }
});

test.each([
  'bølgen blå og stille',
  'korrekt-hest-batteri-hæfteklamme',
  '🐟🐟🐠🐡🦈🐙🦀🦐🐚🪸',
  'sommerhuset ved fjorden',
  'Åse cykler til molen',
  'm4kR-93xv-0pQz',
])('%s may be chosen', async (password) => {
  expect(await refusePassword(password, about, 'password')).toBeNull();
});
