import { applyLog, UnknownOutcome, type Appender, type Lane } from '@samskriv/commands';
import { answerWithin, claimClients, clientOwners, loadRound, readTail, type Pool } from '@samskriv/database';
import type * as Y from 'yjs';
import { judge, type Judgement } from './judge.ts';

/** One connection's edits on their way into one paper: whose they are, and how far they reach beyond the document. */
export class EditLane implements Lane {
  readonly personId: string;
  /** The hash of the session or token they came with. */
  readonly credential: string;
  /** An edit was refused or could not be confirmed: nothing more of this connection is taken. */
  broken: 'refused' | 'unconfirmed' | null = null;
  readonly reach = new Map<number, number>();
  /** An edit that must look something up before it can go on; those after it wait, so that the order stays. */
  waiting: Promise<unknown> | null = null;

  constructor(personId: string, credential: string) {
    this.personId = personId;
    this.credential = credential;
  }
}

/**
 * Why an edit is not taken. `closed` and `forbidden`: not here, not now. `foreign`: it writes under another person's Yjs
 * client id. `missing`: it hangs on edits that the log does not have.
 */
export type NotTaken = 'closed' | 'forbidden' | 'gone' | 'foreign' | 'missing' | 'too_many_clients';

/** How long a look-up may take before the database counts as away (ms). */
export const PATIENCE = 6_000;

/** Client ids that one message may bring at most: a person's edits of earlier tabs come in one answer to a sync step. */
const MOST_NEW_CLIENTS = 500;

/**
 * One open round: the document in memory, held to the log. Everything in `doc` is committed: `take` puts an edit into the
 * log and applies it, in the log's order, when its commit is durable.
 */
export class LivePaper {
  readonly paperId: string;
  readonly round: number;
  readonly doc: Y.Doc;
  #pending = 0;
  #known = 0;
  #uncertain = false;
  #catchingUp: Promise<void> | null = null;
  #owners = new Map<number, string>();
  readonly #sql: Pool;
  readonly #appender: Appender;
  /** Hears each edit that this process has committed, with its number. */
  onCommitted: (number: number, bytes: Uint8Array) => void = () => {};

  /** Hears when no edit is under way any more. */
  onQuiet: () => void = () => {};

  private constructor(sql: Pool, appender: Appender, paperId: string, round: number, doc: Y.Doc) {
    this.#sql = sql;
    this.#appender = appender;
    this.paperId = paperId;
    this.round = round;
    this.doc = doc;
  }

  /** Fills `doc` from the log. Throws where the round is not there or cannot be read: it never starts empty over stored text. */
  static async open(sql: Pool, appender: Appender, paperId: string, round: number, doc: Y.Doc): Promise<LivePaper> {
    const live = new LivePaper(sql, appender, paperId, round, doc);
    const [stored, owners] = await answerWithin(
      PATIENCE,
      Promise.all([loadRound(sql, paperId, round), clientOwners(sql, paperId, round, null)]),
    );
    if (stored === null) throw new RangeError('no such round');
    applyLog(doc, [...(stored.snapshot ? [stored.snapshot] : []), ...stored.updates], fromLog);
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
      throw new Error(`the log of paper:${paperId}:${round} has a hole`);
    live.#known = stored.head;
    live.#owners = owners;
    return live;
  }

  /** The number up to which `doc` holds the log. */
  get known(): number {
    return this.#known;
  }

  /** Edits between arriving and being applied; while there are any, the document stays in memory. */
  get pending(): number {
    return this.#pending;
  }

  /**
   * Takes an edit. Null: it is committed and applied (or brings nothing new). Otherwise why it is not taken. Edits of one
   * lane may be handed in without waiting for the one before. Rejects with `MalformedUpdate` for what is no update, and
   * with `UnknownOutcome` when the database does not answer.
   */
  async take(bytes: Uint8Array, lane: EditLane): Promise<NotTaken | null> {
    this.#pending++;
    try {
      const atOnce = lane.waiting === null && !this.#uncertain ? this.#handIn(judge(this.doc, bytes, lane.reach), lane) : null;
      return await (atOnce ?? this.#handInSlowly(bytes, lane));
    } catch (error) {
      lane.broken ??= 'unconfirmed';
      throw error;
    } finally {
      if (--this.#pending === 0) this.onQuiet();
    }
  }

  /** Whether an edit hangs on something that is not here and not on its way in this lane. */
  lacks(bytes: Uint8Array, lane: EditLane): boolean {
    try {
      return judge(this.doc, bytes, lane.reach).is === 'missing';
    } catch {
      return false;
    }
  }

  /** Hands a judged edit to the log; null where something must be looked up first. Nothing is awaited before it is handed in. */
  #handIn(judgement: Judgement, lane: EditLane): Promise<NotTaken | null> | null {
    const no = behindBroken(lane);
    if (no !== null) return no;
    if (judgement.is !== 'new') return null;
    for (const client of judgement.reach.keys()) {
      const owner = this.#owners.get(client);
      if (owner === undefined) return null;
      if (owner !== lane.personId) return this.#refuse('foreign', lane);
    }
    for (const [client, clock] of judgement.reach) lane.reach.set(client, clock);
    return this.#commit(judgement.bytes, lane);
  }

  /** Waits for its turn in the lane and looks up what is missing: earlier edits, the log's tail, owners of client ids. */
  async #handInSlowly(bytes: Uint8Array, lane: EditLane): Promise<NotTaken | null> {
    const before = lane.waiting;
    const prepared = (async () => {
      await before?.catch(() => {});
      const no = behindBroken(lane);
      if (no !== null) return { done: no };
      if (this.#uncertain) await this.catchUp();
      let judgement = judge(this.doc, bytes, lane.reach);
      if (judgement.is !== 'new') {
        // Either nothing is new, and then it may be acknowledged only when all of it is committed; or something is missing.
        await this.#appender.settled();
        if (judgement.is === 'missing') await this.catchUp();
        lane.reach.clear();
        judgement = judge(this.doc, bytes);
      }
      if (judgement.is === 'nothing') return { done: Promise.resolve(null) };
      if (judgement.is === 'missing') return { done: this.#refuse('missing', lane) };
      const notOwned = await this.#notOwned([...judgement.reach.keys()], lane.personId);
      if (notOwned !== null) return { done: this.#refuse(notOwned, lane) };
      const handed = this.#handIn(judgement, lane);
      if (handed === null) throw new RangeError('an owner is known and not known');
      // Not awaited here: whoever waits behind this edit waits for its handing in, not for its commit.
      return { done: handed };
    })();
    lane.waiting = prepared;
    try {
      return await (
        await prepared
      ).done;
    } finally {
      if (lane.waiting === prepared) lane.waiting = null;
    }
  }

  async #refuse(reason: NotTaken, lane: EditLane): Promise<NotTaken> {
    lane.broken = 'refused';
    return reason;
  }

  async #commit(bytes: Uint8Array, lane: EditLane): Promise<NotTaken | null> {
    const { paperId, round } = this;
    try {
      const verdict = await this.#appender.append(
        { paperId, round, author: lane.personId, credential: lane.credential, kind: 'edit', bytes },
        lane,
      );
      if (verdict.verdict !== 'saved' && verdict.verdict !== 'known') return verdict.verdict;
      if (verdict.verdict === 'saved') this.onCommitted(verdict.number, bytes);
      if (verdict.number > this.#known + 1) await this.#reach(verdict.number);
      else this.receive(verdict.number, bytes);
      return null;
    } catch (error) {
      this.#uncertain = true;
      throw error;
    }
  }

  /** Whether a Yjs client id is this person's here; it becomes theirs where nobody has it yet. Committed before it answers. */
  async owns(client: number, personId: string): Promise<boolean> {
    return (await this.#notOwned([client], personId)) === null;
  }

  /** Whose a client id is, as far as this process knows; undefined when it has not been seen here. */
  ownerOf(client: number): string | undefined {
    return this.#owners.get(client);
  }

  /** Applies an edit that is committed under `number`; where some before it are missing, the log is read. */
  receive(number: number, bytes: Uint8Array): void {
    if (number <= this.#known) return;
    if (number > this.#known + 1) return this.hearOf(number);
    this.#known = number;
    applyLog(this.doc, [{ bytes }], committed);
  }

  /** Hears that the log reaches `number`, and reads it where that is further than what is known here. */
  hearOf(number: number): void {
    if (number > this.#known) this.#reach(number).catch(() => (this.#uncertain = true));
  }

  /** A look at the log that was under way already may be older than `number`; the one after it is not. */
  async #reach(number: number): Promise<void> {
    await this.catchUp();
    if (number > this.#known) await this.catchUp();
  }

  /** Applies what the log has beyond `known`. Throws `UnknownOutcome` when the database does not answer. */
  catchUp(): Promise<void> {
    this.#catchingUp ??= this.#readTail().finally(() => (this.#catchingUp = null));
    return this.#catchingUp;
  }

  async #readTail(): Promise<void> {
    let tail;
    try {
      tail = await answerWithin(PATIENCE, readTail(this.#sql, this.paperId, this.round, this.#known));
    } catch (error) {
      throw new UnknownOutcome(error);
    }
    this.#uncertain = false;
    // Meanwhile some of these may have come another way; applying them again changes nothing.
    const last = tail.at(-1);
    if (last === undefined) return;
    this.#known = Math.max(this.#known, last.number);
    applyLog(this.doc, tail, committed);
  }

  async #notOwned(clients: readonly number[], personId: string): Promise<'foreign' | 'too_many_clients' | null> {
    const unknown: number[] = [];
    for (const client of clients) {
      const owner = this.#owners.get(client);
      if (owner === undefined) unknown.push(client);
      else if (owner !== personId) return 'foreign';
    }
    if (unknown.length === 0) return null;
    if (unknown.length > MOST_NEW_CLIENTS) return 'too_many_clients';
    try {
      for (const [client, owner] of await answerWithin(PATIENCE, claimClients(this.#sql, this.paperId, this.round, personId, unknown)))
        this.#owners.set(client, owner);
    } catch (error) {
      throw new UnknownOutcome(error);
    }
    return unknown.every((client) => this.#owners.get(client) === personId) ? null : 'foreign';
  }
}

/** What becomes of an edit behind one of its lane that was not taken; nothing is looked up for it. Null while all were taken. */
function behindBroken(lane: EditLane): Promise<NotTaken> | null {
  if (lane.broken === 'unconfirmed') throw new UnknownOutcome('an earlier edit of this connection');
  return lane.broken === null ? null : Promise.resolve('forbidden');
}

/** The origin of what is applied when a paper opens: nobody is there to hear of it. */
const fromLog = { source: 'local', skipStoreHooks: true } as const;
/** The origin of a committed edit: Hocuspocus shows it to everybody and lets compaction know. */
const committed = { source: 'local' } as const;
