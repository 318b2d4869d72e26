import { schema } from '@samskriv/document';
import type { Node } from 'prosemirror-model';
import type { EditorState, Plugin } from 'prosemirror-state';
import { initProseMirrorDoc, ySyncPlugin, ySyncPluginKey, yUndoPlugin } from 'y-prosemirror';
import type * as Y from 'yjs';

/** What of y-prosemirror's binding the editor reaches into. */
export interface Binding {
  doc: Y.Doc;
  type: Y.XmlFragment;
  /** Runs a change of the Y document that the view need not be told of. */
  mux: (change: () => void) => void;
  mapping: Map<unknown, Node | Node[]>;
  /** Where the caret was before what is being done to the Y document; it is put back there. */
  beforeTransactionSelection: unknown;
  _observeFunction: (events: Y.YEvent<Y.XmlFragment>[], transaction: Y.Transaction) => void;
  _forceRerender: () => void;
}

/** The binding between the editor's text and the Y document. */
export function bindingOf(state: EditorState): Binding {
  return (ySyncPluginKey.getState(state) as { binding: Binding }).binding;
}

/** The plugins that tie an editor to a Y fragment and an undo stack, and the document they begin with. */
export function bindTo(fragment: Y.XmlFragment, undoManager: Y.UndoManager): { doc: Node; plugins: Plugin[] } {
  const { doc, mapping } = initProseMirrorDoc(fragment, schema);
  return {
    doc,
    plugins: [ySyncPlugin(fragment, { mapping }), yUndoPlugin({ undoManager })],
  };
}

/**
 * Makes the binding survive an exception while others' edits are drawn. Left alone, the view would keep showing the old
 * text, and the next key press would write that old text over what the others wrote. Call it before the view is made.
 */
export function keepDrawing(state: EditorState, onError: (error: unknown) => void): void {
  const binding = bindingOf(state);
  const draw = binding._observeFunction;
  binding._observeFunction = (events, transaction) => {
    try {
      draw(events, transaction);
    } catch (error) {
      binding._forceRerender();
      onError(error);
    }
  };
}
