import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { mentionsOf, plainBody, readBody, withTrueNames, type BodyBlock, type BodyInline } from './body.ts';

const anna = '6f1c2c9e-9a43-4f0e-8a2a-0d7a4f6f0001';

describe('a comment', () => {
  it('is read into bold, italic, links, lists and mentions', () => {
    expect(readBody(`Se **her** og *der*, @[Anna Mose](person:${anna})\nlinje to\n\n- én\n- [to](https://a.example/x)\n1. tre`)).toEqual([
      {
        kind: 'paragraph',
        content: [
          { kind: 'text', text: 'Se ' },
          { kind: 'strong', content: [{ kind: 'text', text: 'her' }] },
          { kind: 'text', text: ' og ' },
          { kind: 'em', content: [{ kind: 'text', text: 'der' }] },
          { kind: 'text', text: ', ' },
          { kind: 'mention', name: 'Anna Mose', personId: anna },
          { kind: 'break' },
          { kind: 'text', text: 'linje to' },
        ],
      },
      {
        kind: 'list',
        ordered: false,
        items: [[{ kind: 'text', text: 'én' }], [{ kind: 'link', href: 'https://a.example/x', content: [{ kind: 'text', text: 'to' }] }]],
      },
      { kind: 'list', ordered: true, items: [[{ kind: 'text', text: 'tre' }]] },
    ]);
  });

  it('leaves as text what is none of these', () => {
    for (const plain of ['2 * 3 * 4', 'en * stjerne', '**', '[x](javascript:alert(1))', '<b onclick=x>', '@[Anna](person:x)', 'a_b_c'])
      expect(plainBody(plain)).toBe(plain);
    expect(plainBody('\\*ikke\\*')).toBe('*ikke*');
  });

  it('keeps every letter of any text, and links only to the web and mail (fault 46)', () => {
    const piece = fc.constantFrom(
      '**',
      '*',
      '[',
      '](',
      ')',
      'javascript:',
      'https://x.example',
      '- ',
      '\n',
      '\\',
      '@[',
      'ord',
      '😀',
      'שלום',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const check = (content: readonly BodyInline[]) => {
          for (const one of content) {
            if (one.kind === 'link') expect(one.href).toMatch(/^(https?:\/\/|mailto:)/);
            if (one.kind === 'strong' || one.kind === 'em' || one.kind === 'link') check(one.content);
          }
        };
        const text = pieces.join('');
        for (const block of readBody(text) satisfies BodyBlock[]) (block.kind === 'list' ? block.items : [block.content]).forEach(check);
        const spelled = readBody(text)
          .flatMap((block) => (block.kind === 'list' ? block.items : [block.content]))
          .map((content) => spell(content))
          .join(' ');
        for (const word of ['ord', '😀', 'שלום']) expect(spelled.split(word).length).toBe(text.split(word).length);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['*', '**a', '[', '](', '@[', 'https://', 'h', '\\*', '- *'])(
    'of 10,000 signs of %j looks at no more than some signs for each',
    (unit) => {
      expect(signsLookedAt(() => readBody(unit.repeat(10_000).slice(0, 10_000)))).toBeLessThan(400 * 10_000);
    },
  );

  it('mentions under true names, and nobody from outside', () => {
    const forged = `@[Formanden](person:${anna}) og @[Fremmed](person:${anna.replace('1', '2')})`;
    const known = withTrueNames(forged, new Map([[anna, 'Anna [Mose]']]));
    expect(known).toBe(`@[Anna  Mose ](person:${anna}) og @Fremmed`);
    expect(mentionsOf(known)).toEqual([anna]);
  });
});

// Every letter that is shown or followed.
function spell(content: readonly BodyInline[]): string {
  return content
    .map((one) => {
      if (one.kind === 'text') return one.text;
      if (one.kind === 'break') return ' ';
      if (one.kind === 'mention') return one.name;
      const inside = spell(one.content);
      return one.kind === 'link' && one.href !== inside ? inside + one.href : inside;
    })
    .join('');
}

/** How many signs all searches in strings went over, by whatever way a string is searched here. */
function signsLookedAt(work: () => unknown): number {
  let signs = 0;
  const indexOf = vi.spyOn(String.prototype, 'indexOf').mockImplementation(function (this: string, sign: string, from = 0) {
    const at = original.indexOf.call(this, sign, from);
    signs += (at < 0 ? this.length : at + sign.length) - from;
    return at;
  });
  const slice = vi.spyOn(String.prototype, 'slice').mockImplementation(function (this: string, start?: number, end?: number) {
    const part = original.slice.call(this, start, end);
    signs += part.length;
    return part;
  });
  const exec = vi.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, text: string) {
    signs += text.length;
    return original.exec.call(this, text);
  });
  try {
    work();
  } finally {
    for (const spy of [indexOf, slice, exec]) spy.mockRestore();
  }
  return signs;
}

const original = { indexOf: String.prototype.indexOf, slice: String.prototype.slice, exec: RegExp.prototype.exec };
