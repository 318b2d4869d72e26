import { schema } from '@samskriv/document';
import { baseKeymap, chainCommands, selectAll, splitBlock, toggleMark } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import type { Attrs, NodeType } from 'prosemirror-model';
import { Selection, TextSelection, type Command, type Plugin } from 'prosemirror-state';
import { enterInList, liftItem, sinkItem, toggleList } from './lists.ts';
import { backspaceInPoint, liftPoint, pointAround, sinkPoint, splitPoint, togglePointLevel } from './pointCommands.ts';
import { nextCell, previousCell } from './tables.ts';
import { takeBackKey } from './undo.ts';

const { paragraph, heading, decision, hardBreak, sectionTitle } = schema.nodes as Record<
  'paragraph' | 'heading' | 'decision' | 'hardBreak' | 'sectionTitle',
  NodeType
>;
const { strong, em } = schema.marks as Record<'strong' | 'em', (typeof schema.marks)[string]>;

const insertBreak: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if (!$from.parent.inlineContent || $from.parent.type === sectionTitle) return false;
  dispatch?.(state.tr.replaceSelectionWith(hardBreak.create(), false).scrollIntoView());
  return true;
};

// Enter in a title goes on to the text below it.
const leaveTitle: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if ($from.parent.type !== sectionTitle) return false;
  if (!dispatch) return true;
  const pos = $from.after();
  const next = state.doc.resolve(pos).nodeAfter;
  const tr = next?.isTextblock || next?.firstChild ? state.tr : state.tr.insert(pos, paragraph.create());
  dispatch(tr.setSelection(Selection.near(tr.doc.resolve(pos + 1), 1)).scrollIntoView());
  return true;
};

/** A new paragraph after the list, table or block the caret is in; in a point, still within the point. */
export const paragraphAfter: Command = (state, dispatch) => {
  const { $from } = state.selection;
  for (let depth = 1; depth < $from.depth; depth += 1) {
    const holder = $from.node(depth);
    const next = $from.node(depth + 1);
    const goesOn = next.type.name === 'targetPoint' || next.type.name === 'caseField';
    if (goesOn || !holder.canReplaceWith($from.indexAfter(depth), $from.indexAfter(depth), paragraph)) continue;
    const pos = $from.after(depth + 1);
    const tr = state.tr.insert(pos, paragraph.create());
    dispatch?.(tr.setSelection(TextSelection.create(tr.doc, pos + 1)).scrollIntoView());
    return true;
  }
  return false;
};

// The first press selects the section, the next the whole paper, so that a whole paper is not replaced by accident.
const selectSection: Command = (state, dispatch) => {
  const { $from, $to, from, to } = state.selection;
  if ($from.depth === 0 || $to.depth === 0 || $from.index(0) !== $to.index(0)) return false;
  const section = TextSelection.between(state.doc.resolve($from.start(1)), state.doc.resolve($from.end(1)));
  if (section.from >= from && section.to <= to) return false;
  dispatch?.(state.tr.setSelection(section));
  return true;
};

// Where nothing can be joined, the browser must not try it by itself.
const stopAtStart: Command = ({ selection: { $from, empty } }) => empty && $from.parentOffset === 0;
const stopAtEnd: Command = ({ selection: { $from, empty } }) => empty && $from.parentOffset === $from.parent.content.size;

const stopAtTitleStart: Command = (state, dispatch, view) =>
  state.selection.$from.parent.type === sectionTitle && stopAtStart(state, dispatch, view);

const plainBackspace: Command = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || ($from.parent.type !== heading && $from.parent.type !== decision)) return false;
  return toParagraph(state, dispatch, view);
};

const backspace = chainCommands(stopAtTitleStart, backspaceInPoint, plainBackspace);

// `setBlockType` would make titles into blocks too.
function setBlocks(type: NodeType, attrs: Attrs | null = null): Command {
  return (state, dispatch) => {
    const tr = state.tr;
    for (const { $from, $to } of state.selection.ranges) {
      state.doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
        if (!node.isTextblock) return true;
        if (node.type !== sectionTitle && !node.hasMarkup(type, attrs))
          tr.setBlockType(tr.mapping.map(pos), tr.mapping.map(pos + node.nodeSize), type, attrs);
        return false;
      });
    }
    if (!tr.docChanged) return false;
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** Turns the selected blocks into paragraphs. Titles stay titles. */
export const toParagraph: Command = setBlocks(paragraph);

/** Turns the selected blocks into headings of a level, or back into paragraphs if they are that already. Titles stay titles. */
export function toggleHeading(level: 3 | 4): Command {
  return chainCommands(setBlocks(heading, { level }), toParagraph);
}

/** Turns the selected blocks into decisions of the minutes, or back into paragraphs if they are that already. Titles stay titles. */
export const toggleDecision: Command = chainCommands(setBlocks(decision), toParagraph);

/** What the keys that need the editor's own handle do. */
export interface KeyActions {
  /** Mod-K. */
  editLink: () => boolean;
  movePoint: (direction: -1 | 1) => boolean;
}

/** The keys of the editor, most particular first. */
export function keyPlugins({ editLink, movePoint }: KeyActions): Plugin[] {
  const inPoint =
    (run: () => boolean): Command =>
    (state, dispatch) =>
      pointAround(state.selection.$from) !== null && (!dispatch || run());
  return [
    keymap({
      'Mod-z': takeBackKey('undo'),
      'Mod-y': takeBackKey('redo'),
      'Shift-Mod-z': takeBackKey('redo'),
      'Mod-b': toggleMark(strong),
      'Mod-i': toggleMark(em),
      'Mod-k': (_state, dispatch) => !dispatch || editLink(),
      'Mod-Alt-0': toParagraph,
      'Mod-Alt-1': toggleHeading(3),
      'Mod-Alt-2': toggleHeading(4),
      'Mod-Alt-3': toggleHeading(3),
      'Mod-Alt-4': toggleHeading(4),
      'Mod-Alt-5': toggleDecision,
      'Mod-Shift-7': toggleList('ordered'),
      'Mod-Shift-8': toggleList('bullet'),
      'Mod-Shift-9': togglePointLevel,
      'Alt-ArrowUp': inPoint(() => movePoint(-1)),
      'Alt-ArrowDown': inPoint(() => movePoint(1)),
      'Mod-Enter': paragraphAfter,
      'Shift-Enter': insertBreak,
      'Mod-a': chainCommands(selectSection, selectAll),
      Enter: chainCommands(leaveTitle, enterInList, splitPoint, splitBlock),
      Backspace: backspace,
      'Mod-Backspace': backspace,
      'Shift-Backspace': backspace,
      Tab: chainCommands(nextCell, sinkItem, sinkPoint),
      'Shift-Tab': chainCommands(previousCell, liftItem, liftPoint),
    }),
    keymap(baseKeymap),
    keymap({
      Backspace: stopAtStart,
      'Mod-Backspace': stopAtStart,
      'Shift-Backspace': stopAtStart,
      Delete: stopAtEnd,
      'Mod-Delete': stopAtEnd,
    }),
  ];
}
