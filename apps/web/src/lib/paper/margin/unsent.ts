import type { Draft } from './drafts.ts';

/**
 * Something that was said while the house could not be reached. `id` is the id it will have in the house, chosen here, so that
 * it can be sent again and again and is said once. `threadId` is what it answers to; null for a new thread. `no` is why the
 * house would not have it, in words; null while it waits.
 */
export type Unsent = {
  readonly id: string;
  readonly commentId: string;
  readonly threadId: string | null;
  readonly draft: Draft;
  /** ISO 8601. */
  readonly at: string;
  readonly no: string | null;
};

/** This moment, as it is written down. */
export function now(): string {
  return new Date().toISOString();
}

/** Where what is unsent lies in this browser, for one person and one paper; all windows have the same. */
export type UnsentShelf = {
  /** In the order it was said. */
  read(): readonly Unsent[];
  /** Keeps it, in the place of what has its id. */
  put(unsent: Unsent): void;
  drop(id: string): void;
  /** Calls back when another window has changed it; returns how to stop. */
  watch(changed: () => void): () => void;
};

/** The shelf of one person for one paper. Without storage, what is unsent lasts as long as the page. */
export function unsentShelf(paperId: string, personId: string, storage: Storage | null): UnsentShelf {
  const key = `samskriv:paper:${paperId}:${personId}:unsent`;
  // What the storage would not take.
  let here: readonly Unsent[] = [];
  const kept = (): readonly Unsent[] => {
    try {
      const found: unknown = JSON.parse(storage?.getItem(key) ?? '[]');
      return Array.isArray(found) ? found.filter(isUnsent) : [];
    } catch {
      return [];
    }
  };
  const read = (): readonly Unsent[] => {
    const stored = kept();
    const both = [...stored, ...here.filter(({ id }) => !stored.some((one) => one.id === id))];
    return both.sort((one, other) => one.at.localeCompare(other.at));
  };
  const store = (all: readonly Unsent[]): boolean => {
    try {
      if (storage === null) return false;
      if (all.length === 0) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(all));
      return true;
    } catch {
      return false;
    }
  };
  return {
    read,
    put(unsent) {
      const others = (all: readonly Unsent[]) => all.filter(({ id }) => id !== unsent.id);
      here = store([...others(kept()), unsent]) ? others(here) : [...others(here), unsent];
    },
    drop(id) {
      here = here.filter((one) => one.id !== id);
      const stored = kept();
      if (stored.some((one) => one.id === id)) store(stored.filter((one) => one.id !== id));
    },
    watch(changed) {
      const heard = (event: StorageEvent): void => {
        if (event.key === key || event.key === null) changed();
      };
      addEventListener('storage', heard);
      return () => removeEventListener('storage', heard);
    },
  };
}

function isUnsent(value: unknown): value is Unsent {
  if (typeof value !== 'object' || value === null) return false;
  const { id, commentId, threadId, draft, at, no } = value as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    typeof commentId === 'string' &&
    (threadId === null || typeof threadId === 'string') &&
    typeof at === 'string' &&
    (no === null || typeof no === 'string') &&
    typeof draft === 'object' &&
    draft !== null &&
    'body' in draft &&
    typeof draft.body === 'string' &&
    'mentions' in draft &&
    Array.isArray(draft.mentions)
  );
}
