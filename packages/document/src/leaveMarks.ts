import type * as Y from 'yjs';

/**
 * Keeps Yjs from tidying marks in this document after others' changes (yjs 13.6, `cleanupYTextAfterTransaction`), until the
 * answer is called. Tidying is an edit of its own: what it takes away may count again when a change that was made at the
 * same moment arrives. A server's copy that did so would say something else than its log; a reader's would send an edit
 * and be refused for it.
 */
export function leaveMarks(ydoc: Y.Doc): () => void {
  const leave = (transaction: Y.Transaction) => {
    transaction._needFormattingCleanup = false;
  };
  ydoc.on('afterTransaction', leave);
  return () => {
    ydoc.off('afterTransaction', leave);
  };
}
