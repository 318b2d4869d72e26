import { schema } from '@samskriv/document';
import { Fragment, type Node, type NodeType, type ResolvedPos } from 'prosemirror-model';
import { Selection, TextSelection, type Command, type EditorState, type Transaction } from 'prosemirror-state';

const { targetPoint, paragraph } = schema.nodes as Record<'targetPoint' | 'paragraph', NodeType>;

/** The innermost target point around a position. */
export interface PointAround {
  node: Node;
  pos: number;
  /** Its depth in the document tree. */
  depth: number;
}

/** The target point that holds `$pos`, or null. */
export function pointAround($pos: ResolvedPos): PointAround | null {
  for (let depth = $pos.depth; depth > 0; depth -= 1) {
    if ($pos.node(depth).type === targetPoint) return { node: $pos.node(depth), pos: $pos.before(depth), depth };
  }
  return null;
}

// The point whose own text (no list, no table) holds an empty selection.
function pointAtCaret(state: EditorState): (PointAround & { $caret: ResolvedPos }) | null {
  const { $from, empty } = state.selection;
  const point = pointAround($from);
  if (!point || !empty || $from.depth !== point.depth + 1 || $from.parent.type !== paragraph) return null;
  return { ...point, $caret: $from };
}

function isEmptyPoint(point: Node): boolean {
  return point.childCount === 0 || (point.childCount === 1 && point.firstChild?.isTextblock === true && point.content.size === 2);
}

function selectNear(tr: Transaction, pos: number): Transaction {
  return tr.setSelection(Selection.near(tr.doc.resolve(Math.min(pos, tr.doc.content.size)))).scrollIntoView();
}

function newPoint(level: unknown): Node {
  return targetPoint.create({ level }, paragraph.create());
}

/** Enter in a point: a new point after it, or before its sub-points; in the middle of its text it is split in two. */
export const splitPoint: Command = (state, dispatch) => {
  const point = pointAtCaret(state);
  if (!point) return false;
  if (isEmptyPoint(point.node)) return leavePoint(state, dispatch);
  const { $caret, node } = point;
  const atEnd = $caret.parentOffset === $caret.parent.content.size;
  const next = node.maybeChild($caret.index(point.depth) + 1);
  if (atEnd && next?.type === targetPoint) {
    const pos = $caret.after();
    dispatch?.(selectNear(state.tr.insert(pos, newPoint(next.attrs.level)), pos + 2));
    return true;
  }
  if (atEnd && !next) {
    const tr = state.tr.insert(point.pos + node.nodeSize, newPoint(node.attrs.level));
    // A second Enter, in the empty paragraph that ends a point, was meant for the next point.
    if ($caret.parent.content.size === 0) tr.delete($caret.before(), $caret.after());
    dispatch?.(selectNear(tr, tr.mapping.map(point.pos + node.nodeSize, -1) + 2));
    return true;
  }
  if (next && next.type !== targetPoint) return false;
  dispatch?.(
    state.tr
      .split($caret.pos, 2, [{ type: targetPoint, attrs: { id: null, level: node.attrs.level } }, { type: paragraph }])
      .scrollIntoView(),
  );
  return true;
};

/** Enter in an empty point: a sub-point moves out one level, a point becomes a plain paragraph. */
const leavePoint: Command = (state, dispatch) => {
  const point = pointAtCaret(state);
  if (!point || !isEmptyPoint(point.node)) return false;
  if (state.doc.resolve(point.pos).parent.type === targetPoint) return liftPoint(state, dispatch);
  const content = point.node.childCount === 0 ? paragraph.create() : point.node.content;
  dispatch?.(selectNear(state.tr.replaceWith(point.pos, point.pos + point.node.nodeSize, content), point.pos + 1));
  return true;
};

// The selection, moved along with the point it is in.
function carrySelection(tr: Transaction, state: EditorState, from: number, to: number): Transaction {
  const { anchor, head } = state.selection;
  const size = tr.doc.content.size;
  const moved = (pos: number) => tr.doc.resolve(Math.min(Math.max(pos - from + to, 0), size));
  return tr.setSelection(TextSelection.between(moved(anchor), moved(head))).scrollIntoView();
}

/** Tab in a point: it becomes the last sub-point of the point before it. */
export const sinkPoint: Command = (state, dispatch) => {
  const point = pointAround(state.selection.$from);
  if (!point) return false;
  const $pos = state.doc.resolve(point.pos);
  const before = $pos.nodeBefore;
  if (before?.type !== targetPoint) return false;
  if (!dispatch) return true;
  const start = point.pos - before.nodeSize;
  const merged = before.copy(before.content.append(Fragment.from(point.node)));
  const tr = state.tr.replaceWith(start, point.pos + point.node.nodeSize, merged);
  dispatch(carrySelection(tr, state, point.pos, point.pos - 1));
  return true;
};

/** Shift-Tab in a sub-point: it moves out one level, and the sub-points after it become its own, so that the order stays. */
export const liftPoint: Command = (state, dispatch) => {
  const point = pointAround(state.selection.$from);
  if (!point) return false;
  const $pos = state.doc.resolve(point.pos);
  const parent = $pos.parent;
  if (parent.type !== targetPoint) return false;
  if (!dispatch) return true;
  const index = $pos.index();
  const followers = parent.children.slice(index + 1);
  const kept = parent.copy(Fragment.fromArray(parent.children.slice(0, index)));
  const lifted = point.node.copy(point.node.content.append(Fragment.fromArray(followers)));
  const start = $pos.before();
  const tr = state.tr.replaceWith(start, start + parent.nodeSize, [kept, lifted]);
  dispatch(carrySelection(tr, state, point.pos, start + kept.nodeSize));
  return true;
};

/** Backspace at the very start of a sub-point moves it out; elsewhere it does not apply. */
export const backspaceInPoint: Command = (state, dispatch) => {
  const point = pointAtCaret(state);
  if (!point || point.$caret.parentOffset > 0 || point.$caret.index(point.depth) > 0) return false;
  return liftPoint(state, dispatch);
};

/** Makes the points in the selection recommendations, or requirements if they all are recommendations already. */
export const togglePointLevel: Command = (state, dispatch) => {
  const { from, to, $from } = state.selection;
  const found: { node: Node; pos: number }[] = [];
  state.doc.nodesBetween(from, to, (node, pos) => {
    if (node.type === targetPoint && pos >= from) found.push({ node, pos });
    return !node.isTextblock;
  });
  const around = pointAround($from);
  if (around) found.push(around);
  if (found.length === 0) return false;
  const level = found.every(({ node }) => node.attrs.level === 'recommendation') ? 'requirement' : 'recommendation';
  if (dispatch) {
    const tr = state.tr;
    for (const { pos } of found) tr.setNodeAttribute(pos, 'level', level);
    dispatch(tr);
  }
  return true;
};

/** A new point after the one at the caret, or at the end of the section where the caret is in none. */
export const addPoint: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if ($from.depth === 0 || $from.node(1).type.name !== 'section') return false;
  const outermost = $from.depth > 1 && $from.node(2).type === targetPoint;
  const pos = outermost ? $from.after(2) : $from.end(1);
  dispatch?.(selectNear(state.tr.insert(pos, newPoint(outermost ? $from.node(2).attrs.level : 'requirement')), pos + 2));
  return true;
};
