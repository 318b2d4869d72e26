import { sectionSummary, type SectionSummary } from '@samskriv/document';
import { gapCursor } from 'prosemirror-gapcursor';
import { EditorState, Plugin, Selection, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type { Awareness } from 'y-protocols/awareness';
import type { XmlFragment } from 'yjs';
import { bindTo, keepDrawing } from './binding.ts';
import { browserSelectionPlugin, unreportedSelection } from './browserSelection.ts';
import { caretsPlugin, otherCarets, type PresentUser } from './carets.ts';
import { commandsFor, type EditorCommands } from './commands.ts';
import { dropPlacePlugin } from './dropPlace.ts';
import { writeExactly } from './exactText.ts';
import { framesPlugin, keepFrames } from './frames.ts';
import { guidancePlugin } from './guidance.ts';
import { inputRulesPlugin } from './inputRules.ts';
import { keyPlugins } from './keys.ts';
import type { Labels } from './labels.ts';
import { limitsPlugin, type Blocked } from './limits.ts';
import { keepFitting } from './misfits.ts';
import { movePoint } from './moves.ts';
import { numbersPlugin } from './numbers.ts';
import { changesLocally, isLocal } from './origin.ts';
import { keepOrigins } from './soundUndo.ts';
import { pastePlugin } from './paste.ts';
import { repairsPlugin } from './repairs.ts';
import { sectionById } from './sectionCommands.ts';
import { statusOf, type EditorStatus } from './status.ts';
import { tablesPlugin } from './tables.ts';
import { caretKeeper, undoManagerFor } from './undo.ts';
import { nodeViews, type SectionFace, type SectionTools } from './views.ts';

/** What an editor is made of. */
export interface EditorOptions {
  /** The root `default` of the paper's Y document, which is given its text before the editor is made. */
  fragment: XmlFragment;
  awareness: Awareness;
  /** Who writes here; put in the awareness, where the server puts its own stamp over it. Null leaves the awareness alone. */
  user: PresentUser | null;
  readOnly: boolean;
  labels: Labels;
  /** Called once when the editor stands, and after that when anything in the status has changed. */
  onState?: (status: EditorStatus) => void;
  /** Called once when the editor stands, and soon after the text has changed. */
  onOutline?: (sections: SectionSummary[]) => void;
  /** Mod-K: the page asks for an address and calls `commands.setLink`. */
  onEditLink?: () => void;
  /** What was thrown while others' edits were drawn; the editor has drawn the text anew by then. */
  onError?: (error: unknown) => void;
  /** Something was not done because a paper cannot hold it. */
  onBlocked?: (why: Blocked) => void;
  /** Puts something of the page's own into the head of each section, such as its menu. */
  sectionTools?: (mount: HTMLElement, section: SectionFace) => SectionTools;
  /** Further plugins, after the editor's own: footnotes, suggestions, search. */
  plugins?: Plugin[];
}

/** A living editor. */
export interface EditorHandle {
  readonly view: EditorView;
  readonly commands: EditorCommands;
  readonly status: () => EditorStatus;
  readonly outline: () => SectionSummary[];
  /** Changes in place: scroll, selection and undo stay. */
  readonly setReadOnly: (readOnly: boolean) => void;
  readonly focus: () => void;
  /** Puts the caret at the start of a section or a point, shows it and, where one may write, focuses. False when there is none with this id. */
  readonly goTo: (id: string) => boolean;
  readonly destroy: () => void;
}

/** Milliseconds of rest after a change of the text before the outline is made anew. */
const outlineRest = 120;

/** Sets an editor of a paper into `mount`. */
export function createEditor(mount: HTMLElement, options: EditorOptions): EditorHandle {
  const { fragment, awareness, labels } = options;
  let { readOnly } = options;
  let destroyed = false;
  let lastStatus = '';
  let outlineTimer: ReturnType<typeof setTimeout> | undefined;
  const letAnything = keepFitting(fragment);
  const undoManager = undoManagerFor(fragment);
  const letOrigins = keepOrigins(undoManager.doc, undoManager);
  const { doc, plugins } = bindTo(fragment, undoManager);
  const mayNot = () => readOnly;

  const occupied = (from: number, to: number) =>
    otherCarets(view.state, awareness).some(({ head }) => head !== null && head > from && head < to);

  const tell = () => {
    if (destroyed) return;
    const status = statusOf(view.state, awareness, { readOnly, focused: view.hasFocus() });
    const written = JSON.stringify(status);
    if (written === lastStatus) return;
    lastStatus = written;
    options.onState?.(status);
  };
  const outline = () => sectionSummary(view.state.doc);
  const tellOutline = () => options.onOutline?.(outline());

  const watch = new Plugin({
    // A text that may not be written is changed by others only.
    filterTransaction: (tr) => !(readOnly && tr.docChanged && isLocal(tr)),
    props: {
      handleDOMEvents: {
        focus: () => {
          queueMicrotask(tell);
          return false;
        },
        blur: () => {
          queueMicrotask(tell);
          return false;
        },
      },
    },
    view: () => ({
      update: (_view, before) => {
        tell();
        if (before.doc === view.state.doc || !options.onOutline) return;
        clearTimeout(outlineTimer);
        outlineTimer = setTimeout(tellOutline, outlineRest);
      },
    }),
  });

  const state = EditorState.create({
    doc,
    plugins: [
      ...plugins,
      browserSelectionPlugin(),
      watch,
      framesPlugin(),
      ...keyPlugins({
        editLink: () => {
          options.onEditLink?.();
          return options.onEditLink !== undefined;
        },
        movePoint: (direction) => movePoint(view, direction, occupied),
      }),
      inputRulesPlugin(),
      pastePlugin(),
      tablesPlugin(),
      limitsPlugin((why) => options.onBlocked?.(why)),
      repairsPlugin(),
      numbersPlugin(),
      guidancePlugin(labels),
      caretsPlugin(awareness),
      dropPlacePlugin(),
      gapCursor(),
      ...(options.plugins ?? []),
    ],
  });
  keepDrawing(state, (error) => options.onError?.(error));
  if (options.user) awareness.setLocalStateField('user', options.user);

  const carets = caretKeeper(undoManager);
  const view: EditorView = new EditorView(mount, {
    state,
    editable: () => !readOnly,
    attributes: () => ({
      class: 'paper-text',
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': labels.editor,
      ...(readOnly ? { 'aria-readonly': 'true', tabindex: '0' } : {}),
    }),
    nodeViews: nodeViews({ labels, readOnly: mayNot, sectionTools: options.sectionTools ?? null }),
    dispatchTransaction(this: EditorView, tr: Transaction) {
      if (!tr.docChanged && !tr.selectionSet && !tr.storedMarksSet) {
        const selection = unreportedSelection(this);
        if (selection !== null) tr.setSelection(selection);
      }
      const { state: next, transactions } = this.state.applyTransaction(keepFrames(tr, this.state));
      if (!changesLocally(transactions)) {
        this.updateState(next);
        return;
      }
      carets.during(this.state, () => {
        const [only] = transactions;
        if (only && transactions.length === 1) writeExactly(this.state, only, next);
        this.updateState(next);
      });
    },
  });
  const commands = commandsFor(view, { readOnly: mayNot, undoManager, occupied });
  awareness.on('change', tell);
  undoManager.on('stack-item-added', tell);
  undoManager.on('stack-item-popped', tell);
  tell();
  tellOutline();

  return {
    view,
    commands,
    status: () => statusOf(view.state, awareness, { readOnly, focused: view.hasFocus() }),
    outline,
    setReadOnly(next) {
      if (next === readOnly) return;
      readOnly = next;
      view.setProps({ editable: () => !readOnly });
      tell();
    },
    focus: () => {
      view.focus();
    },
    goTo(id) {
      let pos = sectionById(view.state.doc, id)?.pos ?? null;
      view.state.doc.descendants((node, at) => {
        if (pos === null && node.type.name === 'targetPoint' && node.attrs.id === id) pos = at;
        return pos === null && !node.isTextblock;
      });
      if (pos === null) return false;
      const tr = view.state.tr;
      view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(pos + 1))).scrollIntoView());
      if (!readOnly) view.focus();
      return true;
    },
    destroy() {
      if (destroyed) return;
      destroyed = true;
      clearTimeout(outlineTimer);
      awareness.off('change', tell);
      view.destroy();
      letAnything();
      letOrigins();
    },
  };
}
