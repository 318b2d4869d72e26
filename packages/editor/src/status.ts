import { schema, type PointLevel } from '@samskriv/document';
import type { MarkType, Node } from 'prosemirror-model';
import type { EditorState } from 'prosemirror-state';
import { isInTable } from 'prosemirror-tables';
import { yUndoPluginKey } from 'y-prosemirror';
import type { Awareness } from 'y-protocols/awareness';
import type { UndoManager } from 'yjs';
import { otherCarets, type PresentUser } from './carets.ts';
import { linkAround } from './links.ts';
import { listAround } from './lists.ts';
import { pointAround } from './pointCommands.ts';

/** Somebody who is here, and the section their caret is in. */
export interface Present extends PresentUser {
  /** Null when they are in no section with an id. */
  sectionId: string | null;
}

/** What a toolbar, an outline and a list of who is here need to know. A new object at each change. */
export interface EditorStatus {
  readOnly: boolean;
  focused: boolean;
  /** Which marks what is typed now would have; for a selection, which it has. `link` is the address at the caret. */
  marks: { strong: boolean; em: boolean; link: string | null };
  block: 'paragraph' | 'heading3' | 'heading4' | 'decision' | 'title' | null;
  list: 'bullet' | 'ordered' | null;
  inTable: boolean;
  /** The target point at the caret. */
  point: { id: string | null; level: PointLevel; depth: number } | null;
  /** The section at the caret; null where it is in none or that has no id. */
  sectionId: string | null;
  /** Whether the selection is empty. */
  empty: boolean;
  canUndo: boolean;
  canRedo: boolean;
  /** Everybody else who is present, once a person, those in the text first. */
  present: Present[];
}

function sectionIdAt(doc: Node, pos: number | null): string | null {
  if (pos === null) return null;
  const $pos = doc.resolve(pos);
  const section = $pos.depth === 0 ? null : $pos.node(1);
  return typeof section?.attrs.id === 'string' ? section.attrs.id : null;
}

function hasMark(state: EditorState, type: MarkType): boolean {
  const { $from, from, to, empty } = state.selection;
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  return state.doc.rangeHasMark(from, to, type);
}

function blockAt(state: EditorState): EditorStatus['block'] {
  const { type, attrs } = state.selection.$from.parent;
  if (type.name === 'heading') return attrs.level === 4 ? 'heading4' : 'heading3';
  if (type.name === 'sectionTitle') return 'title';
  return type.name === 'paragraph' || type.name === 'decision' ? type.name : null;
}

function pointAt(state: EditorState): EditorStatus['point'] {
  const { $from } = state.selection;
  const point = pointAround($from);
  if (!point) return null;
  // The section is at depth 1, its points at 2, their sub-points at 3.
  return { id: point.node.attrs.id as string | null, level: point.node.attrs.level as PointLevel, depth: point.depth - 2 };
}

function presentPeople(state: EditorState, awareness: Awareness): Present[] {
  const people = new Map<string, Present>();
  for (const { user, head } of otherCarets(state, awareness)) {
    const sectionId = sectionIdAt(state.doc, head);
    if (!people.has(user.id) || sectionId !== null) people.set(user.id, { ...user, sectionId });
  }
  return [...people.values()].sort((one, other) => Number(one.sectionId === null) - Number(other.sectionId === null));
}

/** The status of an editor as it stands. */
export function statusOf(
  state: EditorState,
  awareness: Awareness,
  { readOnly, focused }: Pick<EditorStatus, 'readOnly' | 'focused'>,
): EditorStatus {
  const { undoManager } = yUndoPluginKey.getState(state) as { undoManager: UndoManager };
  return {
    readOnly,
    focused,
    marks: {
      strong: hasMark(state, schema.marks.strong as MarkType),
      em: hasMark(state, schema.marks.em as MarkType),
      link: linkAround(state)?.href ?? null,
    },
    block: blockAt(state),
    list: listAround(state)?.kind ?? null,
    inTable: isInTable(state),
    point: pointAt(state),
    sectionId: sectionIdAt(state.doc, state.selection.head),
    empty: state.selection.empty,
    canUndo: !readOnly && undoManager.undoStack.length > 0,
    canRedo: !readOnly && undoManager.redoStack.length > 0,
    present: presentPeople(state, awareness),
  };
}
