import type { SectionKindName } from '@samskriv/document';
import type { Node } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import { yUndoPluginKey } from 'y-prosemirror';
import type { UndoManager } from 'yjs';
import type { Peer } from './network.ts';
import type { Random } from './random.ts';

/** What a piece of work may do to words that stand in the paper already. */
export type Fate = 'keeps' | 'deletes' | 'undoes';

/** One kind of thing people do. */
export interface Work {
  name: string;
  weight: number;
  fate: Fate;
  /** Reaches beyond one section; left out where everybody keeps to their own. */
  wide?: boolean;
  /** Only adds, and makes no block anew; two may do it in the same line at once. */
  light?: boolean;
  run: (hand: Hand) => void;
}

/** A peer at work, with what chance says it does. */
export class Hand {
  readonly peer: Peer;
  readonly random: Random;
  /** The only section it works in, by id; null for all. */
  readonly home: string | null;
  #newWord: () => string;

  constructor(peer: Peer, random: Random, home: string | null, newWord: () => string) {
    this.peer = peer;
    this.random = random;
    this.home = home;
    this.#newWord = newWord;
    // Steps of undo are parted by pauses in the story, not by the clock.
    this.undoManager.captureTimeout = Number.MAX_SAFE_INTEGER;
  }

  get editor() {
    return this.peer.editor;
  }

  get doc(): Node {
    return this.editor.view.state.doc;
  }

  word(): string {
    return this.#newWord();
  }

  /** Positions between words, at the edges of text, and in empty blocks. */
  places(): number[] {
    const places: number[] = [];
    this.doc.forEach((section, offset) => {
      if (this.home !== null && section.attrs.id !== this.home) return;
      section.descendants((node, at) => {
        if (!node.isTextblock) return true;
        const start = offset + at + 2;
        const text = node.textBetween(0, node.content.size, '', ' ');
        places.push(start, start + text.length);
        for (const { index } of text.matchAll(/ (?=[A-Z]|$)/g)) places.push(start + index);
        return false;
      });
    });
    return places;
  }

  /** Puts the caret at a place, or selects up to another nearby. False when there is no place. */
  aim(reach = 0): boolean {
    const places = [...new Set(this.places())].sort((one, other) => one - other);
    if (places.length === 0) return false;
    const index = this.random.below(places.length);
    const from = places[index] ?? 0;
    const to = reach === 0 ? from : (places[Math.min(places.length - 1, index + 1 + this.random.below(reach))] ?? from);
    const { doc } = this;
    this.editor.view.dispatch(this.editor.view.state.tr.setSelection(TextSelection.between(doc.resolve(from), doc.resolve(to))));
    return true;
  }

  /** Writes at the caret, all at once. */
  write(text: string): void {
    const { view } = this.editor;
    const { from, to } = view.state.selection;
    const insert = () => view.state.tr.insertText(text, from, to);
    if (view.someProp('handleTextInput', (handle) => handle(view, from, to, text, insert)) !== true) view.dispatch(insert());
  }

  sectionId(): string | null {
    const ids = this.doc.children.map((section) => section.attrs.id as string | null).filter((id) => id !== null);
    return ids.length === 0 ? null : this.random.pick(ids);
  }

  get undoManager(): UndoManager {
    return (yUndoPluginKey.getState(this.editor.view.state) as { undoManager: UndoManager }).undoManager;
  }
}

const key = (name: string, weight: number, ...keys: string[]): Work => ({
  name,
  weight,
  fate: 'keeps',
  run: (hand) => {
    if (hand.aim()) hand.editor.press(hand.random.pick(keys));
  },
});

const at = (name: string, weight: number, run: (hand: Hand) => unknown, reach = 0): Work => ({
  name,
  weight,
  fate: 'keeps',
  run: (hand) => {
    if (hand.aim(reach)) run(hand);
  },
});

const light = (work: Work): Work => ({ ...work, light: true });

// An edge of a block: its first or its last position.
function aimAtEdge(hand: Hand, side: 'start' | 'end'): boolean {
  if (!hand.aim()) return false;
  const { $from } = hand.editor.view.state.selection;
  const pos = side === 'start' ? $from.start() : $from.end();
  hand.editor.selectRange(pos, pos);
  return true;
}

/** Everything people do in these tests. */
export const works: readonly Work[] = [
  light(
    at('type', 30, (hand) => {
      hand.write(` ${hand.word()} `);
    }),
  ),
  key('split', 10, 'Enter'),
  key('break', 2, 'Shift-Enter'),
  key('paragraph after', 2, 'Mod-Enter'),
  {
    name: 'join backwards',
    weight: 6,
    fate: 'keeps',
    run: (hand) => {
      if (aimAtEdge(hand, 'start')) hand.editor.press('Backspace');
    },
  },
  {
    name: 'join forwards',
    weight: 4,
    fate: 'keeps',
    run: (hand) => {
      if (aimAtEdge(hand, 'end')) hand.editor.press('Delete');
    },
  },
  key('nest', 6, 'Tab', 'Shift-Tab'),
  light(at('mark', 6, (hand) => (hand.random.chance(0.5) ? hand.editor.commands.toggleStrong() : hand.editor.commands.toggleEm()), 4)),
  light(
    at(
      'link',
      2,
      (hand) => (hand.random.chance(0.7) ? hand.editor.commands.setLink('https://fjordby.example') : hand.editor.commands.unsetLink()),
      2,
    ),
  ),
  at('heading', 3, (hand) => hand.editor.commands.toggleHeading(hand.random.pick([3, 4])), 3),
  at('list', 6, (hand) => hand.editor.commands.toggleList(hand.random.pick(['bullet', 'ordered'])), 4),
  at('table', 2, (hand) => hand.editor.commands.insertTable(2, 2)),
  at('grow table', 3, ({ editor: { commands }, random }) =>
    random.pick([
      commands.addRowAfter,
      commands.addRowBefore,
      commands.addColumnAfter,
      commands.addColumnBefore,
      commands.toggleHeaderRow,
    ])(),
  ),
  {
    ...at('shrink table', 2, ({ editor: { commands }, random }) =>
      random.pick([commands.deleteRow, commands.deleteColumn, commands.deleteTable])(),
    ),
    fate: 'deletes',
  },
  at('point', 4, ({ editor: { commands } }) => commands.addPoint()),
  light(at('level', 2, ({ editor: { commands } }) => commands.togglePointLevel(), 5)),
  at('move point', 4, (hand) => hand.editor.commands.movePoint(hand.random.pick([-1, 1]))),
  { ...at('delete', 6, (hand) => hand.editor.press(hand.random.pick(['Backspace', 'Delete'])), 5), fate: 'deletes' },
  {
    ...at(
      'type over',
      3,
      (hand) => {
        hand.write(` ${hand.word()} `);
      },
      3,
    ),
    fate: 'deletes',
  },
  {
    name: 'delete a lot',
    weight: 1,
    fate: 'deletes',
    wide: true,
    run: (hand) => {
      if (hand.aim(60)) hand.editor.press('Backspace');
    },
  },
  {
    name: 'copy',
    weight: 3,
    fate: 'keeps',
    run: (hand) => {
      move(hand, false);
    },
  },
  {
    name: 'cut and paste',
    weight: 3,
    fate: 'deletes',
    run: (hand) => {
      move(hand, true);
    },
  },
  at('paste', 3, (hand) => hand.editor.paste(`<ul><li>${hand.word()}</li><li><b>${hand.word()}</b></li></ul><p>${hand.word()}</p>`)),
  at('paste a point', 2, (hand) => hand.editor.paste(`<div data-point="recommendation"><p>${hand.word()}</p></div><p>${hand.word()}</p>`)),
  {
    name: 'add section',
    weight: 2,
    fate: 'keeps',
    wide: true,
    run: (hand) => {
      hand.editor.commands.addSection(hand.random.pick<SectionKindName>(['tenderText', 'caseExample']));
    },
  },
  {
    name: 'move section',
    weight: 3,
    fate: 'keeps',
    wide: true,
    run: withSection((hand, id) => hand.editor.commands.moveSection(id, hand.random.pick([-1, 1]))),
  },
  {
    name: 'remove section',
    weight: 1,
    fate: 'deletes',
    wide: true,
    run: withSection((hand, id) => hand.editor.commands.removeSection(id)),
  },
  {
    name: 'status',
    light: true,
    weight: 2,
    fate: 'keeps',
    run: withSection((hand, id) =>
      hand.editor.commands.setSectionStatus(hand.home ?? id, hand.random.pick(['draft', 'complete', 'empty'])),
    ),
  },
  {
    name: 'undo',
    light: true,
    weight: 7,
    fate: 'undoes',
    run: ({ editor }) => {
      editor.commands.undo();
    },
  },
  {
    name: 'redo',
    light: true,
    weight: 4,
    fate: 'undoes',
    run: ({ editor }) => {
      editor.commands.redo();
    },
  },
  {
    name: 'pause',
    light: true,
    weight: 12,
    fate: 'keeps',
    run: ({ undoManager }) => {
      undoManager.stopCapturing();
    },
  },
];

function withSection(run: (hand: Hand, id: string) => unknown): (hand: Hand) => void {
  return (hand) => {
    const id = hand.sectionId();
    if (id !== null) run(hand, id);
  };
}

function move(hand: Hand, cut: boolean): void {
  if (!hand.aim(4)) return;
  const { view } = hand.editor;
  const { dom } = view.serializeForClipboard(view.state.selection.content());
  if (cut) view.dispatch(view.state.tr.deleteSelection());
  if (hand.aim()) hand.editor.paste(dom.innerHTML);
}
