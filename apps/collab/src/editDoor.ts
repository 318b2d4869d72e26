import { UnknownOutcome } from '@samskriv/commands';
import { OutgoingMessage, type Connection } from '@hocuspocus/server';
import { Flood, type EditBudget } from './editBudget.ts';
import { judge } from './judge.ts';
import type { EditLane, LivePaper, NotTaken } from './livePaper.ts';
import type { Log } from './log.ts';
import { CloseCode } from './messages.ts';
import type { EditKind, OutSocket } from './outSocket.ts';
import { MalformedUpdate } from './updateReader.ts';

/** How often things happened since the process began, for /metrics. */
export type Tally = { edits: number; refusedEdits: number; lateEdits: number; floods: number; malformed: number; unanswered: number };

/** What one connection may have on its way into the log; a faster one is not read from until it is less (edits, bytes). */
const MOST_EDITS = 1000;
const MOST_BYTES = 4 << 20;
/** How long an edit that hangs on others waits for the client's answer to our sync step, which brings them (ms). */
const STEP_PATIENCE = 5_000;

/**
 * One connection's edits: each is handed to the log as it arrives and answered, in order, when its commit is durable.
 * Hocuspocus would take them one by one, so that each of a fast writer's edits waited for the commit of the one before, and
 * would decode each a second time only to acknowledge it.
 */
export class EditDoor {
  readonly #live: LivePaper;
  readonly #connection: Connection;
  readonly #socket: OutSocket;
  readonly #lane: EditLane;
  readonly #tally: Tally;
  readonly #log: Log;
  readonly #budget: EditBudget;
  readonly #yes: Uint8Array;
  readonly #no: Uint8Array;
  #answered: Promise<void> = Promise.resolve();
  #edits = 0;
  #bytes = 0;
  /** Edits whose turn has not come. */
  #late = 0;
  #told = false;
  /** Settles when the client's first answer to a sync step has been taken. */
  readonly #stepped = Promise.withResolvers<void>();
  #hasStepped = false;
  /** Edits that wait for it, one behind the other. */
  #gate: Promise<void> = Promise.resolve();
  #gated = 0;

  constructor(live: LivePaper, connection: Connection, socket: OutSocket, lane: EditLane, tally: Tally, log: Log, budget: EditBudget) {
    this.#live = live;
    this.#connection = connection;
    this.#socket = socket;
    this.#lane = lane;
    this.#tally = tally;
    this.#log = log;
    this.#budget = budget;
    this.#yes = new OutgoingMessage(connection.messageAddress).writeSyncStatus(true).toUint8Array();
    this.#no = new OutgoingMessage(connection.messageAddress).writeSyncStatus(false).toUint8Array();
  }

  /** Resolves when every edit taken so far is answered; null when none waits. */
  get underWay(): Promise<void> | null {
    return this.#edits > 0 ? this.#answered : null;
  }

  /** Takes an edit when it is its person's turn; a connection whose edits wait for that is not read from. */
  take(kind: EditKind, bytes: Uint8Array): void {
    const outcome = this.#budget.turn(
      this.#lane.personId,
      this.#connection.document.name,
      bytes.length,
      () => this.#takeNow(kind, bytes),
      () => this.#wait(),
    );
    // Heard in its turn.
    outcome.catch(() => {});
    this.#edits++;
    this.#bytes += bytes.length;
    if (this.#edits > MOST_EDITS || this.#bytes > MOST_BYTES) this.#socket.ws.pause();
    this.#answered = this.#answered.then(() => this.#answer(outcome, bytes.length));
  }

  #wait(): void {
    this.#tally.lateEdits++;
    this.#late++;
    this.#socket.ws.pause();
  }

  #takeNow(kind: EditKind, bytes: Uint8Array): Promise<NotTaken | null> {
    if (this.#late > 0) this.#late--;
    if (this.#connection.readOnly) return this.#takeAsReader(kind, bytes);
    return kind === 1 ? this.#takeStep(bytes) : this.#takeUpdate(bytes);
  }

  async #takeStep(bytes: Uint8Array): Promise<NotTaken | null> {
    try {
      return await this.#live.take(bytes, this.#lane);
    } finally {
      this.#hasStepped = true;
      this.#stepped.resolve();
    }
  }

  /**
   * A client that comes back may send what it typed since before what it typed to a server that died: the answer to our
   * sync step brings the whole, so until then an edit that hangs on something we lack is held, not refused.
   */
  #takeUpdate(bytes: Uint8Array): Promise<NotTaken | null> {
    const early = !this.#hasStepped && (this.#lane.waiting !== null || this.#live.lacks(bytes, this.#lane));
    if (!early && this.#gated === 0) return this.#live.take(bytes, this.#lane);
    this.#gated++;
    this.#gate = this.#gate.then(() => this.#untilItMayGo(bytes));
    return this.#gate.then(() => {
      this.#gated--;
      return this.#live.take(bytes, this.#lane);
    });
  }

  async #untilItMayGo(bytes: Uint8Array): Promise<void> {
    await this.#lane.waiting?.catch(() => {});
    if (this.#hasStepped || !this.#live.lacks(bytes, this.#lane)) return;
    const patience = setTimeout(() => this.#stepped.resolve(), STEP_PATIENCE).unref();
    await this.#stepped.promise;
    clearTimeout(patience);
  }

  /** A reader's answer to a sync step may repeat what is there; anything else of theirs is no. */
  async #takeAsReader(kind: EditKind, bytes: Uint8Array): Promise<NotTaken | null> {
    return kind === 1 && judge(this.#live.doc, bytes).is === 'nothing' ? null : 'forbidden';
  }

  async #answer(outcome: Promise<NotTaken | null>, size: number): Promise<void> {
    try {
      const no = await outcome;
      if (no === null) {
        this.#tally.edits++;
        this.#connection.send(this.#yes);
      } else this.#refuse(no);
    } catch (error) {
      this.#giveUp(error);
    }
    this.#edits--;
    this.#bytes -= size;
    const mayGoOn = this.#late === 0 && this.#edits < MOST_EDITS / 2 && this.#bytes < MOST_BYTES / 2;
    if (mayGoOn && this.#socket.ws.isPaused) this.#socket.ws.resume();
  }

  /** May not: the client's document is finished; from here on this connection only reads. */
  #refuse(reason: NotTaken): void {
    this.#tally.refusedEdits++;
    this.#connection.readOnly = true;
    if (!this.#told) this.#connection.sendStateless(JSON.stringify({ type: 'refused', reason: this.#lane.refusedFor ?? reason }));
    this.#told = true;
    this.#connection.send(this.#no);
  }

  /** Cannot: no answer; the client comes back and sends again. */
  #giveUp(error: unknown): void {
    this.#connection.readOnly = true;
    if (error instanceof MalformedUpdate) {
      this.#tally.malformed++;
      this.#socket.close(CloseCode.malformed, 'not an update');
      return;
    }
    if (error instanceof Flood) {
      this.#tally.floods++;
      this.#lane.broken ??= 'unconfirmed';
      this.#socket.close(CloseCode.flood, 'edits');
      return;
    }
    this.#tally.unanswered++;
    this.#log.error(
      { document: this.#connection.document.name, err: error instanceof UnknownOutcome ? error.cause : error },
      'an edit is not saved',
    );
    this.#socket.close(CloseCode.tryAgain, 'not saved');
  }
}
