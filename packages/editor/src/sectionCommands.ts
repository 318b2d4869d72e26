import { sectionKind, schema, type NodeJson, type SectionKindName, type SectionStatus, type TextKind } from '@samskriv/document';
import { Node } from 'prosemirror-model';
import { Selection, type Command } from 'prosemirror-state';
import { allowFrames } from './frames.ts';

/** A section and where it stands. */
export interface SectionAt {
  node: Node;
  /** Position right before it. */
  pos: number;
  /** Which of the paper's sections it is, from 0. */
  index: number;
}

/** The first section with this id, or null. */
export function sectionById(doc: Node, id: string): SectionAt | null {
  let found: SectionAt | null = null;
  doc.forEach((node, pos, index) => {
    if (!found && node.attrs.id === id) found = { node, pos, index };
  });
  return found;
}

// A new section goes after the last of its kind, else at the end of the paper.
function placeFor(doc: Node, kind: SectionKindName): number {
  let pos = doc.content.size;
  let found = false;
  doc.forEach((node, offset) => {
    if (node.attrs.kind !== kind) return;
    pos = offset + node.nodeSize;
    found = true;
  });
  return found ? pos : doc.content.size;
}

/** Adds an empty section of a kind that may stand several times: after the section `after`, else after the last of its kind. */
export function addSection(kind: SectionKindName, after?: string): Command {
  return (state, dispatch) => {
    if (!sectionKind(kind).several) return false;
    const neighbour = after === undefined ? null : sectionById(state.doc, after);
    const pos = neighbour ? neighbour.pos + neighbour.node.nodeSize : placeFor(state.doc, kind);
    if (dispatch) {
      const json: NodeJson = sectionKind(kind).skeleton();
      const tr = state.tr.insert(pos, Node.fromJSON(schema, json));
      dispatch(allowFrames(tr.setSelection(Selection.near(tr.doc.resolve(pos + 1)))).scrollIntoView());
    }
    return true;
  };
}

/** Removes a section of a kind that may stand several times. One undo brings it back. */
export function removeSection(id: string): Command {
  return (state, dispatch) => {
    const section = sectionById(state.doc, id);
    if (!section || !sectionKind(section.node.attrs.kind as SectionKindName).several) return false;
    dispatch?.(allowFrames(state.tr.delete(section.pos, section.pos + section.node.nodeSize)));
    return true;
  };
}

function setAttribute(id: string, name: string, value: string | null): Command {
  return (state, dispatch) => {
    const section = sectionById(state.doc, id);
    if (!section || section.node.attrs[name] === value) return false;
    dispatch?.(state.tr.setNodeAttribute(section.pos, name, value));
    return true;
  };
}

/** Says how far a section has come. */
export function setSectionStatus(id: string, status: SectionStatus): Command {
  return setAttribute(id, 'status', status);
}

/** Says what kind of tender text a section is; null for none. */
export function setTextKind(id: string, textKind: TextKind | null): Command {
  return setAttribute(id, 'textKind', textKind);
}

/** Ties a tender text to the target point it serves; null for none. */
export function setServes(id: string, pointId: string | null): Command {
  return setAttribute(id, 'serves', pointId);
}
