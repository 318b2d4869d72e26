import { safeHref, schema } from '@samskriv/document';
import type { Node } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';

const link = schema.marks.link as (typeof schema.marks)[string];

/** The link at the caret or at the start of the selection: its address and how far it reaches. Null when there is none. */
export function linkAround(state: EditorState): { href: string; from: number; to: number } | null {
  const { $from, from, empty } = state.selection;
  const parent = $from.parent;
  if (!parent.isTextblock) return null;
  const start = $from.start();
  let found: { href: string; from: number; to: number } | null = null;
  let run: { href: string; from: number; to: number } | null = null;
  parent.forEach((node: Node, offset) => {
    const mark = link.isInSet(node.marks);
    const href = mark ? String(mark.attrs.href) : null;
    if (href === null) {
      run = null;
      return;
    }
    const end = start + offset + node.nodeSize;
    if (run?.href === href) run.to = end;
    else run = { href, from: start + offset, to: end };
    if (run.from <= from && (empty ? from <= run.to : from < run.to)) found = run;
  });
  return found;
}

/**
 * Links the selection, or gives the link at the caret a new address; with neither, puts the address itself in as a link.
 * Does not apply for an address that may not be followed (see `safeHref`).
 */
export function setLink(address: string): Command {
  return (state, dispatch) => {
    const href = safeHref(address);
    const { selection } = state;
    if (href === null || !selection.$from.parent.inlineContent || !selection.$from.parent.type.allowsMarkType(link)) return false;
    if (!dispatch) return true;
    const around = linkAround(state);
    const mark = link.create({ href });
    const tr = state.tr;
    if (!selection.empty) tr.addMark(selection.from, selection.to, mark);
    else if (around) tr.addMark(around.from, around.to, mark);
    else tr.replaceSelectionWith(schema.text(href, [...selection.$from.marks(), mark]), false);
    dispatch(tr.removeStoredMark(link).scrollIntoView());
    return true;
  };
}

/** Takes the link away from the selection, or the whole of the link at the caret. */
export const unsetLink: Command = (state, dispatch) => {
  const { from, to, empty } = state.selection;
  const around = linkAround(state);
  if (empty ? !around : !around && !state.doc.rangeHasMark(from, to, link)) return false;
  const range = empty && around ? around : { from, to };
  dispatch?.(state.tr.removeMark(range.from, range.to, link));
  return true;
};
