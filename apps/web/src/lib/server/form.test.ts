import { describe, expect, it } from 'vitest';
import { overwriteGetLocale } from '#paraglide/runtime.js';
import { refused } from './form.ts';

overwriteGetLocale(() => 'da');

describe('a form that is answered with a no', () => {
  it('is told of what is gone that it was removed meanwhile, not that a page is missing', () => {
    expect(refused('settle', { refused: 'not_found' }, new FormData()).data.words).toMatch(/^Det er fjernet imens/);
    expect(refused('settle', { refused: 'required' }, new FormData()).data.words).toBe('Feltet skal udfyldes.');
  });
});
