import * as Y from 'yjs';

// Yjs 13.6.33 can bring back words by undo with a right neighbour that stands left of their left neighbour (`redoItem` looks
// for the two separately). Every peer then puts them where it pleases, and the papers differ for good. While the undo is still
// unsent, such words can be told apart and given the neighbours they have here.

function contains(item: Y.Item, id: Y.ID): boolean {
  return item.id.client === id.client && id.clock >= item.id.clock && id.clock < item.id.clock + item.length;
}

function stands(start: Y.Item | null, id: Y.ID, next: (item: Y.Item) => Y.Item | null): boolean {
  for (let item = start; item !== null; item = next(item)) if (contains(item, id)) return true;
  return false;
}

const leftOf = (item: Y.Item): Y.Item | null => item.left;
const rightOf = (item: Y.Item): Y.Item | null => item.right;

// The nearest that was there when the item was made.
function elder(item: Y.Item, next: (item: Y.Item) => Y.Item | null): Y.Item | null {
  let other = next(item);
  while (other !== null && other.id.client === item.id.client && other.id.clock > item.id.clock) other = next(other);
  return other;
}

function mend(item: Y.Item): void {
  const { origin, rightOrigin } = item;
  const sound =
    (origin === null || stands(item.left, origin, leftOf)) && (rightOrigin === null || stands(item.right, rightOrigin, rightOf));
  if (sound) return;
  item.origin = elder(item, leftOf)?.lastId ?? null;
  item.rightOrigin = elder(item, rightOf)?.id ?? null;
}

/** Keeps what this manager undoes and redoes fit to be sent. Gives the way to stop. */
export function keepOrigins(doc: Y.Doc, undoManager: Y.UndoManager): () => void {
  // Called before the transaction's update is written.
  const check = (transaction: Y.Transaction) => {
    if (transaction.origin !== undoManager) return;
    const first = transaction.beforeState.get(doc.clientID) ?? 0;
    const structs = doc.store.clients.get(doc.clientID) ?? [];
    for (let index = structs.length - 1; index >= 0; index -= 1) {
      const struct = structs[index];
      if (!struct || struct.id.clock < first) break;
      if (struct instanceof Y.Item && struct.parentSub === null) mend(struct);
    }
  };
  doc.on('afterTransaction', check);
  return () => {
    doc.off('afterTransaction', check);
  };
}
