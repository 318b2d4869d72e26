import { birthUpdate, type NodeJson } from '@samskriv/document';
import { TextSelection } from 'prosemirror-state';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { createEditor, type EditorHandle, type EditorOptions } from './createEditor.ts';
import type { Labels } from './labels.ts';

// jsdom lays nothing out and has no clipboard.
Range.prototype.getClientRects ??= () => [] as unknown as DOMRectList;
Range.prototype.getBoundingClientRect ??= () => new DOMRect();
document.elementFromPoint ??= () => null;
Element.prototype.scrollIntoView ??= () => {};

// Builders for tests: papers as nested calls, and editors that stand on them.

/** Text; `<` in it marks where `caretAt('<')` finds it. */
export const text = (value: string, ...marks: { type: string; attrs?: Record<string, unknown> }[]): NodeJson => ({
  type: 'text',
  text: value,
  ...(marks.length > 0 ? { marks } : {}),
});
const inline = (value: string | NodeJson): NodeJson[] => (typeof value === 'string' ? (value === '' ? [] : [text(value)]) : [value]);
export const p = (...content: (string | NodeJson)[]): NodeJson => ({ type: 'paragraph', content: content.flatMap(inline) });
export const title = (...content: (string | NodeJson)[]): NodeJson => ({ type: 'sectionTitle', content: content.flatMap(inline) });
export const heading = (level: 3 | 4, value: string): NodeJson => ({ type: 'heading', attrs: { level }, content: inline(value) });
export const point = (id: string, ...content: NodeJson[]): NodeJson => ({ type: 'targetPoint', attrs: { id }, content });
export const li = (...content: NodeJson[]): NodeJson => ({ type: 'listItem', content });
export const ul = (...content: NodeJson[]): NodeJson => ({ type: 'bulletList', content });
export const ol = (...content: NodeJson[]): NodeJson => ({ type: 'orderedList', content });
export const section = (kind: string, id: string, ...content: NodeJson[]): NodeJson => ({ type: 'section', attrs: { kind, id }, content });
export const caseField = (name: string, ...content: NodeJson[]): NodeJson => ({ type: 'caseField', attrs: { name }, content });
export const cell = (...content: NodeJson[]): NodeJson => ({ type: 'tableCell', content });
export const row = (...content: NodeJson[]): NodeJson => ({ type: 'tableRow', content });
export const table = (...content: NodeJson[]): NodeJson => ({ type: 'table', content });
export const paper = (...content: NodeJson[]): NodeJson => ({ type: 'doc', content });

const labels: Labels = {
  editor: 'Tekst',
  words: {
    'section.target': 'Mål',
    'section.background': 'Baggrund',
    'section.tenderText': 'Udbudstekst',
    'section.caseExample': 'Case',
    'part.relevance': 'Relevans',
    'level.requirement': 'skal',
    'level.recommendation': 'anbefales',
    'status.empty': 'Tom',
    'status.draft': 'Udkast',
    'caseField.result': 'Resultat',
  },
  guidance: { point: 'Skriv et målpunkt', 'part.relevance': 'Hvorfor er det vigtigt?' },
  toggleLevel: 'Skift niveau',
};

/** An editor in the test's page, with its Y document. */
export interface TestEditor extends EditorHandle {
  ydoc: Y.Doc;
  awareness: Awareness;
  mount: HTMLElement;
  /** Presses a key, e.g. 'Enter', 'Shift-Tab', 'Mod-b'. True when the editor took it. */
  press: (key: string) => boolean;
  /** Types letters at the selection, as a person would. */
  type: (text: string) => void;
  /** Puts the caret right before (or, with `after`, right after) the first place where `words` stand. */
  caretAt: (words: string, after?: boolean) => void;
  /** Selects from right before the one to right after the other. */
  select: (first: string, last: string) => void;
  /** Pastes HTML at the selection. */
  paste: (html: string) => boolean;
  /** Selects by position. */
  selectRange: (from: number, to: number) => void;
  json: () => NodeJson;
}

function find(handle: EditorHandle, words: string): number {
  let found = -1;
  handle.view.state.doc.descendants((node, pos) => {
    const at = found < 0 && node.isText ? (node.text ?? '').indexOf(words) : -1;
    if (at >= 0) found = pos + at;
  });
  if (found < 0) throw new RangeError(`"${words}" does not stand in the paper`);
  return found;
}

/** An editor on a Y document, or on a paper that is born for it. */
export function editorOn(from: Y.Doc | NodeJson, options: Partial<EditorOptions> = {}): TestEditor {
  const ydoc = from instanceof Y.Doc ? from : new Y.Doc();
  if (!(from instanceof Y.Doc)) Y.applyUpdate(ydoc, birthUpdate(from));
  const awareness = options.awareness ?? new Awareness(ydoc);
  const mount = document.body.appendChild(document.createElement('div'));
  const handle = createEditor(mount, {
    fragment: ydoc.getXmlFragment('default'),
    awareness,
    user: { id: `user-${String(ydoc.clientID)}`, name: 'Anna', colour: 3 },
    readOnly: false,
    labels,
    onError: (error) => {
      throw error;
    },
    ...options,
  });
  const { view } = handle;
  const selectRange = (start: number, end: number) => {
    view.dispatch(view.state.tr.setSelection(TextSelection.between(view.state.doc.resolve(start), view.state.doc.resolve(end))));
  };
  return {
    ...handle,
    ydoc,
    awareness,
    mount,
    selectRange,
    press(name) {
      const parts = name.split('-');
      const key = parts.pop() ?? '';
      const event = new KeyboardEvent('keydown', {
        key,
        ctrlKey: parts.includes('Mod'),
        shiftKey: parts.includes('Shift'),
        altKey: parts.includes('Alt'),
        bubbles: true,
        cancelable: true,
      });
      return view.someProp('handleKeyDown', (handler) => handler(view, event)) === true;
    },
    type(words) {
      for (const letter of words) {
        const { from: start, to: end } = view.state.selection;
        const insert = () => view.state.tr.insertText(letter, start, end);
        if (view.someProp('handleTextInput', (handler) => handler(view, start, end, letter, insert)) !== true)
          view.dispatch(insert().scrollIntoView());
      }
    },
    caretAt(words, after = false) {
      const pos = find(handle, words) + (after ? words.length : 0);
      selectRange(pos, pos);
    },
    select(first, last) {
      selectRange(find(handle, first), find(handle, last) + last.length);
    },
    paste: (html) => view.pasteHTML(html, new Event('paste') as ClipboardEvent),
    json: () => view.state.doc.toJSON() as NodeJson,
    destroy() {
      handle.destroy();
      mount.remove();
      awareness.destroy();
    },
  };
}
