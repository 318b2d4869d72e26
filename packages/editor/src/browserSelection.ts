import { Plugin, TextSelection, type Selection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { getRelativeSelection } from 'y-prosemirror';
import type * as Y from 'yjs';
import { bindingOf } from './binding.ts';

// A browser moves its caret at once and tells of it with the next frame. Until then ProseMirror's state has the old place: a
// key pressed in between acts there, and a text drawn anew in between (an edit of somebody else, a caret, a comment) puts the
// browser's caret back there, so that the click is lost. So the browser is asked before either happens.

interface Place {
  anchorNode: Node | null;
  anchorOffset: number;
  focusNode: Node | null;
  focusOffset: number;
}

/** What must not happen at an old place. Typed letters are not among it: ProseMirror reads them from where they stand. */
const acts = ['keydown', 'mousedown', 'cut', 'copy', 'paste'] as const;

// Where the browser's selection stood when the editor last wrote it or was told of it.
const lastTold = new WeakMap<EditorView, Place>();

function placeNow(view: EditorView): Place | null {
  const selection = view.dom.ownerDocument.getSelection();
  if (selection === null) return null;
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  return { anchorNode, anchorOffset, focusNode, focusOffset };
}

function same(one: Place, other: Place | undefined): boolean {
  return (
    one.anchorNode === other?.anchorNode &&
    one.anchorOffset === other.anchorOffset &&
    one.focusNode === other.focusNode &&
    one.focusOffset === other.focusOffset
  );
}

// In the text itself, not in a button or a name that stands in it.
function isInText(view: EditorView, node: Node | null): node is Node {
  if (node === null || !view.dom.contains(node)) return false;
  const element = node instanceof Element ? node : node.parentElement;
  return [null, view.dom].includes((element?.closest('[contenteditable="false"]') ?? null) as HTMLElement | null);
}

/** The browser's selection where it has moved and has not told of it yet; else null. */
export function unreportedSelection(view: EditorView): Selection | null {
  const place = placeNow(view);
  if (place === null || same(place, lastTold.get(view)) || view.composing || (view.editable && !view.hasFocus())) return null;
  const { anchorNode, anchorOffset, focusNode, focusOffset } = place;
  if (!isInText(view, anchorNode) || !isInText(view, focusNode)) return null;
  const { doc, selection: known } = view.state;
  const [anchor, head] = [view.posAtDOM(anchorNode, anchorOffset, 1), view.posAtDOM(focusNode, focusOffset, 1)];
  if (Math.max(anchor, head) > doc.content.size) return null;
  const [$anchor, $head] = [doc.resolve(anchor), doc.resolve(head)];
  const selection =
    view.someProp('createSelectionBetween', (between) => between(view, $anchor, $head)) ??
    TextSelection.between($anchor, $head, known.head < head ? 1 : -1);
  return selection.eq(known) ? null : selection;
}

/** Keeps the state's selection the one that the person sees, whatever happens between two frames. */
export function browserSelectionPlugin(): Plugin {
  return new Plugin({
    view(view) {
      const { ownerDocument } = view.dom;
      const told = () => {
        const place = placeNow(view);
        if (place !== null) lastTold.set(view, place);
      };
      // The editor writes its selection right after it has taken the focus.
      const focused = () => {
        queueMicrotask(told);
      };
      const catchUp = () => {
        const selection = unreportedSelection(view);
        if (selection !== null) view.dispatch(view.state.tr.setSelection(selection));
      };
      const binding = bindingOf(view.state);
      const othersWrite = (transaction: Y.Transaction) => {
        if (transaction.local) return;
        const selection = unreportedSelection(view);
        // Not dispatched: what the editor writes now would count as the others' and never be sent.
        if (selection !== null) binding.beforeTransactionSelection = getRelativeSelection(binding as never, { selection } as never);
      };
      told();
      binding.doc.on('beforeTransaction', othersWrite);
      ownerDocument.addEventListener('selectionchange', told);
      view.dom.addEventListener('focus', focused);
      for (const act of acts) ownerDocument.addEventListener(act, catchUp, true);
      return {
        update: told,
        destroy() {
          binding.doc.off('beforeTransaction', othersWrite);
          ownerDocument.removeEventListener('selectionchange', told);
          view.dom.removeEventListener('focus', focused);
          for (const act of acts) ownerDocument.removeEventListener(act, catchUp, true);
        },
      };
    },
  });
}
