/** What one person, and all who write in one paper together, may write: for ever, and at once after a while without. */
export type EditLimits = {
  /** A person's edits a second, over all their connections to this process, and how many may come at once. */
  edits: number;
  editsAtOnce: number;
  /** The same in bytes. */
  bytes: number;
  bytesAtOnce: number;
  /** Edits of one paper a second, and at once, whoever writes them; they hold up nobody who writes no faster than hands can. */
  paperEdits: number;
  paperEditsAtOnce: number;
  /** After so long past their limits without a pause, somebody's connections are closed (ms). */
  floodAfter: number;
};

/**
 * Far above what hands can do. A key that is held down repeats 30 times a second, and a person has a handful of tabs; what was
 * written on a train comes back as one edit; a large paste is 1 MB. Fifty people who type at once write 500 edits a second.
 */
export function editLimits(perSecond = 300): EditLimits {
  return {
    edits: perSecond,
    editsAtOnce: perSecond * 3,
    bytes: 512 << 10,
    bytesAtOnce: 8 << 20,
    paperEdits: perSecond * 2,
    paperEditsAtOnce: perSecond * 4,
    floodAfter: 60_000,
  };
}

/** What hands write (edits a second, and at once). One who writes more has to make up for it, though not for more than a while. */
const BY_HAND = 40;
const BY_HAND_AT_ONCE = 80;
const MOST_OWED = 400;
/** Edits of one person that are looked at in one turn of the event loop; a frame's worth of them would hold everybody up. */
const A_TURN = 32;
/** How often those who are past their limits are looked at (ms). */
const LATER = 10;
/** So many people and papers are remembered before those who rest are forgotten. */
const MANY = 1000;

/** An edit of somebody who has been past their limits for too long: it is not taken, and its connection is closed. */
export class Flood extends Error {}

type Waiting = { paper: Paper; size: number; run(): void; flood(): void };

/**
 * Whose turn it is to write. Within their limits everybody's edits go at once; past them they wait, in order, so that nobody
 * else does: nothing is lost or refused for coming fast. Where all who write in one paper are too many, they take turns.
 */
export class EditBudget {
  readonly #limits: EditLimits;
  readonly #people = new Map<string, Person>();
  readonly #papers = new Map<string, Paper>();
  /** Those whose edits wait, in the order in which they are served. */
  readonly #late = new Set<Person>();
  #turn = 0;
  #turnEnds = false;
  #served = false;

  constructor(limits: EditLimits = editLimits()) {
    this.#limits = limits;
  }

  /**
   * Runs an edit of `size` bytes when it is its turn, at once where nothing is in its way: then `waits` is not called. Rejects
   * with `Flood` where it is never taken.
   */
  turn<T>(personId: string, paperId: string, size: number, run: () => Promise<T>, waits: () => void): Promise<T> {
    const person = this.#person(personId);
    const paper = this.#paper(paperId);
    if (person.waiting.length === 0 && this.#mayNow(person) && this.#afford(person, paper, size)) return run();
    waits();
    return new Promise((resolve, reject) => {
      person.waiting.push({ paper, size, run: () => resolve(run()), flood: () => reject(new Flood()) });
      this.#late.add(person);
      this.#serveSoon();
    });
  }

  /** Counts a person's edits of this turn of the event loop. */
  #mayNow(person: Person): boolean {
    if (!this.#turnEnds) {
      this.#turnEnds = true;
      setImmediate(() => {
        this.#turn++;
        this.#turnEnds = false;
      });
    }
    if (person.turn !== this.#turn) Object.assign(person, { turn: this.#turn, inTurn: 0 });
    return ++person.inTurn <= A_TURN;
  }

  #afford(person: Person, paper: Paper, size: number): boolean {
    const now = performance.now();
    if (!person.edits.has(now) || !person.bytes.has(now) || !(paper.edits.has(now) || person.byHand.has(now))) return false;
    person.edits.take(1);
    person.byHand.take(1);
    person.bytes.take(size);
    paper.edits.take(1);
    return true;
  }

  #serveSoon(): void {
    if (this.#served) return;
    this.#served = true;
    setImmediate(() => this.#serve());
  }

  /** Everybody who waits gets one edit at a time; who was first this time is last the next. */
  #serve(): void {
    const turns = [...this.#late];
    let served = true;
    for (let round = 0; served && round < A_TURN; round++) {
      served = false;
      for (const person of turns) {
        const next = person.waiting[0];
        if (next === undefined || !this.#afford(person, next.paper, next.size)) continue;
        person.waiting.shift();
        next.run();
        served = true;
      }
    }
    for (const person of turns) this.#settle(person);
    const [first] = this.#late;
    if (first !== undefined) {
      this.#late.delete(first);
      this.#late.add(first);
    }
    this.#served = this.#late.size > 0;
    if (!this.#served) return;
    // Whoever has edits left and may write goes on in the next turn; others when time has given them something.
    if (served) setImmediate(() => this.#serve());
    else setTimeout(() => this.#serve(), LATER).unref();
  }

  #settle(person: Person): void {
    if (person.waiting.length === 0) this.#late.delete(person);
    const now = performance.now();
    // Past a paper's limit is no fault of theirs.
    if (person.waiting.length === 0 || (person.edits.has(now) && person.bytes.has(now))) return void (person.lateSince = null);
    person.lateSince ??= now;
    if (now - person.lateSince < this.#limits.floodAfter) return;
    person.lateSince = null;
    for (const { flood } of person.waiting.splice(0)) flood();
    this.#late.delete(person);
  }

  #person(id: string): Person {
    const known = this.#people.get(id);
    if (known !== undefined) return known;
    const { edits, editsAtOnce, bytes, bytesAtOnce } = this.#limits;
    if (this.#people.size >= MANY) forget(this.#people, (person) => person.waiting.length === 0 && person.edits.full && person.bytes.full);
    const person = {
      edits: new Bucket(edits, editsAtOnce),
      bytes: new Bucket(bytes, bytesAtOnce),
      byHand: new Bucket(BY_HAND, BY_HAND_AT_ONCE, MOST_OWED),
      waiting: [],
      lateSince: null,
      turn: -1,
      inTurn: 0,
    };
    this.#people.set(id, person);
    return person;
  }

  #paper(id: string): Paper {
    const known = this.#papers.get(id);
    if (known !== undefined) return known;
    if (this.#papers.size >= MANY) forget(this.#papers, (paper) => paper.edits.full);
    const paper = { edits: new Bucket(this.#limits.paperEdits, this.#limits.paperEditsAtOnce) };
    this.#papers.set(id, paper);
    return paper;
  }
}

/** `lateSince`: since when they have been past their own limits; `inTurn`: their edits in the turn of the event loop numbered `turn`. */
type Person = {
  edits: Bucket;
  bytes: Bucket;
  byHand: Bucket;
  waiting: Waiting[];
  lateSince: number | null;
  turn: number;
  inTurn: number;
};
type Paper = { edits: Bucket };

/** What may be taken now; it fills up by itself. The last to take may take more than there is, and all wait until that is made up for. */
class Bucket {
  readonly #perSecond: number;
  readonly #most: number;
  readonly #mostOwed: number;
  #left: number;
  #at = performance.now();

  constructor(perSecond: number, most: number, mostOwed = Infinity) {
    this.#perSecond = perSecond;
    this.#most = most;
    this.#mostOwed = mostOwed;
    this.#left = most;
  }

  has(now: number): boolean {
    this.#left = Math.min(this.#most, this.#left + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
    return this.#left > 0;
  }

  take(count: number): void {
    this.#left = Math.max(this.#left - count, -this.#mostOwed);
  }

  get full(): boolean {
    return this.has(performance.now()) && this.#left === this.#most;
  }
}

function forget<T>(all: Map<string, T>, rests: (one: T) => boolean): void {
  for (const [id, one] of all) if (rests(one)) all.delete(id);
}
