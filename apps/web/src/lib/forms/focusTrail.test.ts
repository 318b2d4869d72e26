import { JSDOM } from 'jsdom';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dropAutofocus, focusOn, focusTrail } from './focusTrail.ts';

let page: Document;

beforeEach(() => {
  const { window } = new JSDOM(`
    <input id="refused" autofocus>
    <ul id="list"><li id="row"><form id="form"><button id="done">Done</button></form></li><li><a id="next" href="/">Next</a></li></ul>`);
  page = window.document;
  window.HTMLElement.prototype.checkVisibility = () => true;
  Object.assign(globalThis, { document: page, HTMLElement: window.HTMLElement });
});

afterEach(() => {
  for (const name of ['document', 'HTMLElement']) Reflect.deleteProperty(globalThis, name);
});

const at = (id: string) => page.getElementById(id)!;

describe('the focus, after something was done on the page', () => {
  it('is where it was', () => {
    at('done').focus();
    const trail = focusTrail();
    at('done').blur();
    focusOn(trail);
    expect(page.activeElement?.id).toBe('done');
  });

  it('goes on from what is left where its place was removed, and leaves nothing in the page', () => {
    at('done').focus();
    const trail = focusTrail();
    at('row').remove();
    let focused = '';
    at('list').addEventListener('focus', ({ target }) => (focused = (target as HTMLElement).id));
    focusOn(trail);
    expect(focused).toBe('list');
    expect(at('list').hasAttribute('tabindex')).toBe(false);
  });

  it('is not called to a field whose error is gone', () => {
    dropAutofocus();
    expect(page.querySelector('[autofocus]')).toBeNull();
  });

  it('is left alone where nothing had it', () => {
    focusOn(focusTrail());
    expect(page.activeElement).toBe(page.body);
  });
});
