import { refuse, type Refusal } from '@samskriv/process';

/** Does some work when its turn comes, or refuses it. */
type TakeTurns = <Result>(work: () => Promise<Result>) => Promise<Result | Refusal>;

/** Lets `atOnce` pieces of work run at a time and `waiting` wait for their turn, first come first served; refuses what is more. */
export function takeTurns({ atOnce, waiting }: { atOnce: number; waiting: number }): TakeTurns {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) return refuse('too_many_uploads');
      await new Promise<void>((resolve) => queue.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

/**
 * The turns of this process's uploads. A form of 25 MB takes four times that while it is taken apart and stored; nothing of those
 * that wait is read.
 */
export const uploadTurn = takeTurns({ atOnce: 4, waiting: 20 });
