import { compactRound, type Appender } from '@samskriv/commands';
import { recordFault, type Pool } from '@samskriv/database';
import type { Connection, Document } from '@hocuspocus/server';
import * as Y from 'yjs';
import type { Context } from './context.ts';
import { LivePaper } from './livePaper.ts';
import type { Log } from './log.ts';
import { CloseCode } from './messages.ts';
import { Opening } from './opening.ts';
import type { Relay } from './relay.ts';
import { tellRoom } from './tellRoom.ts';

/** Edits since the last snapshot from which on an open paper is compacted, and from which on when everybody has left. */
const OPEN_AND_LONG = 2_000;
const LEFT = 50;

/** The open papers of this process, by document name. */
export class Rooms {
  readonly #sql: Pool;
  readonly #appender: Appender;
  readonly #log: Log;
  readonly #relay: Relay | null;
  readonly #open = new Map<Document, LivePaper>();
  /** Per open paper, the number that the last snapshot reaches. */
  readonly #compacted = new WeakMap<LivePaper, number>();

  readonly #openings = new WeakMap<LivePaper, Opening>();

  /** Hears when nothing is under way any more in a document: it may be unloaded when everybody has left. */
  onQuiet: (document: Document) => void = () => {};

  constructor(sql: Pool, appender: Appender, relay: Relay | null, log: Log) {
    this.#sql = sql;
    this.#appender = appender;
    this.#relay = relay;
    this.#log = log;
  }

  async open(document: Document, paperId: string, round: number): Promise<void> {
    const live = await LivePaper.open(this.#sql, this.#appender, paperId, round, document);
    this.#compacted.set(live, live.known);
    this.#open.set(document, live);
    live.onQuiet = () => this.onQuiet(document);
    live.size.onStep = () => tellRoom(live, document.getConnections(), true);
    const relay = this.#relay;
    if (relay === null) return;
    live.onCommitted = (number, bytes) => relay.edit(document.name, number, bytes);
    relay.open(document, live);
  }

  /** The live paper behind a document; RangeError where it was never opened. */
  of(document: Document): LivePaper {
    const live = this.#open.get(document);
    if (live === undefined) throw new RangeError(`${document.name} is not open`);
    return live;
  }

  /** What those are told who open it. */
  opening(live: LivePaper): Opening {
    const opening = this.#openings.get(live) ?? new Opening(live);
    this.#openings.set(live, opening);
    return opening;
  }

  find(paperId: string, round: number): LivePaper | null {
    for (const live of this.#open.values()) if (live.paperId === paperId && live.round === round) return live;
    return null;
  }

  all(): IterableIterator<LivePaper> {
    return this.#open.values();
  }

  /**
   * Raises open rounds to this process' schema where every process knows it by now. Who has named a lower one is asked to
   * reload: an editor that knows too little would delete what it does not know.
   */
  async raise(): Promise<void> {
    for (const [document, live] of this.#open) {
      if (!(await live.raise().catch(() => false))) continue;
      for (const { context } of document.getConnections() as Connection<Context>[])
        if (context.schema !== null && context.schema < live.schema) context.socket.close(CloseCode.outdated, 'schema');
    }
  }

  close(name: string): void {
    for (const document of this.#open.keys()) {
      if (document.name !== name || !document.isDestroyed) continue;
      this.#open.delete(document);
      this.#relay?.close(document);
    }
  }

  get size(): number {
    return this.#open.size;
  }

  /**
   * Compacts a paper when it is worth it, from a replay of its log, and holds the replay against the document in memory.
   * Never throws: the log is the truth, a snapshot only saves time.
   */
  async compact(document: Document): Promise<void> {
    const live = this.#open.get(document);
    if (live === undefined) return;
    const since = live.known - (this.#compacted.get(live) ?? 0);
    if (since < (document.getConnectionsCount() === 0 ? LEFT : OPEN_AND_LONG)) return;
    try {
      const replay = await compactRound(this.#sql, live.paperId, live.round, { atLeast: LEFT });
      if (replay === null) return;
      this.#compacted.set(live, replay.number);
      const comparable = live.pending === 0 && live.known === replay.number;
      if (comparable && !Y.equalSnapshots(Y.snapshot(replay.doc), Y.snapshot(document))) {
        this.#log.error({ document: document.name, number: replay.number }, 'a document in memory differs from its log');
        await recordFault(this.#sql, {
          kind: 'memoryDiffers',
          paperId: live.paperId,
          round: live.round,
          detail: { number: replay.number },
        });
      }
      replay.doc.destroy();
    } catch (error) {
      this.#log.warn({ document: document.name, error }, 'compaction was put off');
    }
  }
}
