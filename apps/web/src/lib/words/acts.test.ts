import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '#paraglide/runtime.js';
import { actWords, isKnownAct, type ActTold } from './acts.ts';

const commands = join(import.meta.dirname, '../../../../../packages/commands/src');
/** The name of every act that a command records, read from where it is written. */
const recorded = new Set(
  readdirSync(commands, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .map((path) => readFileSync(join(commands, path), 'utf8'))
    .filter((code) => code.includes('recordAct'))
    .flatMap((code) =>
      [...code.matchAll(/(?:\baction: |\btakePassword\(|\btold\()[^\n]*/g)].flatMap(([line]) => [
        ...line.matchAll(/'([a-z]\w*\.[a-z]\w*)'/g),
      ]),
    )
    .map(([, name]) => name!),
);

const act: ActTold = {
  id: '1',
  at: new Date('2026-11-23T10:00:00Z'),
  actor: { id: 'a', name: 'Anne Madsen' },
  action: 'version.lock',
  thing: { kind: 'version', id: 'v' },
  person: null,
  organisation: null,
  group: { id: 'g', title: 'Engangsservice og takeaway' },
  details: { number: 2 },
};

describe('an act', () => {
  it('is told in a sentence, in both languages', () => {
    overwriteGetLocale(() => 'da');
    expect(actWords(act)).toBe('Anne Madsen låste version 2 af Engangsservice og takeaway');
    expect(actWords({ ...act, action: 'person.signInFailed', actor: null, thing: null })).toBe(
      'Forgæves forsøg på at logge ind som en ukendt mailadresse',
    );
    overwriteGetLocale(() => 'en');
    expect(actWords(act)).toBe('Anne Madsen locked version 2 of Engangsservice og takeaway');
    const set = { ...act, action: 'roster.set', person: { id: 'p', name: 'Bo Kjær' }, details: { role: 'observer' } };
    expect(actWords(set)).toBe('Anne Madsen gave Bo Kjær the role of Observer in Engangsservice og takeaway');
    expect(actWords({ ...act, action: 'house.backUp', actor: null, group: null })).toBe('The command line made a backup');
    expect(actWords({ ...act, action: 'never.heardOf' })).toBe('Anne Madsen: never.heardOf');
  });

  it('has a sentence wherever a command records one', () => {
    expect(recorded.size).toBeGreaterThan(30);
    expect([...recorded].filter((name) => !isKnownAct(name))).toEqual([]);
  });
});
