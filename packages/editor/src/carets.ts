import { Plugin, PluginKey, type EditorState } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import { absolutePositionToRelativePosition, relativePositionToAbsolutePosition } from 'y-prosemirror';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { bindingOf } from './binding.ts';
import { isLocal } from './origin.ts';

// What others say of themselves is not to be trusted: a position that means nothing here is not drawn, and nothing it
// says can keep the text from being drawn.

/** Somebody as presence tells of them; the server has put its stamp on it. `colour` is 1 to 10. */
export interface PresentUser {
  id: string;
  name: string;
  colour: number;
}

/** Somebody else who is in the text. */
export interface OtherCaret {
  client: number;
  user: PresentUser;
  /** Positions in this editor's document; null when they are nowhere in it. */
  anchor: number | null;
  head: number | null;
}

/** How long a name stays beside a caret that has moved, in milliseconds. */
const nameShown = 2000;

const key = new PluginKey<DecorationSet>('carets');

/** The user of a presence state, or null where there is none to show. */
function presentUser(state: Record<string, unknown>): PresentUser | null {
  const { id, name, colour } = (state.user ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || typeof name !== 'string') return null;
  const number = Number(colour);
  return { id, name, colour: Number.isInteger(number) && number >= 1 && number <= 10 ? number : 1 };
}

function absolute(state: EditorState, position: unknown): number | null {
  const { doc, type, mapping } = bindingOf(state);
  try {
    const pos = relativePositionToAbsolutePosition(doc, type, Y.createRelativePositionFromJSON(position), mapping as never);
    return pos === null || Number.isNaN(pos) ? null : Math.min(Math.max(pos, 0), state.doc.content.size);
  } catch {
    return null;
  }
}

/** Everybody else who is present, and where their caret is. */
export function otherCarets(state: EditorState, awareness: Awareness): OtherCaret[] {
  const others: OtherCaret[] = [];
  for (const [client, said] of awareness.getStates()) {
    const user = client === awareness.clientID ? null : presentUser(said);
    if (!user) continue;
    const cursor = (said.cursor ?? null) as { anchor?: unknown; head?: unknown } | null;
    const anchor = cursor ? absolute(state, cursor.anchor) : null;
    const head = cursor ? absolute(state, cursor.head) : null;
    others.push({ client, user, anchor, head });
  }
  return others;
}

// A caret shows its name for a moment after it has moved, and whenever it is pointed at.
class Flags {
  #elements = new Map<number, { element: HTMLElement; timer: ReturnType<typeof setTimeout> | undefined; name: string }>();

  element({ client, user }: OtherCaret): HTMLElement {
    const known = this.#elements.get(client);
    if (known && known.name === user.name) return known.element;
    const element = document.createElement('span');
    element.className = 'caret';
    element.dataset.person = String(user.colour);
    const flag = document.createElement('span');
    flag.className = 'caret-name';
    flag.textContent = user.name;
    element.append(flag);
    this.#elements.set(client, { element, timer: known?.timer, name: user.name });
    return element;
  }

  wave(client: number): void {
    const known = this.#elements.get(client);
    if (!known) return;
    known.element.classList.add('is-moving');
    clearTimeout(known.timer);
    known.timer = setTimeout(() => {
      known.element.classList.remove('is-moving');
    }, nameShown);
  }

  forget(client: number): void {
    clearTimeout(this.#elements.get(client)?.timer);
    this.#elements.delete(client);
  }

  clear(): void {
    for (const client of [...this.#elements.keys()]) this.forget(client);
  }
}

function draw(state: EditorState, awareness: Awareness, flags: Flags): DecorationSet {
  const decorations: Decoration[] = [];
  for (const other of otherCarets(state, awareness)) {
    const { anchor, head, client, user } = other;
    if (anchor === null || head === null) continue;
    decorations.push(
      Decoration.widget(head, () => flags.element(other), { key: `caret-${String(client)}-${user.name}`, side: 10, ignoreSelection: true }),
    );
    if (anchor !== head) {
      const attrs = { class: 'caret-selection', 'data-person': String(user.colour) };
      decorations.push(Decoration.inline(Math.min(anchor, head), Math.max(anchor, head), attrs));
    }
  }
  return DecorationSet.create(state.doc, decorations);
}

interface Cursor {
  anchor: Y.RelativePosition;
  head: Y.RelativePosition;
}

function relative(state: EditorState): Cursor | null {
  const { type, mapping } = bindingOf(state);
  const at = (pos: number) => absolutePositionToRelativePosition(pos, type, mapping as never) as Y.RelativePosition;
  try {
    return { anchor: at(state.selection.anchor), head: at(state.selection.head) };
  } catch {
    return null;
  }
}

function same(one: unknown, other: Cursor | null): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other);
}

/** Draws the others' carets and selections, and tells them of this one while the editor has the focus. */
export function caretsPlugin(awareness: Awareness): Plugin {
  const flags = new Flags();
  const tell = (view: EditorView) => {
    const said = awareness.getLocalState();
    // Without a local state nobody is present here, and setting a field would make somebody so.
    if (said === null) return;
    const cursor = view.hasFocus() ? relative(view.state) : null;
    if (!same(said.cursor, cursor)) awareness.setLocalStateField('cursor', cursor);
  };
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, before, _old, state) => {
        if (tr.getMeta(key) === 'redraw' || !isLocal(tr)) return draw(state, awareness, flags);
        return tr.docChanged ? before.map(tr.mapping, tr.doc) : before;
      },
    },
    props: {
      decorations: (state) => key.getState(state),
      handleDOMEvents: {
        focus: (view) => {
          tell(view);
          return false;
        },
        blur: (view) => {
          tell(view);
          return false;
        },
      },
    },
    view: (view) => {
      let waiting: number | null = null;
      const redraw = () => {
        // Presence comes in swarms; one drawing serves them all.
        waiting ??= requestAnimationFrame(() => {
          waiting = null;
          view.dispatch(view.state.tr.setMeta(key, 'redraw'));
        });
      };
      const changed = ({ added, updated, removed }: { added: number[]; updated: number[]; removed: number[] }) => {
        const others = [...added, ...updated].filter((client) => client !== awareness.clientID);
        for (const client of removed) flags.forget(client);
        if (others.length + removed.length > 0) redraw();
        for (const client of others) flags.wave(client);
      };
      awareness.on('change', changed);
      redraw();
      return {
        update: tell,
        destroy: () => {
          if (waiting !== null) cancelAnimationFrame(waiting);
          awareness.off('change', changed);
          flags.clear();
          if (awareness.getLocalState()?.cursor) awareness.setLocalStateField('cursor', null);
        },
      };
    },
  });
}
