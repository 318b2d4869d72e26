import { schema, type SectionKindName, type SectionStatus, type TextKind } from '@samskriv/document';
import { toggleMark } from 'prosemirror-commands';
import type { MarkType } from 'prosemirror-model';
import type { Command } from 'prosemirror-state';
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  deleteColumn,
  deleteRow,
  deleteTable,
  toggleHeaderRow,
} from 'prosemirror-tables';
import type { EditorView } from 'prosemirror-view';
import type { UndoManager } from 'yjs';
import { paragraphAfter, toggleDecision, toggleHeading, toParagraph } from './keys.ts';
import { insertPoint, insertQuote, type Cited, type CitedPoint } from './insertions.ts';
import { setLink, unsetLink } from './links.ts';
import { liftItem, sinkItem, toggleList } from './lists.ts';
import { movePoint, moveSection, type Occupied } from './moves.ts';
import { addPoint, liftPoint, sinkPoint, togglePointLevel } from './pointCommands.ts';
import { addSection, removeSection, setSectionStatus, setServes, setTextKind } from './sectionCommands.ts';
import { insertTable } from './tables.ts';
import { takeBack } from './undo.ts';

/**
 * What a page's buttons can ask of the editor. Each gives true when it was done, false when it does not apply where the
 * caret is, or when the editor is read-only.
 */
export interface EditorCommands {
  undo: () => boolean;
  redo: () => boolean;
  toggleStrong: () => boolean;
  toggleEm: () => boolean;
  setLink: (address: string) => boolean;
  unsetLink: () => boolean;
  toParagraph: () => boolean;
  toggleHeading: (level: 3 | 4) => boolean;
  toggleDecision: () => boolean;
  toggleList: (kind: 'bullet' | 'ordered') => boolean;
  sink: () => boolean;
  lift: () => boolean;
  paragraphAfter: () => boolean;
  insertTable: (rows?: number, columns?: number) => boolean;
  addRowBefore: () => boolean;
  addRowAfter: () => boolean;
  addColumnBefore: () => boolean;
  addColumnAfter: () => boolean;
  deleteRow: () => boolean;
  deleteColumn: () => boolean;
  deleteTable: () => boolean;
  toggleHeaderRow: () => boolean;
  addPoint: () => boolean;
  insertQuote: (cited: Cited) => boolean;
  insertPoint: (cited: CitedPoint) => boolean;
  movePoint: (direction: -1 | 1) => boolean;
  togglePointLevel: () => boolean;
  addSection: (kind: SectionKindName, after?: string) => boolean;
  moveSection: (id: string, direction: -1 | 1) => boolean;
  removeSection: (id: string) => boolean;
  setSectionStatus: (id: string, status: SectionStatus) => boolean;
  setTextKind: (id: string, textKind: TextKind | null) => boolean;
  setServes: (id: string, pointId: string | null) => boolean;
}

/** What the commands need of the editor. */
export interface CommandContext {
  readOnly: () => boolean;
  undoManager: UndoManager;
  occupied: Occupied;
}

/** The commands of one editor. */
export function commandsFor(view: EditorView, { readOnly, undoManager, occupied }: CommandContext): EditorCommands {
  const run = (command: Command) => {
    if (readOnly()) return false;
    return command(view.state, view.dispatch.bind(view), view);
  };
  // A change of the paper's build is one step of undo, apart from the words typed before and after it.
  const alone = (change: () => boolean) => {
    if (readOnly()) return false;
    undoManager.stopCapturing();
    const done = change();
    undoManager.stopCapturing();
    return done;
  };
  const runAlone = (command: Command) => alone(() => run(command));
  const strong = schema.marks.strong as MarkType;
  const em = schema.marks.em as MarkType;
  return {
    undo: () => !readOnly() && takeBack(view, 'undo'),
    redo: () => !readOnly() && takeBack(view, 'redo'),
    toggleStrong: () => run(toggleMark(strong)),
    toggleEm: () => run(toggleMark(em)),
    setLink: (address) => run(setLink(address)),
    unsetLink: () => run(unsetLink),
    toParagraph: () => run(toParagraph),
    toggleHeading: (level) => run(toggleHeading(level)),
    toggleDecision: () => run(toggleDecision),
    toggleList: (kind) => run(toggleList(kind)),
    sink: () => run(sinkItem) || run(sinkPoint),
    lift: () => run(liftItem) || run(liftPoint),
    paragraphAfter: () => run(paragraphAfter),
    insertTable: (rows, columns) => runAlone(insertTable(rows, columns)),
    addRowBefore: () => run(addRowBefore),
    addRowAfter: () => run(addRowAfter),
    addColumnBefore: () => run(addColumnBefore),
    addColumnAfter: () => run(addColumnAfter),
    deleteRow: () => runAlone(deleteRow),
    deleteColumn: () => runAlone(deleteColumn),
    deleteTable: () => runAlone(deleteTable),
    toggleHeaderRow: () => run(toggleHeaderRow),
    addPoint: () => run(addPoint),
    insertQuote: (cited) => runAlone(insertQuote(cited)),
    insertPoint: (cited) => runAlone(insertPoint(cited)),
    movePoint: (direction) => alone(() => movePoint(view, direction, occupied)),
    togglePointLevel: () => run(togglePointLevel),
    addSection: (kind, after) => runAlone(addSection(kind, after)),
    moveSection: (id, direction) => alone(() => moveSection(view, id, direction, occupied)),
    removeSection: (id) => runAlone(removeSection(id)),
    setSectionStatus: (id, status) => runAlone(setSectionStatus(id, status)),
    setTextKind: (id, textKind) => runAlone(setTextKind(id, textKind)),
    setServes: (id, pointId) => runAlone(setServes(id, pointId)),
  };
}
