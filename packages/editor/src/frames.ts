import { schema } from '@samskriv/document';
import { Fragment, type Node, type NodeType } from 'prosemirror-model';
import { Plugin, Selection, type EditorState, type Transaction } from 'prosemirror-state';
import { ReplaceStep } from 'prosemirror-transform';
import { isLocal } from './origin.ts';

// The frames of a paper: what stays when its text is deleted. Sections come and go by explicit commands only; titles
// and case fields come and go with their section. What arrives from others is always accepted.

const allowed = 'allowFrames';
const frameTypes = new Set(['section', 'sectionTitle', 'caseField']);
const { paragraph, targetPoint } = schema.nodes as Record<'paragraph' | 'targetPoint', NodeType>;

/** Lets a transaction add or remove frames; for the commands that mean to. */
export function allowFrames(tr: Transaction): Transaction {
  return tr.setMeta(allowed, true);
}

function framesIn(section: Node): string[] {
  return section.children
    .filter((child) => frameTypes.has(child.type.name))
    .map((child) => `${child.type.name} ${String(child.attrs.name)}`);
}

/** Whether both texts have the same sections, titles and case fields in the same order. */
function sameFrames(before: Node, after: Node): boolean {
  return (
    before.childCount === after.childCount &&
    before.children.every((section, index) => {
      const other = after.child(index);
      if (section === other) return true;
      const ids = section.attrs.id === other.attrs.id || section.attrs.id === null;
      return ids && section.attrs.kind === other.attrs.kind && framesIn(section).join('\n') === framesIn(other).join('\n');
    })
  );
}

function breaksFrames(tr: Transaction, state: EditorState): boolean {
  return tr.docChanged && isLocal(tr) && tr.getMeta(allowed) !== true && !sameFrames(state.doc, tr.doc);
}

function deleteRun(tr: Transaction, parent: Node, run: Node[], start: number, from: number, to: number): void {
  const end = start + Fragment.fromArray(run).size;
  if (from >= end || to <= start) return;
  const mapped = (pos: number) => tr.mapping.map(pos);
  const first = Selection.findFrom(tr.doc.resolve(mapped(start)), 1, true)?.from ?? 0;
  const last = Selection.findFrom(tr.doc.resolve(mapped(end)), -1, true)?.to ?? 0;
  if (run.length === 1 && run[0]?.isTextblock) {
    tr.delete(Math.max(mapped(from), first), Math.min(mapped(to), last));
    return;
  }
  if (mapped(from) > first || mapped(to) < last) {
    tr.deleteRange(mapped(Math.max(from, start)), mapped(Math.min(to, end)));
    return;
  }
  // The whole of it: one empty block is left to write in, and in a target that is its first point.
  const point = run.find((node) => node.type === targetPoint);
  const inTarget = parent.type.name === 'section' && parent.attrs.kind === 'target' && point !== undefined;
  const left = inTarget ? targetPoint.create(point.attrs, paragraph.create()) : paragraph.create();
  tr.replaceWith(mapped(start), mapped(end), left);
}

function clearInside(tr: Transaction, parent: Node, start: number, from: number, to: number): void {
  let run: Node[] = [];
  let runStart = start;
  let pos = start;
  const endRun = () => {
    if (run.length > 0) deleteRun(tr, parent, run, runStart, from, to);
    run = [];
  };
  for (const child of parent.children) {
    const end = pos + child.nodeSize;
    if (!frameTypes.has(child.type.name)) {
      if (run.length === 0) runStart = pos;
      run.push(child);
    } else {
      endRun();
      if (from < end && to > pos) {
        const inner = [Math.max(from, pos + 1), Math.min(to, end - 1)] as const;
        if (!child.isTextblock) clearInside(tr, child, pos + 1, ...inner);
        else if (inner[0] < inner[1]) tr.delete(tr.mapping.map(inner[0]), tr.mapping.map(inner[1]));
      }
    }
    pos = end;
  }
  endRun();
}

/** Deletes the text between two positions and lets the frames in between stand. The caret goes where the text began. */
function clearText(state: EditorState, from: number, to: number): Transaction {
  const tr = state.tr;
  clearInside(tr, state.doc, 0, from, to);
  const selection = Selection.near(tr.doc.resolve(Math.min(tr.mapping.map(from, -1), tr.doc.content.size)), 1);
  return tr.setSelection(selection).scrollIntoView();
}

// Whether the transaction only takes away; one that changes what blocks are is not a deletion in disguise.
function onlyDeletes(tr: Transaction): boolean {
  return tr.steps.every((step) => step instanceof ReplaceStep && step.slice.content.textBetween(0, step.slice.content.size) === '');
}

/**
 * What to dispatch for `tr`: itself, or, where it would destroy frames by deleting a selection (a key press, a cut, what
 * a browser or a keyboard app does), a transaction that deletes the selected text alone.
 */
export function keepFrames(tr: Transaction, state: EditorState): Transaction {
  const { from, to, empty } = state.selection;
  return !empty && breaksFrames(tr, state) && onlyDeletes(tr) ? clearText(state, from, to) : tr;
}

/** Guards the frames: typing, pasting and dropping over several sections replaces text only; anything else that would destroy a frame is not done. */
export function framesPlugin(): Plugin {
  return new Plugin({
    filterTransaction: (tr, state) => !breaksFrames(tr, state),
    props: {
      handleTextInput(view, from, to, text) {
        if (from === to || sameFrames(view.state.doc, view.state.tr.delete(from, to).doc)) return false;
        const tr = clearText(view.state, from, to);
        view.dispatch(tr.insertText(text));
        return true;
      },
      // What replaces the selection then goes in as usual.
      handlePaste(view, _event, slice) {
        const { from, to } = view.state.selection;
        if (breaksFrames(view.state.tr.replaceSelection(slice), view.state)) view.dispatch(clearText(view.state, from, to));
        return false;
      },
      // A passage that holds frames cannot be dragged away from them.
      handleDrop: (view, _event, _slice, moved) => moved && breaksFrames(view.state.tr.deleteSelection(), view.state),
    },
  });
}
