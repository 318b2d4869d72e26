import { uuidv4 } from 'lib0/random';

/** Ids for what is sent: the same until the answer has come, so that what is sent twice is said once. */
export function sendIds(): { of(what: string): string; sent(...what: string[]): void } {
  const ids = new Map<string, string>();
  return {
    of(what) {
      const id = ids.get(what) ?? uuidv4();
      ids.set(what, id);
      return id;
    },
    sent(...what) {
      for (const one of what) ids.delete(one);
    },
  };
}
