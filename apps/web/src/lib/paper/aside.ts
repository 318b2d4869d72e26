/** A piece of text that the server would not store, with where it stood. */
export type Passage = {
  /** The section it stood in, as the page names it; empty when that is not known. */
  readonly place: string;
  /** The point's number ('1.a'), or null outside the points. */
  readonly point: string | null;
  readonly text: string;
};

/**
 * What was refused in one sitting, kept until the person has copied or dismissed it. `at` is in milliseconds since 1970; `reason`
 * is what the server gave (`NotTaken` in apps/collab), where it gave one.
 */
export type Aside = { readonly at: number; readonly passages: readonly Passage[]; readonly reason?: string };

/** Where an `Aside` lies between reloads. */
export type AsideShelf = {
  /** Null when nothing lies there, or nothing readable. */
  readonly read: () => Aside | null;
  readonly keep: (aside: Aside) => void;
  readonly clear: () => void;
};

/** The shelf in this browser for one person and one paper. Without storage it lasts as long as the page. */
export function asideShelf(name: string): AsideShelf {
  const key = `${name}:aside`;
  return {
    read() {
      try {
        const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
        return isAside(kept) ? kept : null;
      } catch {
        return null;
      }
    },
    keep(aside) {
      try {
        localStorage.setItem(key, JSON.stringify(aside));
      } catch {
        // The page still shows it.
      }
    },
    clear() {
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing was kept.
      }
    },
  };
}

function isAside(value: unknown): value is Aside {
  return (
    typeof value === 'object' &&
    value !== null &&
    'at' in value &&
    typeof value.at === 'number' &&
    'passages' in value &&
    Array.isArray(value.passages) &&
    value.passages.every(
      (passage: unknown) => typeof passage === 'object' && passage !== null && 'text' in passage && typeof passage.text === 'string',
    )
  );
}

/** The whole of it as plain text, for the clipboard; `pointWords` name a point by its number. */
export function asideText(aside: Aside, pointWords: (number: string) => string): string {
  return aside.passages
    .map(({ place, point, text }) => `${[place, point === null ? '' : pointWords(point)].filter(Boolean).join(', ')}\n${text}`.trim())
    .join('\n\n');
}
