import type { Aside } from './aside.ts';
import { asideShelf } from './aside.ts';
import { openPaper, type LiveOptions } from './live.ts';
import { keptUnsaved, storeName } from './localStore.ts';

/** Work from an earlier round that never reached the server, and how to let go of it. */
export type Earlier = { readonly round: number; readonly aside: Aside; readonly dismiss: () => void };

type Options = Omit<LiveOptions, 'document' | 'mayWrite'> & {
  readonly paper: { readonly id: string; readonly round: number };
  /** Milliseconds to wait for the server; what was kept stays kept after that. */
  readonly patience?: number;
};

/** How many rounds back this browser may still keep something. */
const reach = 5;

/**
 * What this browser kept of earlier rounds and the server never got: a browser that was away while the round was locked and
 * a new one opened. It is held against the old round, which takes nothing any more, and what is missing there is set aside.
 * Nothing of it gets into the new round by itself. Null where there is nothing.
 */
export async function leftFromEarlier({ paper, patience = 30_000, ...options }: Options): Promise<Earlier | null> {
  for (let round = paper.round - 1; round >= Math.max(1, paper.round - reach); round -= 1) {
    const document = `paper:${paper.id}:${round}`;
    const name = storeName(document, options.personId);
    const shelf = options.shelf ?? asideShelf(name);
    const aside =
      shelf.read() ?? ((await keptUnsaved(name)) ? await setAside({ ...options, document, mayWrite: true, shelf }, patience) : null);
    if (aside !== null) return { round, aside, dismiss: shelf.clear };
  }
  return null;
}

function setAside(options: LiveOptions, patience: number): Promise<Aside | null> {
  return new Promise((resolve) => {
    const live = openPaper(options);
    const end = (): void => {
      clearTimeout(timer);
      const { aside } = live.view();
      live.close();
      resolve(aside);
    };
    const timer = setTimeout(end, patience);
    live.subscribe(() => {
      const { generation, save, standing, aside } = live.view();
      const isTold = standing === 'live' && (generation > 0 || save === 'saved');
      if (aside !== null || isTold || ['stopped', 'gone', 'outdated', 'signedOut'].includes(standing)) queueMicrotask(end);
    });
  });
}
