import type { ThreadKind } from './thread.ts';

/** What somebody was writing. `anchor` is null for a reply. */
export type Draft = {
  readonly body: string;
  /** Who is mentioned as @Name in the body, by id. */
  readonly mentions: readonly { readonly id: string; readonly name: string }[];
  readonly kind: ThreadKind;
  readonly proposal: string | null;
  readonly anchor: DraftAnchor | null;
};

/** What a new thread is about: a passage, or a whole section (then the quote is empty). */
export type DraftAnchor = {
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly sectionId: string | null;
  readonly point: string | null;
  readonly whole: boolean;
};

/** Where drafts lie between reloads, for one person and one paper in this browser; `what` is 'new' or the id they answer to. */
export type DraftShelf = {
  /** Null when nothing lies there, or nothing readable. */
  read(what: string): Draft | null;
  /** Keeps a draft; an empty reply is not kept. */
  keep(what: string, draft: Draft): void;
  clear(what: string): void;
};

/** The shelf of one person for one paper. Without storage, drafts last as long as the page. */
export function draftShelf(paperId: string, personId: string, storage: Storage | null = browserStorage()): DraftShelf {
  const key = (what: string) => `samskriv:paper:${paperId}:${personId}:thread:${what}`;
  const here = new Map<string, Draft>();
  return {
    read(what) {
      try {
        const kept: unknown = JSON.parse(storage?.getItem(key(what)) ?? 'null');
        return isDraft(kept) ? kept : (here.get(what) ?? null);
      } catch {
        return here.get(what) ?? null;
      }
    },
    keep(what, draft) {
      if (draft.body.trim() === '' && draft.anchor === null) return this.clear(what);
      here.set(what, draft);
      try {
        storage?.setItem(key(what), JSON.stringify(draft));
      } catch {
        // A full disk: it lasts as long as the page.
      }
    },
    clear(what) {
      here.delete(what);
      try {
        storage?.removeItem(key(what));
      } catch {
        // Nothing was kept.
      }
    },
  };
}

/** What this browser keeps for this site; null where it does not let us. */
export function browserStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { body, mentions, kind, proposal, anchor } = value as Record<string, unknown>;
  return (
    typeof body === 'string' &&
    Array.isArray(mentions) &&
    (kind === 'general' || kind === 'technical' || kind === 'editorial') &&
    (proposal === null || typeof proposal === 'string') &&
    (anchor === null || (typeof anchor === 'object' && 'quote' in anchor && typeof anchor.quote === 'string'))
  );
}
