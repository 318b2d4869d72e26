import { createHash } from 'node:crypto';

/** How many rows a table has in a backup, how many bytes they are as COPY writes them, and the SHA-256 (hex) of these. */
export type TableSum = { readonly name: string; readonly rows: number; readonly bytes: number; readonly sha256: string };

/** Sums a table up while its rows pass by. */
export function openSum(name: string): { add(rows: Buffer): void; sum(): TableSum } {
  const hash = createHash('sha256');
  let count = 0;
  let bytes = 0;
  return {
    add(rows) {
      hash.update(rows);
      bytes += rows.length;
      // COPY ends each row with a line feed, and writes one inside a value as \n.
      for (let at = rows.indexOf(10); at !== -1; at = rows.indexOf(10, at + 1)) count++;
    },
    sum: () => ({ name, rows: count, bytes, sha256: hash.digest('hex') }),
  };
}
