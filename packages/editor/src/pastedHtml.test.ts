import { describe, expect, it } from 'vitest';
import { quietHtml } from './pastedHtml.ts';

describe('quietHtml', () => {
  it('takes handlers away and keeps everything else', () => {
    expect(quietHtml('<p class="a" onclick="hit()" id=b>Text onclick="x" <img src=x onerror=hit()><svg/onload=hit()></p>')).toBe(
      '<p class="a"  id=b>Text onclick="x" <img src=x ><svg/></p>',
    );
  });

  it('keeps a style readable without being one', () => {
    expect(quietHtml(`<span style='color:red' title="style=no">x</span>`)).toBe(`<span data-style='color:red' title="style=no">x</span>`);
  });

  it('leaves what is no tag alone', () => {
    expect(quietHtml('a < b onclick=c > d')).toBe('a < b onclick=c > d');
  });
});
