import type { Transaction } from 'prosemirror-state';
import { ySyncPluginKey } from 'y-prosemirror';

/**
 * Whether the transaction is this person's own work in this editor. What comes out of the Y document (others' edits,
 * undo, redo) is not: it is accepted as it is and never repaired here, or every editor would repair it at once.
 */
export function isLocal(tr: Transaction): boolean {
  const change = tr.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined;
  return change?.isChangeOrigin !== true;
}

/** Whether any of the transactions is this person's own change of the text. */
export function changesLocally(transactions: readonly Transaction[]): boolean {
  return transactions.some((tr) => tr.docChanged && isLocal(tr));
}
