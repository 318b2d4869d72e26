import { freshId, schema } from '@samskriv/document';
import { Fragment, Slice, type Mark, type Node, type NodeType } from 'prosemirror-model';
import { Plugin, Selection, type EditorState, type Transaction } from 'prosemirror-state';
import { quietHtml } from './pastedHtml.ts';
import { pointAround } from './pointCommands.ts';

const { paragraph, targetPoint } = schema.nodes as Record<'paragraph' | 'targetPoint', NodeType>;

/** What of pasted content may stay as it is. */
interface Destination {
  /** Whether target points stay points; elsewhere they become what they hold. */
  points: boolean;
  /** Ids of points, and of comments, that stand in the paper already. */
  ids: ReadonlySet<string>;
}

function destinationOf(state: EditorState, moved: boolean): Destination {
  const { $from } = state.selection;
  const ids = new Set<string>();
  // What is dragged to another place leaves the old one, and keeps its ids.
  if (!moved) {
    state.doc.descendants((node) => {
      if (typeof node.attrs.id === 'string') ids.add(node.attrs.id);
      for (const mark of node.marks) if (mark.type.name === 'comment') ids.add(String(mark.attrs.id));
    });
  }
  return { points: $from.depth > 0 && $from.node(1).attrs.kind === 'target', ids };
}

// The schema has judged links when it parsed them. A comment that still stands elsewhere is not in two places.
function cleanMarks(marks: readonly Mark[], { ids }: Destination): readonly Mark[] {
  return marks.filter((mark) => mark.type.name !== 'comment' || !ids.has(String(mark.attrs.id)));
}

// Sections, titles and case fields are frames and are not pasted: what they hold is.
function cleanNode(node: Node, destination: Destination): Node[] {
  if (node.isInline) return [node.mark(cleanMarks(node.marks, destination))];
  const content = cleanContent(node.content, destination);
  switch (node.type.name) {
    case 'section':
    case 'caseField':
      return [...content.content];
    case 'sectionTitle':
      return content.size === 0 ? [] : [paragraph.create(null, content)];
    case 'targetPoint': {
      if (!destination.points) return [...content.content];
      const id = node.attrs.id as string | null;
      return [node.type.create({ ...node.attrs, id: id === null || destination.ids.has(id) ? freshId() : id }, content)];
    }
    default:
      return [node.copy(content)];
  }
}

function cleanContent(content: Fragment, destination: Destination): Fragment {
  return Fragment.fromArray(content.content.flatMap((child) => cleanNode(child, destination)));
}

// How far a slice stays open at one side when the wrappers that are not pasted are gone.
function openAt(side: 'firstChild' | 'lastChild', content: Fragment, open: number, { points }: Destination): number {
  let depth = 0;
  let node = content[side];
  for (let level = 0; level < open && node; level += 1) {
    const { name } = node.type;
    if (name === 'sectionTitle' && node.content.size === 0) return 0;
    if (name !== 'section' && name !== 'caseField' && (name !== 'targetPoint' || points)) depth += 1;
    node = node[side];
  }
  return depth;
}

/** A pasted or dropped slice as it may go into the paper. `moved` for content dragged from elsewhere in the same paper. */
function cleanSlice(slice: Slice, state: EditorState, moved = false): Slice {
  const destination = destinationOf(state, moved);
  const content = cleanContent(slice.content, destination);
  return new Slice(
    content,
    openAt('firstChild', slice.content, slice.openStart, destination),
    openAt('lastChild', slice.content, slice.openEnd, destination),
  );
}

// Several points, pasted in a point, go beside it; several paragraphs, pasted in an empty one, become points, which is how
// a target is drafted elsewhere. Left to ProseMirror, they would all end inside the point.
function pointsFrom({ content }: Slice, level: unknown, intoEmpty: boolean): readonly Node[] {
  const nodes = content.content;
  if (nodes.length < 2) return [];
  if (nodes.every(({ type }) => type === targetPoint)) return nodes;
  if (!intoEmpty || !nodes.every(({ type }) => type === paragraph)) return [];
  return nodes.map((node) => targetPoint.create({ id: freshId(), level }, node));
}

function pastePoints(state: EditorState, slice: Slice): Transaction | null {
  const { $from, empty } = state.selection;
  const around = pointAround($from);
  if (!around || !empty) return null;
  const { node, pos } = around;
  const blank = node.textContent === '' && node.childCount <= 1;
  const points = pointsFrom(slice, node.attrs.level, blank);
  const [first, ...others] = points;
  if (!first) return null;
  const end = pos + node.nodeSize;
  const tr = blank
    ? state.tr.replaceWith(pos, end, [first.type.create({ ...first.attrs, id: node.attrs.id as unknown }, first.content), ...others])
    : state.tr.insert(end, points);
  const last = (blank ? pos : end) + Fragment.fromArray([...points]).size;
  return tr.setSelection(Selection.near(tr.doc.resolve(last), -1)).scrollIntoView();
}

/** Cleans what is pasted and dropped: only what the schema has, no foreign address, no doubled ids, no frames. */
export function pastePlugin(): Plugin {
  return new Plugin({
    props: {
      transformPastedHTML: quietHtml,
      handlePaste(view, _event, slice) {
        const tr = pastePoints(view.state, slice);
        if (tr) view.dispatch(tr);
        return tr !== null;
      },
      transformPasted: (slice, view) => cleanSlice(slice, view.state, view.dragging?.move === true),
    },
  });
}
