import { JSDOM } from 'jsdom';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noteTypedEarly } from './typedEarly.ts';

const globals = ['HTMLSelectElement', 'HTMLInputElement', 'Event'] as const;
let page: Document;

beforeEach(() => {
  const { window } = new JSDOM(`
    <input id="name" value="Karen"><textarea id="reason">Aftalt</textarea>
    <input id="told" type="checkbox" checked>
    <input id="milestone" type="radio" name="purpose" checked><input id="steering" type="radio" name="purpose">
    <select id="role"><option>member</option><option selected>observer</option><option>expert</option></select>
    <select id="unchosen"><option>all</option><option>mine</option></select>
    <details id="change"><summary>Change</summary></details><details id="add"><summary>Add</summary></details>`);
  page = window.document;
  for (const name of globals) Object.assign(globalThis, { [name]: window[name] });
});

afterEach(() => {
  for (const name of globals) Reflect.deleteProperty(globalThis, name);
});

const field = <Kind extends HTMLElement>(id: string) => page.getElementById(id) as Kind;

/** What taking over does to a field: the server's value is set, and no longer told as its default. */
function takeOver(): void {
  field<HTMLInputElement>('name').value = 'Karen';
  field<HTMLTextAreaElement>('reason').value = '';
  field<HTMLInputElement>('told').checked = true;
  field<HTMLInputElement>('milestone').checked = true;
  field<HTMLSelectElement>('role').selectedIndex = 1;
  field<HTMLSelectElement>('unchosen').selectedIndex = 0;
}

describe('what was typed before the page came to life', () => {
  it('is put back in fields of every kind, and told as typed', () => {
    field<HTMLInputElement>('name').value = 'Karen Lindholm';
    field<HTMLTextAreaElement>('reason').value = 'Fristen er i dag.';
    field<HTMLInputElement>('told').checked = false;
    field<HTMLInputElement>('steering').checked = true;
    field<HTMLSelectElement>('role').selectedIndex = 2;
    field<HTMLSelectElement>('unchosen').selectedIndex = 1;
    const putBack = noteTypedEarly(page);
    takeOver();
    const told: string[] = [];
    page.addEventListener('input', ({ target }) => told.push((target as HTMLElement).id));
    putBack();
    expect(field<HTMLInputElement>('name').value).toBe('Karen Lindholm');
    expect(field<HTMLTextAreaElement>('reason').value).toBe('Fristen er i dag.');
    expect(field<HTMLInputElement>('told').checked).toBe(false);
    expect(field<HTMLInputElement>('steering').checked).toBe(true);
    expect(field<HTMLSelectElement>('role').value).toBe('expert');
    expect(field<HTMLSelectElement>('unchosen').value).toBe('mine');
    expect(told).toEqual(['name', 'reason', 'told', 'steering', 'role', 'unchosen']);
  });

  it('leaves folds open that were opened, and the others shut', () => {
    field<HTMLDetailsElement>('change').open = true;
    const putBack = noteTypedEarly(page);
    field<HTMLDetailsElement>('change').open = false;
    putBack();
    expect(field<HTMLDetailsElement>('change').open).toBe(true);
    expect(field<HTMLDetailsElement>('add').open).toBe(false);
  });

  it('leaves fields alone that nobody touched, or that are gone', () => {
    field<HTMLInputElement>('name').value = 'Karen Lindholm';
    const putBack = noteTypedEarly(page);
    takeOver();
    field('name').remove();
    field<HTMLTextAreaElement>('reason').value = 'Nyt fra siden';
    putBack();
    expect(field<HTMLTextAreaElement>('reason').value).toBe('Nyt fra siden');
    expect(field<HTMLSelectElement>('role').value).toBe('observer');
  });
});
