import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Hocuspocus } from '@hocuspocus/server';
import { createAppender } from '@samskriv/commands';
import type { Pool } from '@samskriv/database';
import { Door, type DoorOptions } from './door.ts';
import { EditBudget, type EditLimits } from './editBudget.ts';
import type { Tally } from './editDoor.ts';
import type { Context } from './context.ts';
import { hooks } from './hooks.ts';
import type { Log } from './log.ts';
import { Relay } from './relay.ts';
import { Rights } from './rights.ts';
import { Rooms } from './rooms.ts';

/** How long a compaction waits for quiet after an edit, and at most (ms). */
const QUIET = 5_000;
const AT_LAST = 30_000;
/** How often everything is looked at that nothing told of, unless told (ms). */
const SWEEP = 20_000;

export type CollabOptions = DoorOptions & {
  /** For looking things up and for notices. */
  sql: Pool;
  /** For the append alone (`connect` with `log`). */
  appendPool: Pool;
  /** Shares live traffic with other processes; null when there is only this one. */
  redisUrl: string | null;
  /** How often everything open is held against the tables, for what nothing tells: a date that passes, a lost message (ms). */
  sweep?: number;
  /** What one person may write; those of `editLimits` unless told. */
  edits?: EditLimits;
  log: Log;
};

/** The living papers of a process: sockets in, committed edits out. */
export type Collab = {
  /** Answers an HTTP upgrade; false where the path is not one of ours. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Gauges and counters for /metrics. */
  metrics(): Record<'sockets' | 'papers' | keyof Tally, number>;
  /** Closes every socket and waits for edits under way, `patience` milliseconds at most. */
  close(patience?: number): Promise<void>;
};

/** Opens the doors /collab and /y-websocket/<document>. It listens to nothing itself: the process passes upgrades on. */
export function createCollab(options: CollabOptions): Collab {
  const { sql, appendPool, redisUrl, log } = options;
  const appender = createAppender(appendPool);
  const relay = redisUrl === null ? null : new Relay(redisUrl, log);
  const rooms = new Rooms(sql, appender, relay, log);
  const tally: Tally = { edits: 0, refusedEdits: 0, lateEdits: 0, floods: 0, malformed: 0, unanswered: 0 };
  const mine = hooks(sql, rooms, log, tally, new EditBudget(options.edits), () => rights);
  const hocuspocus = new Hocuspocus<Context>({
    quiet: true,
    debounce: QUIET,
    maxDebounce: AT_LAST,
    maxUnauthenticatedQueueSize: 1 << 20,
    maxPendingDocuments: 10,
    ...mine,
  });
  dropIdleHooks(hocuspocus, mine);
  rooms.onQuiet = (document) => void hocuspocus.unloadDocument(document);
  const door = new Door(hocuspocus, options);
  const rights: Rights = new Rights(sql, hocuspocus, rooms, options.sweep ?? SWEEP, log);
  return {
    handleUpgrade: (request, socket, head) => door.handleUpgrade(request, socket, head),
    metrics: () => ({ sockets: door.sockets, papers: rooms.size, ...tally }),
    async close(patience = 5_000) {
      await rights.stop();
      await door.close(patience);
      await Promise.race([appender.settled(), new Promise((resolve) => setTimeout(resolve, patience).unref())]);
      relay?.stop();
    },
  };
}

/** Hocuspocus calls its empty default hooks for every message, each through a chain of promises. */
function dropIdleHooks(hocuspocus: Hocuspocus<Context>, mine: object): void {
  const own = hocuspocus.configuration.extensions.at(-1) as Record<string, unknown>;
  for (const [name, hook] of Object.entries(own)) if (typeof hook === 'function' && !(name in mine)) delete own[name];
}
