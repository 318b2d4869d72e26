import { refuse, type Refusal } from '@samskriv/process';

/** What is counted of a person: opening and answering threads, and searching. */
export type Counted = 'threads' | 'searches';

/** How much of it one person may do within how many seconds: several times what anybody does by hand. */
const most: Record<Counted, readonly { times: number; seconds: number }[]> = {
  threads: [
    { times: 60, seconds: 60 },
    { times: 1000, seconds: 86_400 },
  ],
  searches: [{ times: 120, seconds: 60 }],
};

const code = { threads: 'too_many_threads', searches: 'too_many_searches' } as const;

/** Counts what people do in this process, and answers how many seconds somebody has to wait; 0 while it is little. */
export type Quotas = { take(what: Counted, personId: string): number };

/** After so many windows those that are over are forgotten. */
const many = 5000;

/** Begins to count; with nothing shared, a person may do as much again in each process. */
export function openQuotas(now: () => number = () => performance.now()): Quotas {
  const windows = new Map<string, { ends: number; times: number }>();
  return {
    take(what, personId) {
      const at = now();
      if (windows.size > many) for (const [key, { ends }] of windows) if (ends <= at) windows.delete(key);
      let wait = 0;
      for (const { times, seconds } of most[what]) {
        const key = `${what}:${seconds}:${personId}`;
        const known = windows.get(key);
        const window = known === undefined || known.ends <= at ? { ends: at + seconds * 1000, times: 0 } : known;
        windows.set(key, window);
        // A try past the limit does not lengthen the window.
        if (++window.times > times) wait = Math.max(wait, Math.ceil((window.ends - at) / 1000));
      }
      return wait;
    },
  };
}

/** Why a person may not do that now; null while they may. A house that does not count lets everybody. */
export function overQuota({ quotas }: { readonly quotas?: Quotas }, what: Counted, personId: string): Refusal | null {
  const seconds = quotas?.take(what, personId) ?? 0;
  return seconds > 0 ? refuse(code[what], undefined, { seconds }) : null;
}
