import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordChanges } from './wordChanges.ts';

const told = (before: string, after: string) =>
  wordChanges(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'deleted' ? `[-${text}-]` : `{+${text}+}`))
    .join('');

const side = (before: string, after: string, other: string) =>
  wordChanges(before, after)
    .filter(({ kind }) => kind === 'same' || kind === other)
    .map(({ text }) => text)
    .join('');

describe('word changes', () => {
  it('show words put in, taken out and replaced', () => {
    expect(told('ved faste arrangementer', 'ved faste arrangementer med over 200 deltagere')).toBe(
      'ved faste arrangementer{+ med over 200 deltagere+}',
    );
    expect(told('skal så vidt muligt vælges', 'skal vælges')).toBe('skal [-så vidt muligt -]vælges');
    expect(told('et mærke.', 'et mærke eller tilsvarende.')).toBe('et mærke{+ eller tilsvarende+}.');
    expect(told('Et. To.', 'Et. Halvanden. To.')).toBe('Et. {+Halvanden. +}To.');
  });

  it('keep phrases together', () => {
    expect(told('en to tre fire', 'en fem seks fire')).toBe('en [-to tre-]{+fem seks+} fire');
  });

  it('take a number, an abbreviation and a compound as one word', () => {
    expect(told('Prisen er 3.000,50 kr., f.eks. i 2028-2030.', 'Prisen er 3.200,50 kr., f.eks. i 2028-2031.')).toBe(
      'Prisen er [-3.000,50-]{+3.200,50+} kr., f.eks. i [-2028-2030-]{+2028-2031+}.',
    );
    expect(told('et ikke-mærket krus', 'et mærket krus')).toBe('et [-ikke-mærket-]{+mærket+} krus');
  });

  it('tell a sentence that was written anew as a whole', () => {
    const before = 'Det giver affald. Det koster penge at fjerne det i byen. Vi bør gøre noget.';
    const after = 'Det giver affald. Flere kommuner har målt, hvad oprydning i byen koster. Vi bør gøre noget.';
    expect(told(before, after)).toBe(
      'Det giver affald. [-Det koster penge at fjerne det i byen-]{+Flere kommuner har målt, hvad oprydning i byen koster+}. Vi bør gøre noget.',
    );
  });

  it('hold both texts, whatever they are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(fc.constantFrom('skal', 'bør', ' ', '.', '\n', '95 %', 'og', '👩‍👧', 'a\u0301', 'f.eks.', 'bæredygtig'), { maxLength: 60 })
        .map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(side(before, after, 'deleted')).toBe(before);
        expect(side(before, after, 'inserted')).toBe(after);
      }),
      { numRuns: 500 },
    );
  });

  it('spend no more than they are given', () => {
    const words = (seed: number) => Array.from({ length: 300 }, (_, index) => `ord${String((index * seed) % 97)}`).join(' ');
    const effort = { left: 100_000 };
    for (let index = 0; index < 20; index += 1) wordChanges(words(31 + index), words(57), effort);
    expect(effort.left).toBeGreaterThanOrEqual(0);
    expect(side(words(31), words(57), 'inserted')).toBe(words(57));
  });

  it('stand a text of a hundred thousand words', () => {
    const words = (every: number) =>
      Array.from({ length: 100_000 }, (_, index) => (index % every === 5 ? 'andet' : `ord${String(index % 1000)}`)).join(' ');
    expect(side(words(900), words(700), 'deleted') === words(900)).toBe(true);
    expect(side(words(900), words(700), 'inserted') === words(700)).toBe(true);
  });
});
