import { anchorOf, pickedPlace, textIndex, type Anchor, type PaperNode, type TextIndex } from '@samskriv/comments';
import { numberPoints } from '@samskriv/document';
import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey, TextSelection, type EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';

/** Which threads are shown in the text, and how. Ids that no mark has are of no consequence, and marks of other ids are not shown. */
export interface ShownThreads {
  threads: ReadonlySet<string>;
  /** The one that is read just now. */
  open: string | null;
  /** The one that is pointed at elsewhere, such as in the margin. */
  pointed: string | null;
  /** A passage that somebody is about to comment on. */
  pending?: Pick<Anchor, 'quote' | 'prefix' | 'suffix'> | null;
}

/** What the page is told of the marked text. */
export interface ThreadMarksOptions {
  /** The id of the element that holds the threads, which the marked text refers to; a thread's own is `thread-` and its id. */
  details: string;
  /** Marked text was clicked: the shown threads that lie there, in no order. */
  onThread: (ids: string[]) => void;
  /** The pointer came over marked text, or left it (null). */
  onPoint: (id: string | null) => void;
  /** Mod-Alt-M. */
  onComment: () => void;
  /** Mod-Alt-Shift-M (null: the section that the caret is in), or a section's own tools. */
  onCommentSection: (sectionId: string | null) => void;
  /** The text or the selection has changed, or what is shown. */
  onChange: (view: EditorView) => void;
}

/** A stretch of text under the same threads; `from` and `to` count from the start of its section. */
interface Segment {
  from: number;
  to: number;
  ids: string[];
}

interface Shown {
  shown: ShownThreads;
  decorations: DecorationSet;
}

const key = new PluginKey<Shown>('threadMarks');
const nothing: ShownThreads = { threads: new Set(), open: null, pointed: null };

// Sections that nobody has changed are the same nodes as before, so a key press looks through one section only.
const segmentsOfSection = new WeakMap<Node, Segment[]>();

function segmentsOf(section: Node): Segment[] {
  const kept = segmentsOfSection.get(section);
  if (kept) return kept;
  const segments: Segment[] = [];
  section.descendants((node, pos) => {
    const ids = node.marks.flatMap((mark) => (mark.type.name === 'comment' ? [String(mark.attrs.id)] : []));
    if (node.isText && ids.length > 0) segments.push({ from: pos, to: pos + node.nodeSize, ids });
  });
  segmentsOfSection.set(section, segments);
  return segments;
}

function eachSegment(doc: Node, visit: (segment: Segment) => void): void {
  doc.forEach((section, offset) => {
    for (const { from, to, ids } of segmentsOf(section)) visit({ from: from + offset + 1, to: to + offset + 1, ids });
  });
}

function indexOf(doc: Node): TextIndex {
  const points = numberPoints(doc).map(({ number, pos, node }) => ({ number, from: pos, to: pos + node.nodeSize }));
  return textIndex(doc.toJSON() as PaperNode, points);
}

function decorate(doc: Node, { threads, open, pointed, pending }: ShownThreads, details: string): DecorationSet {
  const decorations: Decoration[] = [];
  // Looked for anew at each change: what comes from others replaces the text in a way that no position outlives.
  const place = pending && pending.quote !== '' ? pickedPlace(indexOf(doc), pending) : null;
  for (const { from, to } of place?.ranges ?? [])
    decorations.push(Decoration.inline(from, to, { class: 'commented-pending', 'data-pending': '' }));
  eachSegment(doc, ({ from, to, ids }) => {
    const here = ids.filter((id) => threads.has(id));
    if (here.length === 0) return;
    const classes = ['commented'];
    if (here.length > 1) classes.push('commented-over');
    if (pointed !== null && here.includes(pointed)) classes.push('commented-pointed');
    if (open !== null && here.includes(open)) classes.push('commented-open');
    const refers = [...here.map((id) => `thread-${id}`), details].join(' ');
    decorations.push(Decoration.inline(from, to, { class: classes.join(' '), 'data-threads': here.join(' '), 'aria-details': refers }));
  });
  return DecorationSet.create(doc, decorations);
}

function idsAt(target: EventTarget | null): string[] {
  const marked = target instanceof Element ? target.closest('[data-threads]') : null;
  return marked?.getAttribute('data-threads')?.split(' ') ?? [];
}

// AltGr is Ctrl and Alt to some machines, and writes µ on a Danish keyboard.
function asksToComment(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && event.altKey && event.code === 'KeyM' && !event.getModifierState('AltGraph');
}

/** Shows threads in the text, and tells of clicks on it. Which ones: `showThreads`. */
export function threadMarksPlugin(options: ThreadMarksOptions): Plugin {
  return new Plugin<Shown>({
    key,
    state: {
      init: () => ({ shown: nothing, decorations: DecorationSet.empty }),
      apply(tr, before) {
        const shown = (tr.getMeta(key) as ShownThreads | undefined) ?? before.shown;
        if (shown === before.shown && !tr.docChanged) return before;
        return { shown, decorations: decorate(tr.doc, shown, options.details) };
      },
    },
    props: {
      decorations(state) {
        return this.getState(state)?.decorations;
      },
      // Key and click are heard in a text that may only be read as well, where ProseMirror's own handlers are silent.
      handleDOMEvents: {
        keydown(view, event) {
          const reads = !view.editable && event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp');
          if (reads) selectNextBlock(view, event.key === 'ArrowDown' ? 1 : -1);
          else if (asksToComment(event) && event.shiftKey) options.onCommentSection(null);
          else if (asksToComment(event)) options.onComment();
          else return false;
          event.preventDefault();
          return true;
        },
        click(view, event) {
          const ids = idsAt(event.target);
          if (ids.length > 0 && view.state.selection.empty) options.onThread(ids);
          return false;
        },
        mouseover(_view, event) {
          options.onPoint(idsAt(event.target)[0] ?? null);
          return false;
        },
        mouseleave() {
          options.onPoint(null);
          return false;
        },
      },
    },
    view(view) {
      options.onChange(view);
      return {
        update(now, before) {
          if (now.state.doc !== before.doc || !now.state.selection.eq(before.selection) || key.getState(before) !== key.getState(now.state))
            options.onChange(now);
        },
      };
    },
  });
}

/** Shows these threads from now on. */
export function showThreads(view: EditorView, shown: ShownThreads): void {
  view.dispatch(view.state.tr.setMeta(key, shown).setMeta('addToHistory', false));
}

/** The ids of all threads whose mark stands in the text, known or not. */
export function markedThreads(state: EditorState): Set<string> {
  const found = new Set<string>();
  eachSegment(state.doc, ({ ids }) => {
    for (const id of ids) found.add(id);
  });
  return found;
}

/** The shown threads that the caret is in, or the selection touches. */
export function threadsAtCaret(state: EditorState): string[] {
  const { from, to } = state.selection;
  const shown = key.getState(state)?.shown.threads;
  const found = new Set<string>();
  eachSegment(state.doc, (segment) => {
    if (segment.from <= to && segment.to >= from) for (const id of segment.ids) if (shown?.has(id)) found.add(id);
  });
  return [...found];
}

/** The id of the section that the caret is in; null where it has none. */
export function sectionAtCaret(state: EditorState): string | null {
  const { $from } = state.selection;
  const id: unknown = $from.depth === 0 ? null : $from.node(1).attrs.id;
  return typeof id === 'string' && id !== '' ? id : null;
}

/** Where each shown thread's text begins, in pixels below the top of the editor. Threads without text are left out. */
export function threadTops(view: EditorView): Map<string, number> {
  const tops = new Map<string, number>();
  const base = view.dom.getBoundingClientRect().top;
  for (const marked of view.dom.querySelectorAll('[data-threads]')) {
    const ids = idsAt(marked).filter((id) => !tops.has(id));
    if (ids.length === 0) continue;
    const { top } = marked.getBoundingClientRect();
    for (const id of ids) tops.set(id, top - base);
  }
  return tops;
}

/** Where the pending passage begins, as `threadTops`; null where it does not stand in the text. */
export function pendingTop(view: EditorView): number | null {
  const marked = view.dom.querySelector('[data-pending]');
  return marked === null ? null : marked.getBoundingClientRect().top - view.dom.getBoundingClientRect().top;
}

// Where the text may only be read, ProseMirror neither takes the focus nor writes the browser's selection.
function select(view: EditorView, from: number, to: number): void {
  if (view.editable) view.focus();
  else view.dom.focus({ preventScroll: true });
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)).scrollIntoView());
  if (view.editable) return;
  const [start, end] = [view.domAtPos(from), view.domAtPos(to)];
  getSelection()?.setBaseAndExtent(start.node, start.offset, end.node, end.offset);
  const { node } = start;
  (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: 'nearest' });
}

/** Puts the caret at a thread's text and shows it; the editor is focused. False where the thread has none. */
export function goToThread(view: EditorView, id: string): boolean {
  let at: number | null = null;
  eachSegment(view.state.doc, ({ from, ids }) => {
    if (at === null && ids.includes(id)) at = from;
  });
  if (at === null) return false;
  select(view, at, at);
  return true;
}

/** The selected words as the house keeps a passage, with their positions now; null where no text is selected. */
export function selectionAnchor(state: EditorState): (Anchor & { from: number; to: number }) | null {
  const { from, to, empty } = state.selection;
  if (empty) return null;
  const anchor = anchorOf(indexOf(state.doc), from, to);
  return anchor === null ? null : { ...anchor, from, to };
}

/** Selects the text block that the caret is in. False where there is no text in it. */
export function selectBlock(view: EditorView): boolean {
  const { $from } = view.state.selection;
  if (!$from.parent.isTextblock || $from.parent.content.size === 0) return false;
  select(view, $from.start(), $from.end());
  return true;
}

/** Selects the next or the previous text block that holds text, as those do who read by keyboard. False at the ends of the paper. */
function selectNextBlock(view: EditorView, direction: 1 | -1): boolean {
  const { from, to } = view.state.selection;
  let found: [number, number] | null = null;
  view.state.doc.descendants((node, pos) => {
    if (!node.isTextblock || node.content.size === 0) return true;
    const start = pos + 1;
    const end = start + node.content.size;
    if (direction === -1 && end < from) found = [start, end];
    if (direction === 1 && start > to) found ??= [start, end];
    return false;
  });
  if (found === null) return false;
  select(view, ...(found as [number, number]));
  return true;
}
