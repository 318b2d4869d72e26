import { schema } from '@samskriv/document';
import type { NodeType } from 'prosemirror-model';
import { Plugin, TextSelection, type Command } from 'prosemirror-state';
import { addRowAfter, goToNextCell, isInTable, tableEditing } from 'prosemirror-tables';
import { changesLocally, isLocal } from './origin.ts';

const { table, tableRow, tableCell, tableHeader, paragraph } = schema.nodes as Record<
  'table' | 'tableRow' | 'tableCell' | 'tableHeader' | 'paragraph',
  NodeType
>;

/** Puts a table after the block at the caret: a header row and `rows - 1` rows of `columns` cells. Not inside another table or a title. */
export function insertTable(rows = 3, columns = 3): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    if (isInTable(state) || !$from.parent.isTextblock || $from.depth < 2) return false;
    const cells = (type: NodeType) => Array.from({ length: columns }, () => type.create(null, paragraph.create()));
    const made = table.create(
      null,
      Array.from({ length: rows }, (_, row) => tableRow.create(null, cells(row === 0 ? tableHeader : tableCell))),
    );
    const holder = $from.node(-1);
    const index = $from.indexAfter(-1);
    if (!holder.canReplaceWith(index, index, table)) return false;
    if (!dispatch) return true;
    const replacesEmpty = $from.parent.type === paragraph && $from.parent.content.size === 0;
    const start = replacesEmpty ? $from.before() : $from.after();
    const tr = state.tr.replaceWith(start, $from.after(), made);
    // After the table there is always a place to go on writing.
    const end = start + made.nodeSize;
    if (!tr.doc.resolve(end).nodeAfter) tr.insert(end, paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, start + 4)).scrollIntoView());
    return true;
  };
}

/** Tab in a table: the next cell; in the last one, a new row. */
export const nextCell: Command = (state, dispatch, view) => {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!dispatch || !view) return true;
  addRowAfter(state, dispatch);
  return goToNextCell(1)(view.state, dispatch);
};

/** Shift-Tab in a table: the cell before. */
export const previousCell: Command = (state, dispatch) => isInTable(state) && (goToNextCell(-1)(state, dispatch) || true);

/** Selecting cells, keys in tables, pasting of cells, and the repair of ragged tables after this person's own changes only. */
export function tablesPlugin(): Plugin {
  const { spec } = tableEditing();
  const repair = spec.appendTransaction;
  return new Plugin({
    ...spec,
    appendTransaction(transactions, oldState, newState) {
      const own = changesLocally(transactions) || transactions.every((tr) => !tr.docChanged && isLocal(tr));
      return own ? repair?.call(this as unknown as Plugin, transactions, oldState, newState) : null;
    },
  });
}
