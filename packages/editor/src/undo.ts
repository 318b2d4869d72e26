import { TextSelection, type Command, type EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { getRelativeSelection, relativePositionToAbsolutePosition, ySyncPluginKey, yUndoPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';
import { bindingOf } from './binding.ts';

// Undoing the making of a node must not take what others have since put in it: a node goes only when it holds nothing
// (what it was made with is taken first). A text goes with its block or not at all, as somebody may be writing in it just
// now, unseen. Nor may a node lose its attributes, as it may have to stay; if it goes, they go too.
function mayUndo(undoManager: Y.UndoManager, item: Y.Item): boolean {
  if (item.content instanceof Y.ContentType) {
    const { type } = item.content;
    return type instanceof Y.XmlElement && type.toArray().every((child) => child instanceof Y.XmlText && child.length === 0);
  }
  const owner = (item.parent as Y.AbstractType<unknown>)._item;
  if (item.parentSub === null || item.left !== null || owner?.id.client !== item.id.client) return true;
  const waiting = [...undoManager.undoStack, ...undoManager.redoStack];
  return waiting.some(({ insertions }) => Y.isDeleted(insertions, owner.id));
}

/**
 * Undo that takes back only what this editor did: it follows one origin, belongs to the Y document and not to the
 * connection, and so outlives every reconnect (fault 45).
 */
export function undoManagerFor(fragment: Y.XmlFragment): Y.UndoManager {
  const undoManager: Y.UndoManager = new Y.UndoManager(fragment, {
    trackedOrigins: new Set([ySyncPluginKey]),
    captureTransaction: (transaction) => transaction.meta.get('addToHistory') !== false,
    deleteFilter: (item) => mayUndo(undoManager, item),
  });
  return undoManager;
}

const caretKey = 'caretBefore';

interface Caret {
  anchor: Y.RelativePosition;
  head: Y.RelativePosition;
}

/**
 * Keeps with each step of undo where the caret was before it (y-prosemirror brings the caret back one transaction too
 * late). `during` runs a change that begins at `state`.
 */
export function caretKeeper(undoManager: Y.UndoManager): { during: (state: EditorState, change: () => void) => void } {
  let before: Caret | null = null;
  undoManager.on('stack-item-added', ({ stackItem, type }) => {
    if (before !== null && type === 'undo') stackItem.meta.set(caretKey, before);
  });
  return {
    during(state, change) {
      before = getRelativeSelection(bindingOf(state) as never, state) as Caret;
      try {
        change();
      } finally {
        before = null;
      }
    },
  };
}

/** Takes back this person's last step, or does it again; the caret goes where it was made. False when there is none. */
export function takeBack(view: EditorView, direction: 'undo' | 'redo'): boolean {
  const { undoManager } = yUndoPluginKey.getState(view.state) as { undoManager: Y.UndoManager };
  const { doc, type, mapping } = bindingOf(view.state);
  // Redo has no caret of its own: it goes where the step was made.
  const kept = (direction === 'undo' ? undoManager.undoStack : undoManager.redoStack).at(-1)?.meta.get(caretKey) as Caret | undefined;
  const step = undoManager[direction]();
  if (step === null) return false;
  const other = direction === 'undo' ? undoManager.redoStack : undoManager.undoStack;
  if (kept) other.at(-1)?.meta.set(caretKey, kept);
  const at = (position: Y.RelativePosition) => relativePositionToAbsolutePosition(doc, type, position, mapping as never);
  const [anchor, head] = kept ? [at(kept.anchor), at(kept.head)] : [null, null];
  const size = view.state.doc.content.size;
  if (anchor !== null && head !== null && anchor <= size && head <= size) {
    const selection = TextSelection.between(view.state.doc.resolve(anchor), view.state.doc.resolve(head));
    view.dispatch(view.state.tr.setSelection(selection).scrollIntoView());
  }
  return true;
}

/** Mod-Z and its opposite. */
export function takeBackKey(direction: 'undo' | 'redo'): Command {
  return (state, dispatch, view) => {
    const { undoManager } = yUndoPluginKey.getState(state) as { undoManager: Y.UndoManager };
    if (!view?.editable) return false;
    if (!dispatch) return direction === 'undo' ? undoManager.canUndo() : undoManager.canRedo();
    takeBack(view, direction);
    // Taken even when there is nothing to undo: the browser's own undo would change the text behind the editor's back.
    return true;
  };
}
