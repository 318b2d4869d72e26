import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import { openCopy, type Copy, type CopyOptions } from './copy.ts';
import type { Ending } from './endings.ts';
import { openIndexedDb, storeName, type LocalStore, type OpenStore } from './localStore.ts';
import type { SaveState } from './saving.ts';
import { asideShelf, type Aside, type AsideShelf } from './aside.ts';

/**
 * How the paper stands with the server. `connecting`: for the first time. `offline`: it was lost, and is tried again.
 * `refused`: a finished copy is on the screen while a new one loads. `stopped`: refused too often to go on.
 */
export type Standing = 'connecting' | 'live' | 'offline' | 'refused' | 'stopped' | Exclude<Ending, 'refused'>;

/** What the page shows of a living paper. A new object at every change. */
export type LiveView = {
  /** Counts up when a refusal has put another document in the place of the old; the editor is then made anew. */
  readonly generation: number;
  readonly doc: Doc;
  readonly awareness: Awareness;
  /** Whether the document holds the paper's text, so that an editor may be set upon it. */
  readonly ready: boolean;
  readonly mayWrite: boolean;
  /** Whether the right to write was taken away while the paper was open. */
  readonly rightTaken: boolean;
  readonly save: SaveState;
  readonly standing: Standing;
  /** What the server would not store, until the person has dismissed it. */
  readonly aside: Aside | null;
};

/** A paper that is open in this window. */
export type LivePaper = {
  readonly view: () => LiveView;
  /** Calls back after every change; returns how to stop. */
  readonly subscribe: (changed: () => void) => () => void;
  /** Tries the connection at once: after signing in, or when the network is said to be back. */
  readonly resume: () => void;
  /** The network is said to be gone. */
  readonly suspect: () => void;
  readonly dismissAside: () => void;
  /** Resolves true when everything is saved, false when it is not within `patience` milliseconds; without, it waits for as long as it takes. */
  readonly settled: (patience?: number) => Promise<boolean>;
  readonly close: () => void;
};

export type LiveOptions = Omit<CopyOptions, 'Socket'> & {
  readonly personId: string;
  /** What the page was told when it loaded; the server's word on the connection replaces it. */
  readonly mayWrite: boolean;
  /** What the finished document had that the server's has not, readable. */
  readonly difference: (finished: Doc, server: Doc | null) => Aside['passages'];
  /** Why the server said no to the last edit, as far as it said. */
  readonly refusedFor?: () => string | null;
  readonly Socket?: typeof WebSocket;
  readonly openStore?: OpenStore;
  readonly shelf?: AsideShelf;
  /** Milliseconds to wait for the server before an editor is set upon what this browser had kept. */
  readonly serverFirst?: number;
};

/** After so many refusals without a saved edit between them, the window stops trying. */
const mostRefusals = 3;
/** Milliseconds without a connection before it is spoken of. */
const blink = 1500;

/** Opens a paper: connection, what this browser kept, the save state, and what to do when an edit is refused. */
export function openPaper(options: LiveOptions): LivePaper {
  const { openStore = openIndexedDb, serverFirst = 2500 } = options;
  const name = storeName(options.document, options.personId);
  const shelf = options.shelf ?? asideShelf(name);
  const listeners = new Set<() => void>();
  let closed = false;
  let generation = 0;
  let refusals = 0;
  let ready = false;
  let mayWrite = options.mayWrite;
  let rightTaken = false;
  let standing: Standing = 'connecting';
  let aside = shelf.read();
  let store: LocalStore | null = null;
  let finished: { copy: Copy; store: LocalStore | null } | null = null;
  let lost: ReturnType<typeof setTimeout> | undefined;
  let copy = open(true);
  let view = look();

  function look(): LiveView {
    const shown = finished?.copy ?? copy;
    return {
      generation,
      doc: shown.doc,
      awareness: shown.awareness,
      ready,
      mayWrite: mayWrite && finished === null && !['stopped', 'gone', 'outdated'].includes(standing),
      rightTaken,
      save: finished === null ? copy.saving.state() : 'unsent',
      standing,
      aside,
    };
  }

  function changed(): void {
    if (closed) return;
    view = look();
    for (const listener of listeners) listener();
  }

  function open(withStore: boolean): Copy {
    const made: Copy = openCopy(options, {
      changed: () => {
        keepMark(made);
        follow(made);
      },
      synced: () => void arrived(made),
      mayWrite: setRight,
      ended,
    });
    if (withStore) void begin(made);
    else made.attach();
    return made;
  }

  /** What this browser kept goes in first, so that the first exchange with the server carries it. */
  async function begin(made: Copy): Promise<void> {
    const opened = openStore(name, made.doc, made.saving.keptUnsaved);
    store = opened;
    await Promise.race([opened.loaded, after(3000)]);
    if (closed) return;
    made.attach();
    await after(serverFirst);
    if (closed || ready || made !== copy || standing !== 'connecting') return;
    standing = 'offline';
    changed();
    // A device that is slow to read gives its text later, but gives it.
    await opened.loaded;
    if (closed || ready || made !== copy) return;
    ready = made.doc.getXmlFragment('default').length > 0;
    changed();
  }

  function keepMark(made: Copy): void {
    if (made !== copy || store === null) return;
    const state = made.saving.state();
    if (state !== 'opening') store.markUnsaved(state !== 'saved');
    if (state === 'saved' && ready) refusals = 0;
  }

  function follow(made: Copy): void {
    if (made !== copy || finished !== null) return changed();
    if (made.synced()) {
      clearTimeout(lost);
      lost = undefined;
      standing = 'live';
    } else if (standing === 'live') {
      lost ??= setTimeout(() => {
        lost = undefined;
        if (copy.synced() || standing !== 'live') return;
        standing = 'offline';
        changed();
      }, blink);
    }
    changed();
  }

  async function arrived(made: Copy): Promise<void> {
    if (made !== copy) return;
    ready = true;
    if (finished !== null) await replace(made);
    follow(made);
  }

  function setRight(may: boolean): void {
    if (may === mayWrite) return;
    rightTaken = !may;
    mayWrite = may;
    changed();
  }

  function ended(ending: Ending): void {
    clearTimeout(lost);
    lost = undefined;
    if (ending === 'refused') return refused();
    standing = ending;
    if (ending === 'gone') void giveUp();
    changed();
  }

  /** The server will never store what this document holds: it is set down, and another one loads beside it. */
  function refused(): void {
    refusals += 1;
    copy.disconnect();
    if (finished === null) finished = { copy, store };
    else copy.destroy();
    store = null;
    standing = 'refused';
    if (refusals > mostRefusals) {
      standing = 'stopped';
      setAside(null);
      return changed();
    }
    copy = open(false);
    changed();
  }

  async function replace(made: Copy): Promise<void> {
    const old = finished;
    if (old === null) return;
    setAside(made.doc);
    await old.store?.clear();
    if (closed || made !== copy) return;
    finished = null;
    generation += 1;
    store = openStore(name, made.doc, made.saving.keptUnsaved);
    changed();
    old.copy.destroy();
  }

  async function giveUp(): Promise<void> {
    const last = finished ?? { copy, store };
    if (last.copy.saving.state() === 'unsent' || last.copy.saving.state() === 'sent') setAside(null, last.copy);
    await last.store?.clear();
    if (last.store === store) store = null;
  }

  function setAside(server: Doc | null, from = finished?.copy): void {
    if (from === undefined) return;
    const passages = options.difference(from.doc, server);
    if (passages.length === 0) return;
    const reason = options.refusedFor?.() ?? null;
    aside = { at: Date.now(), passages: [...(aside?.passages ?? []), ...passages], ...(reason === null ? {} : { reason }) };
    shelf.keep(aside);
  }

  function resume(): void {
    if (standing === 'signedOut') standing = 'offline';
    if (standing === 'live' || standing === 'offline' || standing === 'connecting') copy.retry();
    changed();
  }

  return {
    view: () => view,
    suspect: () => copy.drop(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    resume,
    dismissAside() {
      aside = null;
      shelf.clear();
      changed();
    },
    settled(patience) {
      const done = (): boolean => view.save === 'saved' || view.save === 'opening';
      if (done()) return Promise.resolve(true);
      return new Promise((resolve) => {
        const finish = (): void => {
          clearTimeout(timer);
          listeners.delete(check);
          resolve(done());
        };
        const check = (): void => {
          if (done()) finish();
        };
        const timer = patience === undefined ? undefined : setTimeout(finish, patience);
        listeners.add(check);
      });
    },
    close() {
      closed = true;
      clearTimeout(lost);
      listeners.clear();
      store?.close();
      finished?.store?.close();
      finished?.copy.destroy();
      copy.destroy();
    },
  };
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
