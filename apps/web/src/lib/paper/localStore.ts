import { IndexeddbPersistence } from 'y-indexeddb';
import type { Doc } from 'yjs';

/** What this browser keeps of one paper for one person, so that work typed offline survives a reload. */
export type LocalStore = {
  /** Resolves when what was kept has been applied to the document; true if it held work that was never saved. */
  readonly loaded: Promise<boolean>;
  /** Remembers across a reload whether there is work that is not saved. */
  readonly markUnsaved: (unsaved: boolean) => void;
  /** Forgets everything and stops keeping this document. */
  readonly clear: () => Promise<void>;
  /** Stops keeping; what was kept stays. */
  readonly close: () => void;
};

/** Opens the store `name` for `doc`: applies what it holds, then keeps every change. `keptUnsaved` is told first. */
export type OpenStore = (name: string, doc: Doc, keptUnsaved: () => void) => LocalStore;

/** The store of one person's work on one round of one paper: nobody else on the same machine is given it. */
export function storeName(document: string, personId: string): string {
  return `samskriv:${document}:${personId}`;
}

const mark = 'unsaved';

/**
 * The store in IndexedDB. Where the browser refuses one (private windows, a full disk), the paper works without: it
 * then keeps nothing across a reload, and the warning before leaving is the guard.
 */
export const openIndexedDb: OpenStore = (name, doc, keptUnsaved) => {
  let persistence: IndexeddbPersistence | null = null;
  let wanted: boolean | null = null;

  async function load(): Promise<boolean> {
    if (!(await canOpen(name))) return false;
    const opened = new IndexeddbPersistence(name, doc);
    persistence = opened;
    const unsaved = (await opened.get(mark)) === 1;
    if (unsaved) keptUnsaved();
    await opened.whenSynced;
    if (wanted !== null) void opened.set(mark, wanted ? 1 : 0);
    return unsaved;
  }

  return {
    loaded: load().catch(() => false),
    markUnsaved(unsaved) {
      if (wanted === unsaved) return;
      wanted = unsaved;
      if (persistence?.synced) void persistence.set(mark, unsaved ? 1 : 0);
    },
    async clear() {
      const opened = persistence;
      persistence = null;
      if (opened === null) return;
      // Emptied rather than deleted: a deletion waits for every other tab that has it open.
      await emptied(opened.db);
      await opened.destroy();
    },
    close() {
      void persistence?.destroy();
      persistence = null;
    },
  };
};

/** Whether a store holds work that was never saved. Makes none where there is none. */
export function keptUnsaved(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(name);
      request.onupgradeneeded = () => request.transaction?.abort();
      request.onerror = () => resolve(false);
      request.onsuccess = () => {
        const db = request.result;
        const answer = (unsaved: boolean): void => {
          db.close();
          resolve(unsaved);
        };
        if (!db.objectStoreNames.contains('custom')) return answer(false);
        const read = db.transaction('custom').objectStore('custom').get(mark);
        read.onsuccess = () => answer(read.result === 1);
        read.onerror = () => answer(false);
      };
    } catch {
      resolve(false);
    }
  });
}

function canOpen(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(name);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('updates', { autoIncrement: true });
        request.result.createObjectStore('custom');
      };
      request.onsuccess = () => {
        request.result.close();
        resolve(true);
      };
      request.onerror = () => resolve(false);
    } catch {
      resolve(false);
    }
  });
}

function emptied(db: IDBDatabase | null): Promise<void> {
  return new Promise((resolve) => {
    if (db === null) return resolve();
    const transaction = db.transaction(['updates', 'custom'], 'readwrite');
    transaction.objectStore('updates').clear();
    transaction.objectStore('custom').clear();
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => resolve();
    transaction.onabort = () => resolve();
  });
}
