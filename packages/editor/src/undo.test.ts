import { afterEach, describe, expect, it } from 'vitest';
import { birthUpdate, documentJson, plainText, type NodeJson } from '@samskriv/document';
import { Plugin } from 'prosemirror-state';
import { ySyncPluginKey, yUndoPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';
import { editorOn, p, paper, point, section, title, type TestEditor } from './testing.ts';

const open: TestEditor[] = [];

// Two people on one paper. `link` carries what each writes to the other until it is cut; `mend` is the reconnect.
function pair(json: NodeJson) {
  const birth = birthUpdate(json);
  const [anna, bo] = [1, 2].map((clientId) => {
    const ydoc = new Y.Doc();
    ydoc.clientID = clientId;
    Y.applyUpdate(ydoc, birth);
    const editor = editorOn(ydoc);
    // What is typed here is one step until something else is done, also where the machine pauses between two letters.
    const { undoManager } = yUndoPluginKey.getState(editor.view.state) as { undoManager: Y.UndoManager };
    undoManager.captureTimeout = Number.MAX_SAFE_INTEGER;
    open.push(editor);
    return editor;
  }) as [TestEditor, TestEditor];
  let linked = true;
  const carry = (from: TestEditor, to: TestEditor) =>
    from.ydoc.on('update', (update: Uint8Array, origin: unknown) => {
      if (linked && origin !== 'network') Y.applyUpdate(to.ydoc, update, 'network');
    });
  carry(anna, bo);
  carry(bo, anna);
  return {
    anna,
    bo,
    cut: () => {
      linked = false;
    },
    mend: () => {
      linked = true;
      const [ours, theirs] = [Y.encodeStateAsUpdate(anna.ydoc), Y.encodeStateAsUpdate(bo.ydoc)];
      Y.applyUpdate(anna.ydoc, theirs, 'network');
      Y.applyUpdate(bo.ydoc, ours, 'network');
      expect(anna.json()).toEqual(bo.json());
    },
  };
}

const lines = (editor: TestEditor) => plainText(editor.json()).split('\n');

afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy();
});

describe('undo', () => {
  const start = paper(section('target', 't', title('Titel'), point('a', p('en to'))), section('background', 'b', p('tre')));

  it('takes back A’s words after B has written in the same line, across a reconnect (fault 45)', () => {
    const { anna, bo, cut, mend } = pair(start);
    anna.caretAt('en to', true);
    anna.type(' Anna');
    cut();
    anna.type(' igen');
    bo.caretAt('Anna');
    bo.type('Bo ');
    mend();
    bo.caretAt('to', true);
    bo.type('!');
    anna.commands.undo();
    expect(lines(anna)).toEqual(['Titel', '1 en to!Bo ', 'tre']);
    expect(lines(bo)).toEqual(lines(anna));
    expect(anna.commands.undo()).toBe(false);
    bo.commands.undo();
    expect(lines(anna)[1]).toBe('1 en to');
    anna.commands.redo();
    expect(lines(bo)[1]).toContain('Anna igen');
  });

  it('leaves what B has put into A’s new section, with its name', () => {
    const { anna, bo } = pair(start);
    anna.commands.addSection('tenderText');
    bo.caretAt('tre');
    bo.selectRange(bo.view.state.doc.content.size - 2, bo.view.state.doc.content.size - 2);
    bo.type('Bos tekst');
    anna.commands.undo();
    expect(lines(anna)).toContain('Bos tekst');
    expect(anna.outline().at(-1)).toMatchObject({ kind: 'tenderText' });
    expect(anna.outline().at(-1)?.id).not.toBeNull();
    expect(bo.json()).toEqual(anna.json());
  });

  it('takes back A’s new section when nobody has written in it', () => {
    const { anna, bo } = pair(start);
    anna.commands.addSection('caseExample');
    expect(bo.outline()).toHaveLength(3);
    anna.commands.undo();
    expect(bo.outline()).toHaveLength(2);
  });

  it('leaves words that B is writing, unseen, in the line that A began', () => {
    const { anna, bo, cut, mend } = pair(paper(section('background', 'b', p('en'))));
    anna.caretAt('en', true);
    anna.press('Enter');
    anna.commands.toggleStrong();
    anna.type('Anna');
    cut();
    bo.caretAt('Anna', true);
    bo.type(' Bo');
    mend();
    anna.commands.undo();
    expect(lines(anna).join(' ')).toContain('Bo');
  });

  it('does not split a word where another writes at the very place that is taken back', () => {
    const { anna, bo, cut, mend } = pair(paper(section('background', 'b', p('alfa beta'))));
    anna.caretAt('beta');
    anna.type('bro ');
    bo.caretAt('beta');
    cut();
    bo.type('Bo ');
    anna.commands.undo();
    mend();
    expect(lines(anna)).toEqual(['alfa Bo beta']);
  });

  it('brings the caret back to where the change was', () => {
    const { anna, bo } = pair(start);
    anna.caretAt('tre', true);
    anna.type('x');
    bo.caretAt('Titel');
    bo.type('Ny ');
    anna.caretAt('en to');
    anna.commands.undo();
    expect(anna.view.state.selection.$from.parent.textContent).toBe('tre');
  });
});

describe('what other clients put where it does not fit', () => {
  const raw = ([ydoc, ...others]: [Y.Doc, ...Y.Doc[]], change: (fragment: Y.XmlFragment) => void) => {
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(ydoc));
    change(other.getXmlFragment('default'));
    for (const one of [ydoc, ...others]) Y.applyUpdate(one, Y.encodeStateAsUpdate(other), 'network');
  };
  const json = paper(section('background', 'b', p('tre')));

  it('costs nobody the section it was put in', () => {
    const { anna, bo } = pair(json);
    raw([anna.ydoc, bo.ydoc], (fragment) => {
      const first = fragment.get(0) as Y.XmlElement;
      first.insert(0, [new Y.XmlText('løs'), new Y.XmlElement('listItem'), new Y.XmlElement('script')]);
      const table = new Y.XmlElement('table');
      const cell = new Y.XmlElement('tableCell');
      cell.setAttribute('colspan', (2 ** 40) as unknown as string);
      const row = new Y.XmlElement('tableRow');
      row.insert(0, [cell]);
      table.insert(0, [new Y.XmlElement('paragraph'), row]);
      first.insert(first.length, [table]);
      fragment.insert(0, [new Y.XmlText('bar'), new Y.XmlElement('paragraph')]);
    });
    expect(lines(anna)[0]).toBe('tre');
    anna.caretAt('tre', true);
    anna.type('x');
    expect(anna.json().content).toHaveLength(1);
    expect(bo.json()).toEqual(anna.json());
    anna.view.state.doc.check();
  });

  it('is gone before an editor is set on it', () => {
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, birthUpdate(json));
    ydoc.getXmlFragment('default').insert(0, [new Y.XmlText('bar')]);
    (ydoc.getXmlFragment('default').get(1) as Y.XmlElement).insert(0, [new Y.XmlText('løs')]);
    const editor = editorOn(ydoc);
    open.push(editor);
    expect(lines(editor)).toEqual(['tre']);
  });
});

describe('an exception while others’ edits are drawn', () => {
  it('does not make the next key press write over them', () => {
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, birthUpdate(paper(section('background', 'b', p('en'), p('to')))));
    const thrown: unknown[] = [];
    let fail = true;
    const clumsy = new Plugin({
      state: {
        init: () => null,
        apply: (tr) => {
          if (tr.getMeta(ySyncPluginKey) && fail) {
            fail = false;
            throw new Error('clumsy');
          }
          return null;
        },
      },
    });
    const editor = editorOn(ydoc, { plugins: [clumsy], onError: (error) => thrown.push(error) });
    open.push(editor);
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(ydoc));
    const first = (other.getXmlFragment('default').get(0) as Y.XmlElement).get(0) as Y.XmlElement;
    (first.get(0) as Y.XmlText).insert(2, ' Bo');
    Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(other), 'network');
    editor.caretAt('to', true);
    editor.type('x');
    expect(lines(editor)).toEqual(['en Bo', 'tox']);
    expect(plainText(documentJson(ydoc))).toBe('en Bo\ntox');
    expect(thrown).toHaveLength(1);
  });
});

describe('others’ edits', () => {
  it('are drawn in a read-only editor, and the caret stays', () => {
    const { anna, bo } = pair(paper(section('background', 'b', p('en'), p('to'))));
    anna.caretAt('to', true);
    anna.setReadOnly(true);
    bo.caretAt('en', true);
    bo.press('Enter');
    bo.type('halvanden');
    expect(lines(anna)).toEqual(['en', 'halvanden', 'to']);
    expect(anna.view.state.selection.$from.parent.textContent).toBe('to');
  });

  it('may remove what the guards here would keep', () => {
    const { anna, bo } = pair(paper(section('tenderText', 'x', title('X'), p('x')), section('background', 'b', p('b'))));
    bo.commands.removeSection('x');
    expect(anna.outline().map(({ id }) => id)).toEqual(['b']);
  });
});
