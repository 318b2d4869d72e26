import { pendingTop, threadTops, type EditorHandle } from '@samskriv/editor';
import type { DraftAnchor } from './drafts.ts';
import type { Thread } from './thread.ts';

/** Pixels from the top of the margin: where each thread's text stands, and that of the one being written (null: unknown). */
export type Tops = { readonly threads: ReadonlyMap<string, number>; readonly composing: number | null };

/** Where threads are before anything has been measured. */
export const nowhere: ReadonlyMap<string, number> = new Map();

/** Measures where the text of threads stands, beside `field`, or from the top of the text where there is none. */
export function measureTops(
  { view }: EditorHandle,
  field: HTMLElement | undefined,
  threads: readonly Thread[],
  composing: DraftAnchor | null,
): Tops {
  const textTop = view.dom.getBoundingClientRect().top;
  const shift = textTop - (field?.getBoundingClientRect().top ?? textTop);
  const sectionTop = (id: string | null): number | null => {
    const section = id === null ? null : document.getElementById(`section-${id}`);
    return section === null ? null : section.getBoundingClientRect().top - textTop + shift;
  };
  const tops = new Map<string, number>();
  for (const [id, top] of threadTops(view)) tops.set(id, top + shift);
  for (const { id, anchor } of threads) {
    const top = anchor.whole ? sectionTop(anchor.sectionId) : null;
    if (top !== null) tops.set(id, top);
  }
  if (composing === null) return { threads: tops, composing: null };
  const pending = pendingTop(view);
  return { threads: tops, composing: pending === null ? sectionTop(composing.sectionId) : pending + shift };
}

/** Whether nothing has moved. */
export function sameTops(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): boolean {
  return one.size === other.size && [...one].every(([id, top]) => other.get(id) === top);
}
