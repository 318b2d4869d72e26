import { hash } from 'node:crypto';
import { answerWithin, appendUpdates, type Append, type Pool, type Verdict } from '@samskriv/database';
import { rolesThatMay } from '@samskriv/process';

/** What a commit holds at most; the rest goes with the next. */
const MOST_ROWS = 256;
const MOST_BYTES = 4 << 20;

/** The commit of an edit could not be confirmed: it may be in the log or not. Sending the same bytes again is safe. */
export class UnknownOutcome extends Error {
  constructor(cause: unknown) {
    super('the commit of an edit could not be confirmed', { cause });
  }
}

/**
 * The edits of one connection, of which each may stand on the one before. Once one of them is refused or unconfirmed, none
 * that waits behind it goes in: the log would have a hole.
 */
export type Lane = { broken: 'refused' | 'unconfirmed' | null };

/** Puts edits into the log: the only way any edit gets there. */
export type Appender = {
  /**
   * Resolves when the edit's commit is durable, or with the reason why it may not be (`forbidden` behind a refused one of
   * the same lane). Rejects with `UnknownOutcome` when the database does not answer within `patience`.
   */
  append(edit: Omit<Append, 'hash'>, lane: Lane): Promise<Verdict>;
  /** Resolves when everything handed in before this call has been judged. */
  settled(): Promise<void>;
};

type Waiting = { row: Append; lane: Lane; resolve(verdict: Verdict): void; reject(error: unknown): void };

/**
 * Gathers what all connections have waiting into one commit while the one before is under way (group commit): nobody
 * waits for a clock, and a busy moment costs the database one round trip. Where more waits than one commit holds, each author
 * gets one edit in, then each another: who writes most does not keep the others waiting. `patience` is milliseconds.
 */
export function createAppender(log: Pool, { patience = 8_000 }: { patience?: number } = {}): Appender {
  const writers = rolesThatMay('paper.write');
  /** What waits, by author, each in its order; who was served longest ago comes first. */
  const waiting = new Map<string, Waiting[]>();
  let committing: Promise<void> | null = null;

  async function commitAll(): Promise<void> {
    while (waiting.size > 0) {
      const batch = takeBatch();
      if (batch.length === 0) continue;
      try {
        const verdicts = await answerWithin(
          patience,
          appendUpdates(
            log,
            writers,
            batch.map((one) => one.row),
          ),
        );
        batch.forEach(({ lane, resolve }, index) => {
          const verdict = verdicts[index] as Verdict;
          if (verdict.verdict !== 'saved' && verdict.verdict !== 'known') lane.broken = 'refused';
          resolve(verdict);
        });
      } catch (error) {
        for (const { lane, reject } of batch) {
          lane.broken = 'unconfirmed';
          reject(new UnknownOutcome(error));
        }
      }
      await nextTurn();
    }
    committing = null;
  }

  function takeBatch() {
    const batch: Waiting[] = [];
    let bytes = 0;
    while (waiting.size > 0 && batch.length < MOST_ROWS && (batch.length === 0 || bytes < MOST_BYTES)) {
      const [[author, queue]] = waiting as Iterable<[string, Waiting[]]> as [[string, Waiting[]]];
      const next = queue.shift() as Waiting;
      waiting.delete(author);
      if (queue.length > 0) waiting.set(author, queue);
      batch.push(next);
      bytes += next.row.bytes.length;
    }
    for (const { lane, resolve, reject } of batch) {
      if (lane.broken === 'refused') resolve({ verdict: 'forbidden' });
      else if (lane.broken === 'unconfirmed') reject(new UnknownOutcome('an earlier edit of the same connection'));
    }
    return batch.filter(({ lane }) => lane.broken === null);
  }

  return {
    append(edit, lane) {
      return new Promise((resolve, reject) => {
        const queue = waiting.get(edit.author) ?? [];
        waiting.set(edit.author, queue);
        queue.push({ row: { ...edit, hash: hash('sha256', edit.bytes) }, lane, resolve, reject });
        committing ??= nextTurn().then(commitAll);
      });
    },
    async settled() {
      while (committing !== null) await committing;
    },
  };
}

/** What the event loop reads in this turn rides along in the next commit: fewer and fuller ones cost the database less. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
