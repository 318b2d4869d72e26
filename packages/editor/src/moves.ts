import type { EditorView } from 'prosemirror-view';
import type { EditorState } from 'prosemirror-state';
import { Selection, TextSelection } from 'prosemirror-state';
import { ySyncPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';
import { bindingOf } from './binding.ts';
import { pointAround } from './pointCommands.ts';
import { sectionById } from './sectionCommands.ts';

// A move is made in the Y document itself. Made in ProseMirror, y-prosemirror would take it for the rewriting of one
// section's text into the other's, and what somebody else was writing in the one would come out in the other.

interface Place {
  parent: Y.XmlFragment | Y.XmlElement;
  /** ProseMirror position right before each child of the parent. */
  positions: number[];
  index: number;
}

// Where among its Y siblings the node at `pos` stands; null where the Y document has other children than the view shows.
function placeOf(state: EditorState, pos: number): Place | null {
  const { type } = bindingOf(state);
  const $pos = state.doc.resolve(pos);
  let parent: Y.XmlFragment | Y.XmlElement = type;
  for (let depth = 0; depth < $pos.depth; depth += 1) {
    const child: unknown = parent.length === $pos.node(depth).childCount ? parent.get($pos.index(depth)) : null;
    if (!(child instanceof Y.XmlElement)) return null;
    parent = child;
  }
  if (parent.length !== $pos.parent.childCount) return null;
  let at = $pos.start();
  const positions = $pos.parent.children.map((child) => (at += child.nodeSize) - child.nodeSize);
  return { parent, positions, index: $pos.index() };
}

// Swapping two neighbours can be done by making either of them anew; whoever writes in that one just then loses the words
// that have not arrived here yet. So the one in which nobody else is, is moved.
function swap(view: EditorView, pos: number, direction: -1 | 1, occupied: (from: number, to: number) => boolean): boolean {
  const place = placeOf(view.state, pos);
  const node = view.state.doc.nodeAt(pos);
  if (!place || !node) return false;
  const other = place.index + direction;
  const upper = Math.min(place.index, other);
  const { parent, positions } = place;
  const upperPos = positions[upper];
  const lowerPos = positions[upper + 1];
  if (upperPos === undefined || lowerPos === undefined) return false;
  const neighbour = view.state.doc.nodeAt(direction === 1 ? lowerPos : upperPos);
  if (neighbour?.type !== node.type) return false;
  const ownIsFree = !occupied(pos, pos + node.nodeSize);
  const moving = ownIsFree ? place.index : other;
  const { anchor, head } = view.state.selection;
  const fragment = bindingOf(view.state).doc;
  const original = parent.get(moving);
  if (!(original instanceof Y.XmlElement)) return false;
  fragment.transact(() => {
    const copy = original.clone() as Y.XmlElement;
    parent.delete(moving, 1);
    parent.insert(moving === upper ? upper + 1 : upper, [copy]);
  }, ySyncPluginKey);
  const newPos = direction === 1 ? upperPos + neighbour.nodeSize : upperPos;
  const within = (at: number) => (at > pos && at < pos + node.nodeSize ? at - pos + newPos : newPos + 1);
  const { doc } = view.state;
  const place2 = (at: number) => doc.resolve(Math.min(within(at), doc.content.size));
  const selection = anchor > pos && head > pos ? TextSelection.between(place2(anchor), place2(head)) : Selection.near(place2(newPos + 1));
  view.dispatch(view.state.tr.setSelection(selection).scrollIntoView());
  return true;
}

/** Whether somebody else's caret is between two positions. */
export type Occupied = (from: number, to: number) => boolean;

/** Moves a section one place up (-1) or down (1), past a section of its own kind. False at the end of the way. */
export function moveSection(view: EditorView, id: string, direction: -1 | 1, occupied: Occupied): boolean {
  const section = sectionById(view.state.doc, id);
  const neighbour = section && view.state.doc.maybeChild(section.index + direction);
  if (!section || neighbour?.attrs.kind !== section.node.attrs.kind) return false;
  return swap(view, section.pos, direction, occupied);
}

/** Moves the point at the caret one place up (-1) or down (1) among its neighbours. False at the end of the way. */
export function movePoint(view: EditorView, direction: -1 | 1, occupied: Occupied): boolean {
  const point = pointAround(view.state.selection.$from);
  return point !== null && swap(view, point.pos, direction, occupied);
}
