import { deepest, documentJson, mostCharacters, type NodeJson } from '@samskriv/document';
import { afterEach, describe, expect, it } from 'vitest';
import type { Blocked } from './limits.ts';
import { editorOn, li, p, paper, section, ul, type TestEditor } from './testing.ts';

const open: TestEditor[] = [];
const told: Blocked[] = [];
function edit(...sections: NodeJson[]): TestEditor {
  const editor = editorOn(paper(...sections), { onBlocked: (why) => told.push(why) });
  open.push(editor);
  return editor;
}

afterEach(() => {
  for (const editor of open.splice(0)) {
    expect(documentJson(editor.ydoc)).toEqual(editor.json());
    editor.destroy();
  }
  told.length = 0;
});

describe('what a paper may hold', () => {
  it('characters that cannot be kept never get in (row 58)', () => {
    const editor = edit(section('background', 'b', p('ord')));
    editor.caretAt('ord', true);
    editor.type('a\u0000b\u000c');
    editor.paste('<p>c\u0001<b>d\ufffe</b></p><p>\u0002</p>');
    const { state } = editor.view;
    editor.view.dispatch(state.tr.insertText('\ud83d', state.doc.content.size - 2));
    expect(JSON.stringify(editor.json())).not.toMatch(/\\u0000|\\f|\\u000[12]|\ufffe|\\ud83d/);
    expect(editor.view.state.doc.textContent).toBe('ordabcd');
    expect(told).toEqual([]);
  });

  it('a level too many is not made, and said', () => {
    const nested = (levels: number): NodeJson => (levels <= 2 ? ul(li(p('dybest'))) : ul(li(nested(levels - 2))));
    // A section, then lists and their items, then a paragraph.
    const deep = (deepest - 2) % 2 === 0 ? deepest - 2 : deepest - 3;
    const editor = edit(section('background', 'b', nested(deep)));
    editor.caretAt('dybest', true);
    expect(editor.press('Enter')).toBe(true);
    editor.type('to');
    const before = editor.json();
    editor.press('Tab');
    expect(editor.json()).toEqual(before);
    expect(told).toEqual(['depth']);
  });

  it('a paper that is full takes nothing more, and can be shortened', () => {
    const editor = edit(section('background', 'b', p('x'.repeat(mostCharacters - 3)), p('slut')));
    const before = editor.json();
    editor.caretAt('slut', true);
    editor.type('!');
    expect(editor.json()).toEqual(before);
    expect(told).toEqual(['full']);
    editor.select('slut', 'slut');
    editor.view.dispatch(editor.view.state.tr.deleteSelection());
    expect(editor.json()).not.toEqual(before);
    editor.type('ok');
    expect(editor.view.state.doc.textContent.endsWith('ok')).toBe(true);
    expect(told).toEqual(['full']);
  });
});
