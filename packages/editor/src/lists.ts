import { schema } from '@samskriv/document';
import { chainCommands } from 'prosemirror-commands';
import type { NodeType } from 'prosemirror-model';
import { liftListItem, sinkListItem, splitListItem, wrapInList } from 'prosemirror-schema-list';
import type { Command, EditorState } from 'prosemirror-state';

const { bulletList, orderedList, listItem } = schema.nodes as Record<'bulletList' | 'orderedList' | 'listItem', NodeType>;

/** The innermost list around the selection, with the position before it; null outside lists. */
export function listAround(state: EditorState): { kind: 'bullet' | 'ordered'; pos: number } | null {
  const { $from, to } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const { type } = $from.node(depth);
    if ((type === bulletList || type === orderedList) && $from.end(depth) >= to) {
      return { kind: type === bulletList ? 'bullet' : 'ordered', pos: $from.before(depth) };
    }
    // A list around a table is not the list of what stands in the table.
    if (type.spec.isolating) return null;
  }
  return null;
}

/** Makes the selected blocks a list, turns a list into the other kind, or, in a list of that kind already, takes it away. */
export function toggleList(kind: 'bullet' | 'ordered'): Command {
  const type = kind === 'bullet' ? bulletList : orderedList;
  return (state, dispatch) => {
    const list = listAround(state);
    if (!list) return wrapInList(type)(state, dispatch);
    if (list.kind === kind) return liftListItem(listItem)(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup(list.pos, type));
    return true;
  };
}

// `splitListItem` would fill the outer item with whatever the schema demands of it, which is nothing.
const leaveItem: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const inEmptyItem = empty && $from.depth > 1 && $from.node(-1).type === listItem && $from.node(-1).content.size === 2;
  return inEmptyItem && liftListItem(listItem)(state, dispatch);
};

/** Enter in a list: a new item; in an empty item, out of the list. */
export const enterInList: Command = chainCommands(leaveItem, splitListItem(listItem));

/** Tab in a list. */
export const sinkItem: Command = sinkListItem(listItem);
/** Shift-Tab in a list. */
export const liftItem: Command = liftListItem(listItem);
