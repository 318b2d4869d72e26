import { applyLog, fillRound, UnknownOutcome, type Appender, type Lane } from '@samskriv/commands';
import { answerWithin, claimClients, clientOwners, raiseRound, readTail, type ClientOwner, type Pool } from '@samskriv/database';
import { namesOf, schemaVersion, type Names } from '@samskriv/document';
import * as Y from 'yjs';
import { isTooLong, unfit, type Unfit } from './content.ts';
import { judge, type Judgement, type NewEdit } from './judge.ts';
import { Placement, type Placed } from './placement.ts';
import { removesTooMuch } from './removal.ts';
import { growthOf, RoundSize } from './roundSize.ts';

/** One connection's edits on their way into one paper: whose they are, and how far they reach beyond the document. */
export class EditLane implements Lane {
  readonly personId: string;
  /** The hash of the session or token they came with. */
  readonly credential: string;
  /** Whether the connection has named a schema, as our browser does; one that has not may take little away. */
  readonly knowsSchema: boolean;
  /** An edit was refused or could not be confirmed: nothing more of this connection is taken. */
  broken: 'refused' | 'unconfirmed' | null = null;
  /** Why the first of them was refused; those on its way before it then come to nothing as well. */
  refusedFor: NotTaken | null = null;
  readonly reach = new Map<number, number>();
  /** What is on its way into the document, by Yjs client. */
  readonly coming = new Map<number, Placed[]>();
  /** An edit that must look something up before it can go on; those after it wait, so that the order stays. */
  waiting: Promise<unknown> | null = null;

  constructor(personId: string, credential: string, knowsSchema = false) {
    this.personId = personId;
    this.credential = credential;
    this.knowsSchema = knowsSchema;
  }

  /** Remembers where items stand until the document has them. */
  expect(doc: Y.Doc, placed: readonly Placed[]): void {
    for (const one of placed) {
      const { client } = one.item;
      const before = this.coming.get(client);
      if (before === undefined) this.coming.set(client, [one]);
      else before.push(one);
    }
    for (const [client, all] of this.coming) {
      const known = Y.getState(doc.store, client);
      const first = all.findIndex(({ item }) => item.clock + item.length > known);
      if (first === -1) this.coming.delete(client);
      else if (first > 0) all.splice(0, first);
    }
  }
}

/**
 * Why an edit is not taken. `closed` and `forbidden`: not here, not now. `foreign`: it writes under another person's Yjs
 * client id. `missing`: it hangs on edits that the log does not have. `too_many_clients`: this person has written here under as
 * many as one may. `removal`: it takes too much away for a connection that has named no schema. `full`: the round has no room.
 */
export type NotTaken = 'closed' | 'forbidden' | 'gone' | 'foreign' | 'missing' | 'too_many_clients' | 'removal' | 'full' | Unfit;

/** How long a look-up may take before the database counts as away (ms). */
export const PATIENCE = 6_000;

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
  #owners = new Map<number, ClientOwner>();
  #names: Names = namesOf();
  #schema = schemaVersion;
  readonly #placement: Placement;
  readonly #sql: Pool;
  readonly #appender: Appender;
  /** Hears each edit that this process has committed, with its number. */
  onCommitted: (number: number, bytes: Uint8Array) => void = () => {};

  /** How much of the round's room is used. */
  size: RoundSize;

  /** Hears when no edit is under way any more. */
  onQuiet: () => void = () => {};

  private constructor(sql: Pool, appender: Appender, paperId: string, round: number, doc: Y.Doc) {
    this.#sql = sql;
    this.#appender = appender;
    this.paperId = paperId;
    this.round = round;
    this.doc = doc;
    this.#placement = new Placement(doc);
    this.size = new RoundSize(doc, 0);
  }

  /** Fills `doc` from the log. Throws where the round is not there or cannot be read: it never starts empty over stored text. */
  static async open(sql: Pool, appender: Appender, paperId: string, round: number, doc: Y.Doc): Promise<LivePaper> {
    const live = new LivePaper(sql, appender, paperId, round, doc);
    const [filled, owners, number] = await answerWithin(
      PATIENCE,
      Promise.all([
        fillRound(sql, { paperId, round }, doc, fromLog),
        clientOwners(sql, paperId, round, null),
        raiseRound(sql, paperId, round, schemaVersion),
      ]),
    );
    if (filled === null || number === null) throw new RangeError('no such round');
    live.#known = filled.head;
    live.#owners = owners;
    live.#setSchema(number);
    live.size = new RoundSize(doc, filled.bytes);
    return live;
  }

  /** The number of the schema that may be written here: a connection that has named a lower one knows too little. */
  get schema(): number {
    return this.#schema;
  }

  /** Raises the round to this process' schema when every process knows it by now. True: it was raised. */
  async raise(): Promise<boolean> {
    if (this.#schema >= schemaVersion) return false;
    const number = await answerWithin(PATIENCE, raiseRound(this.#sql, this.paperId, this.round, schemaVersion));
    if (number === null || number === this.#schema) return false;
    this.#setSchema(number);
    return true;
  }

  #setSchema(number: number): void {
    this.#schema = number;
    this.#names = namesOf(number);
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
      if (owner?.wrote !== true) return null;
      if (owner.personId !== lane.personId) return this.#refuse('foreign', lane);
    }
    const placed = this.#place(judgement, lane);
    const unfit = typeof placed === 'string' ? placed : this.#unfit(judgement, placed, lane);
    if (unfit !== null) return this.#refuse(unfit, lane);
    for (const [client, clock] of judgement.reach) lane.reach.set(client, clock);
    lane.expect(this.doc, placed as Placed[]);
    const arrived = this.size.expect(growthOf(judgement, placed as Placed[]));
    return this.#commit(judgement.bytes, lane).finally(arrived);
  }

  /** Where the items of an edit stand; or why they cannot be looked at. */
  #place(edit: NewEdit, lane: EditLane): Placed[] | 'length' {
    return isTooLong(edit.runs) ? 'length' : this.#placement.place(edit.fresh, lane.coming);
  }

  /** Why an edit may not go in, by what it would do; null when it may. */
  #unfit(edit: NewEdit, placed: readonly Placed[], lane: EditLane): NotTaken | null {
    const no = unfit(placed, this.#names);
    if (no !== null) return no;
    if (!lane.knowsSchema && removesTooMuch(this.doc, edit, placed)) return 'removal';
    return this.size.admits(edit, growthOf(edit, placed)) ? null : 'full';
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
        lane.coming.clear();
        judgement = judge(this.doc, bytes);
      }
      if (judgement.is === 'nothing') return { done: Promise.resolve(null) };
      if (judgement.is === 'missing') return { done: this.#refuse('missing', lane) };
      // Before anything is recorded for it.
      const placed = this.#place(judgement, lane);
      const unfit = typeof placed === 'string' ? placed : this.#unfit(judgement, placed, lane);
      if (unfit !== null) return { done: this.#refuse(unfit, lane) };
      const notOwned = await this.#claim([...judgement.reach.keys()], lane.personId, true);
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
    lane.refusedFor ??= reason;
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

  /**
   * Whether a Yjs client id may be shown as this person's here; it becomes theirs where nobody has it yet and they have shown
   * few enough. Committed before it answers.
   */
  async owns(client: number, personId: string): Promise<boolean> {
    return (await this.#claim([client], personId, false)) === null;
  }

  /** Whose a client id is, as far as this process knows; undefined when it has not been seen here. */
  ownerOf(client: number): string | undefined {
    return this.#owners.get(client)?.personId;
  }

  /** Applies an edit that is committed under `number`; where some before it are missing, the log is read. */
  receive(number: number, bytes: Uint8Array): void {
    if (number <= this.#known) return;
    if (number > this.#known + 1) return this.hearOf(number);
    this.#known = number;
    this.size.grew(bytes.length);
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
    for (const { bytes } of tail) this.size.grew(bytes.length);
    applyLog(this.doc, tail, committed);
  }

  /** Takes client ids for a person, to write or only to be seen; or why they are not theirs. */
  async #claim(clients: readonly number[], personId: string, wrote: boolean): Promise<'foreign' | 'too_many_clients' | null> {
    const asked = clients.filter((client) => {
      const owner = this.#owners.get(client);
      return owner === undefined || owner.personId !== personId || (wrote && !owner.wrote);
    });
    if (asked.some((client) => this.#owners.has(client) && this.ownerOf(client) !== personId)) return 'foreign';
    if (asked.length === 0) return null;
    try {
      const claim = { paperId: this.paperId, round: this.round, personId, clients: asked, wrote };
      for (const [client, owner] of await answerWithin(PATIENCE, claimClients(this.#sql, claim))) this.#owners.set(client, owner);
    } catch (error) {
      throw new UnknownOutcome(error);
    }
    const owners = asked.map((client) => this.#owners.get(client));
    if (owners.some((owner) => owner !== undefined && owner.personId !== personId)) return 'foreign';
    return owners.every((owner) => owner !== undefined && (owner.wrote || !wrote)) ? null : 'too_many_clients';
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
