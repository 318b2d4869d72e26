import type { Mark, Node, ResolvedPos } from 'prosemirror-model';
import type { EditorState, Transaction } from 'prosemirror-state';
import { ReplaceStep } from 'prosemirror-transform';
import { ySyncPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';
import { bindingOf } from './binding.ts';
import { isLocal } from './origin.ts';

// y-prosemirror finds out what was typed by comparing the text before with the text after. Where letters repeat it can
// guess wrong by a few: "en ␣en" typed before "en" is taken for something typed inside it. Nobody sees that until one
// takes it back while another has written right there; then the other's words stand in the middle of a word. So where a
// change is a plain one, the Y text is told exactly what was typed, and the comparison finds nothing left to do.

interface TextPlace {
  /** The elements around the text, outermost first: the section, and so on down to the block. */
  path: Y.XmlElement[];
  text: Y.XmlText;
  /** UTF-16 units into the text. */
  offset: number;
}

// Runs of text and other inline nodes as y-prosemirror counts them: neighbouring texts are one.
function runsOf(block: Node): { node: Node; length: number }[] {
  const runs: { node: Node; length: number }[] = [];
  for (const node of block.children) {
    const last = runs.at(-1);
    if (node.isText && last?.node.isText) last.length += node.nodeSize;
    else runs.push({ node, length: node.nodeSize });
  }
  return runs;
}

function pathTo({ type }: { type: Y.XmlFragment }, $pos: ResolvedPos): Y.XmlElement[] | null {
  const path: Y.XmlElement[] = [];
  let parent: Y.XmlFragment | Y.XmlElement = type;
  for (let depth = 0; depth < $pos.depth; depth += 1) {
    if (parent.length !== $pos.node(depth).childCount) return null;
    const child: unknown = parent.get($pos.index(depth));
    if (!(child instanceof Y.XmlElement) || child.nodeName !== $pos.node(depth + 1).type.name) return null;
    path.push(child);
    parent = child;
  }
  return path;
}

// Where in a Y text `from` to `to` (both in one block) stand; null where they are not in one text of the same length.
function placeOf(state: EditorState, from: number, to: number): TextPlace | null {
  const $from = state.doc.resolve(from);
  const path = pathTo(bindingOf(state), $from);
  const block = path?.at(-1);
  if (!path || !block) return null;
  const runs = runsOf($from.parent);
  if (runs.length === 0) {
    const only: unknown = block.length === 1 ? block.get(0) : null;
    return only instanceof Y.XmlText && only.length === 0 ? { path, text: only, offset: 0 } : null;
  }
  if (runs.length !== block.length) return null;
  let start = $from.start();
  for (const [index, { node, length }] of runs.entries()) {
    const text: unknown = block.get(index);
    if (node.isText && from >= start && to <= start + length) {
      return text instanceof Y.XmlText && text.length === length ? { path, text, offset: from - start } : null;
    }
    start += length;
  }
  return null;
}

function attributesOf(marks: readonly Mark[]): Record<string, unknown> {
  return Object.fromEntries(marks.map((mark) => [mark.type.name, mark.attrs]));
}

/** Tells the Y document of a transaction that only types or deletes within one block, before the view is updated with `next`, what came of it. */
export function writeExactly(state: EditorState, tr: Transaction, next: EditorState): void {
  const step = tr.steps[0];
  if (!isLocal(tr) || tr.steps.length !== 1 || !(step instanceof ReplaceStep)) return;
  const { from, to, slice } = step;
  const inserted = slice.content.content;
  const plain =
    slice.openStart + slice.openEnd === 0 && inserted.every((node) => node.isText && node.marks.every(({ type }) => type.excludes(type)));
  const $from = state.doc.resolve(from);
  if (!plain || !$from.parent.isTextblock || to > $from.end()) return;
  const place = placeOf(state, from, to);
  if (!place) return;
  const { doc, mux, mapping } = bindingOf(state);
  mux(() => {
    doc.transact((transaction) => {
      transaction.meta.set('addToHistory', tr.getMeta('addToHistory') !== false);
      place.text.delete(place.offset, to - from);
      let at = place.offset;
      for (const node of inserted) {
        place.text.insert(at, node.text ?? '', attributesOf(node.marks));
        at += node.nodeSize;
      }
    }, ySyncPluginKey);
  });
  // What y-prosemirror remembers of these elements is of the text before.
  const $next = next.doc.resolve(from);
  place.path.forEach((element, depth) => mapping.set(element, $next.node(depth + 1)));
  mapping.delete(place.text);
}
