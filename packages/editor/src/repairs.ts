import { freshId, schema } from '@samskriv/document';
import type { Node, NodeType } from 'prosemirror-model';
import { AllSelection, Plugin, Selection, TextSelection, type Transaction } from 'prosemirror-state';
import { allowFrames } from './frames.ts';
import { changesLocally } from './origin.ts';

// Repairs run after this person's own changes only: if every editor repaired what merging left behind, each would add its own.

const { paragraph, targetPoint } = schema.nodes as Record<'paragraph' | 'targetPoint', NodeType>;
const holders = new Set(['section', 'caseField', 'targetPoint', 'listItem', 'tableCell', 'tableHeader']);

function identified(doc: Node): { node: Node; pos: number }[] {
  const found: { node: Node; pos: number }[] = [];
  doc.descendants((node, pos) => {
    const { name } = node.type;
    if (name !== 'section' && name !== 'targetPoint') return false;
    found.push({ node, pos });
    return true;
  });
  return found;
}

// Of an id that now stands twice, the node that had it before keeps it; the copy gets a new one.
function freshIds(tr: Transaction, before: Node, map: (pos: number) => number): void {
  const owned = new Map<string, number>();
  for (const { node, pos } of identified(before)) {
    const id = node.attrs.id as string | null;
    if (id !== null && !owned.has(id)) owned.set(id, map(pos));
  }
  const nodes = identified(tr.doc);
  const owners = new Map<string, number>();
  for (const { node, pos } of nodes) {
    const id = node.attrs.id as string | null;
    if (id !== null && (!owners.has(id) || owned.get(id) === pos)) owners.set(id, pos);
  }
  for (const { node, pos } of nodes) {
    const id = node.attrs.id as string | null;
    if (id === null || owners.get(id) !== pos) tr.setNodeAttribute(pos, 'id', freshId());
  }
}

function mayBeWrittenIn(node: Node): boolean {
  if (node.type.name !== 'section') return node.childCount > 0;
  return node.children.some((child) => child.type.name !== 'sectionTitle');
}

// A place that holds blocks and has none cannot be written in.
function fillEmpty(tr: Transaction, before: Node): void {
  const unchanged = new Set(before.children);
  const empty: { pos: number; node: Node }[] = [];
  tr.doc.descendants((node, pos) => {
    if (unchanged.has(node)) return false;
    if (holders.has(node.type.name) && !mayBeWrittenIn(node)) empty.push({ pos: pos + node.nodeSize - 1, node });
    return !node.isTextblock;
  });
  for (const { pos, node } of empty.reverse()) {
    tr.insert(pos, node.attrs.kind === 'target' ? targetPoint.create({ id: freshId() }, paragraph.create()) : paragraph.create());
  }
}

// y-prosemirror carries marks on text alone; on anything else they would be seen by this editor only.
function unmarkBreaks(tr: Transaction, before: Node): void {
  const unchanged = new Set(before.children);
  tr.doc.descendants((node, pos) => {
    if (node.isInline && !node.isText && node.marks.length > 0) tr.removeMark(pos, pos + node.nodeSize);
    return !unchanged.has(node);
  });
}

/** After local changes: gives points and sections ids of their own, puts a paragraph where a block is missing, takes marks off breaks. */
export function repairsPlugin(): Plugin {
  return new Plugin({
    appendTransaction(transactions, oldState, newState) {
      if (!changesLocally(transactions)) return null;
      const tr = newState.tr;
      freshIds(tr, oldState.doc, (pos) => transactions.reduce((at, { mapping }) => mapping.map(at), pos));
      unmarkBreaks(tr, oldState.doc);
      fillEmpty(tr, oldState.doc);
      if (!tr.docChanged) return null;
      const { selection } = tr;
      // Where the text around the caret is gone, ProseMirror selects everything; nobody asked for that.
      const lost = selection instanceof AllSelection ? !(oldState.selection instanceof AllSelection) : selection instanceof TextSelection;
      if (lost && !selection.$from.parent.inlineContent)
        tr.setSelection(Selection.near(tr.doc.resolve(Math.min(oldState.selection.from, tr.doc.content.size)), -1));
      return allowFrames(tr);
    },
  });
}
