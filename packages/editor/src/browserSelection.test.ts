import { plainText } from '@samskriv/document';
import { afterEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { editorOn, p, paper, section, text, type TestEditor } from './testing.ts';
import { showThreads, threadMarksPlugin } from './threadMarks.ts';

// A browser's selection event comes with the next frame; here it never comes in time, as everything happens in one task.

const open: TestEditor[] = [];

function edit(readOnly = false): TestEditor {
  const editor = editorOn(
    paper(
      section('background', 's', p('Første linje'), p('Anden linje'), p('Se ', text('ordet', { type: 'comment', attrs: { id: 'one' } }))),
    ),
    {
      readOnly,
      plugins: [
        threadMarksPlugin({
          details: 'margin',
          onThread: () => {},
          onPoint: () => {},
          onComment: () => {},
          onCommentSection: () => {},
          onChange: () => {},
        }),
      ],
    },
  );
  open.push(editor);
  return editor;
}

function letters(editor: TestEditor, words: string): Text {
  const walk = document.createTreeWalker(editor.view.dom, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) if (node.textContent?.includes(words)) return node as Text;
  throw new RangeError(`"${words}" is not shown`);
}

/** Moves the browser's selection as a click (or a drag, with `to`) does, and tells nobody. */
function point(editor: TestEditor, words: string, from = 0, to = from): void {
  const node = letters(editor, words);
  getSelection()?.setBaseAndExtent(node, from, node, to);
}

/** Puts the caret where the editor knows of it. */
function stand(editor: TestEditor, words: string): void {
  editor.focus();
  editor.caretAt(words);
}

function key(editor: TestEditor, name: string, keyCode: number): void {
  editor.view.dom.dispatchEvent(new KeyboardEvent('keydown', { key: name, keyCode, bubbles: true, cancelable: true }));
}

function somebodyWrites(editor: TestEditor, words: string): void {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(editor.ydoc));
  const block = (other.getXmlFragment('default').get(0) as Y.XmlElement).get(0) as Y.XmlElement;
  (block.get(0) as Y.XmlText).insert(0, words);
  Y.applyUpdate(editor.ydoc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(editor.ydoc)), 'the server');
}

const lines = (editor: TestEditor) => plainText(editor.json()).trim().split(/\n+/);
const caret = (editor: TestEditor) => {
  const { $head } = editor.view.state.selection;
  return `${$head.parent.textContent} ${String($head.parentOffset)}`;
};
const shown = () => {
  const selection = getSelection();
  return `${selection?.focusNode?.textContent ?? ''} ${String(selection?.focusOffset)}`;
};

afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy();
});

describe('between a click and the word of it', () => {
  it('a key acts where the caret is seen', () => {
    const editor = edit();
    stand(editor, 'Første');
    point(editor, 'Anden linje', 5);
    key(editor, 'Enter', 13);
    expect(lines(editor)).toEqual(['Første linje', 'Anden', ' linje', 'Se ordet']);
  });

  it('what is cut and pasted comes from and goes to where the selection is seen, with its comment', () => {
    const editor = edit();
    stand(editor, 'Første');
    const held = new Map<string, string>();
    const clipboardData = {
      setData: (type: string, data: string) => held.set(type, data),
      getData: (type: string) => held.get(type) ?? '',
      clearData: () => {
        held.clear();
      },
      files: [],
    };
    const press = (type: 'cut' | 'paste') =>
      editor.view.dom.dispatchEvent(Object.assign(new Event(type, { bubbles: true, cancelable: true }), { clipboardData }));
    point(editor, 'ordet', 0, 5);
    press('cut');
    point(editor, 'Anden linje', 6);
    press('paste');
    expect(lines(editor)).toEqual(['Første linje', 'Anden ordetlinje', 'Se']);
    expect(editor.view.dom.querySelector('[data-comment]')?.textContent).toBe('ordet');
  });

  it('what somebody else writes does not take the caret back', () => {
    const editor = edit();
    stand(editor, 'Første');
    point(editor, 'Anden linje', 5);
    somebodyWrites(editor, 'Ny. ');
    expect([caret(editor), shown()]).toEqual(['Anden linje 5', 'Anden linje 5']);
    expect(lines(editor)[0]).toBe('Ny. Første linje');
  });

  it('and where they write in the very line, the caret stays between its letters', () => {
    const editor = edit();
    stand(editor, 'Anden');
    point(editor, 'Første linje', 7);
    somebodyWrites(editor, 'Ny. ');
    expect([caret(editor), shown()]).toEqual(['Ny. Første linje 11', 'Ny. Første linje 11']);
  });

  it('nor does a comment that is shown', () => {
    const editor = edit();
    stand(editor, 'Første');
    point(editor, 'Anden linje', 5);
    showThreads(editor.view, { threads: new Set(['one']), open: null, pointed: null });
    expect([caret(editor), shown()]).toEqual(['Anden linje 5', 'Anden linje 5']);
    expect(editor.view.dom.querySelectorAll('[data-threads]')).toHaveLength(1);
  });

  it('one who only reads keeps the words they have selected', () => {
    const editor = edit(true);
    editor.view.dom.focus();
    point(editor, 'Første linje', 0, 6);
    somebodyWrites(editor, 'Ny. ');
    expect(getSelection()?.toString()).toBe('Første');
    const { from, to } = editor.view.state.selection;
    expect(editor.view.state.doc.textBetween(from, to)).toBe('Første');
  });

  it('all that is selected stays so, and a selection outside the text is none of it', () => {
    const editor = edit();
    stand(editor, 'Første');
    editor.press('Mod-a');
    editor.press('Mod-a');
    const selected = () => editor.view.state.doc.cut(editor.view.state.selection.from, editor.view.state.selection.to).textContent;
    somebodyWrites(editor, 'Ny. ');
    expect(selected()).toBe('Ny. Første linjeAnden linjeSe ordet');
    const beside = document.body.appendChild(document.createElement('p'));
    beside.textContent = 'Ved siden af';
    getSelection()?.collapse(beside.firstChild, 3);
    somebodyWrites(editor, 'Igen. ');
    key(editor, 'Shift', 16);
    expect(selected()).toBe('Igen. Ny. Første linjeAnden linjeSe ordet');
    beside.remove();
  });
});
