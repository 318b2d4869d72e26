import { anchorAt, findAnchor, marksOf, pickedPlace, standing, textIndex, type Anchor, type TextIndex } from '@samskriv/comments';
import { birthUpdate, documentJson, leaveMarks, placeComment } from '@samskriv/document';
import * as Y from 'yjs';
import { Peer } from './network.ts';
import { Random } from './random.ts';
import { paperOfWords } from './run.ts';
import { Hand, works } from './work.ts';

/** A thread as the server's rows have it. */
interface Thread {
  id: string;
  anchor: Anchor;
  /** The words of its passage when it was opened. */
  words: ReadonlySet<string>;
  /** Those of them that have stood in the server's text ever since. */
  left: Set<string>;
  /** Whether it was found in the server's text: another may have written in between just then. */
  placed: boolean;
  /** The words that stood elsewhere then, where it was picked. */
  elsewhere: ReadonlySet<string>;
}

/** How the threads of a run ended. */
export interface ThreadOutcome {
  threads: number;
  anchored: number;
  orphaned: number;
  /** Lost threads that were found again. */
  found: number;
}

type Manner = 'light' | 'wild';

const word = /[A-Z]\d+x/g;

/** A server's copy of the paper: everybody's updates reach it in their order and go on to the others in its own. */
class Hub {
  readonly doc = new Y.Doc();
  readonly peers: Peer[];
  readonly #random: Random;
  readonly #up = new Map<Peer, Uint8Array[]>();
  readonly #down = new Map<Peer, Uint8Array[]>();
  /** What commands have worked out and not appended yet. */
  readonly #prepared: (() => void)[] = [];
  /** Called after each edit that has come in. */
  appended: () => void = () => {};
  // Numbers above those of the people.
  #replicas = 1_000_000;

  constructor(count: number, random: Random) {
    this.#random = random;
    const birth = birthUpdate(paperOfWords);
    leaveMarks(this.doc);
    Y.applyUpdate(this.doc, birth);
    this.peers = Array.from({ length: count }, (_, at) => {
      const peer = new Peer('ABCD'.charAt(at), at + 1, birth, (from, update) => this.#up.get(from)?.push(update));
      this.#up.set(peer, []);
      this.#down.set(peer, []);
      return peer;
    });
  }

  #append(update: Uint8Array, from: Peer | null): void {
    Y.applyUpdate(this.doc, update);
    for (const peer of this.peers) if (peer !== from) this.#down.get(peer)?.push(update);
    this.appended();
  }

  /** Works an edit out on a replica, as a command does; it is appended later, whatever comes between. */
  prepare(edit: (replica: Y.Doc) => void, appended: () => void): void {
    const replica = new Y.Doc();
    // The seed decides all of it, and which of two edits in one place stands first as well.
    replica.clientID = ++this.#replicas;
    leaveMarks(replica);
    Y.applyUpdate(replica, Y.encodeStateAsUpdate(this.doc));
    const updates: Uint8Array[] = [];
    replica.on('update', (update: Uint8Array) => updates.push(update));
    edit(replica);
    this.#prepared.push(() => {
      if (updates.length > 0) this.#append(Y.mergeUpdates(updates), null);
      appended();
    });
  }

  /** Lets one thing arrive; false when nothing is on its way. */
  deliver(): boolean {
    const ways: (() => void)[] = this.peers
      .filter((peer) => peer.online)
      .flatMap((peer) => {
        const [up, down] = [this.#up.get(peer) ?? [], this.#down.get(peer) ?? []];
        return [
          ...(up.length > 0 ? [() => this.#append(up.shift() as Uint8Array, peer)] : []),
          ...(down.length > 0 ? [() => peer.receive(down.shift() as Uint8Array)] : []),
        ];
      });
    const [command] = this.#prepared;
    if (command !== undefined)
      ways.push(() => {
        this.#prepared.shift();
        command();
      });
    if (ways.length === 0) return false;
    this.#random.pick(ways)();
    return true;
  }

  settle(): void {
    for (const peer of this.peers) peer.online = true;
    for (let round = 0; this.deliver(); round += 1) if (round > 20_000) throw new Error('They keep answering each other');
  }

  destroy(): void {
    for (const { editor } of this.peers) editor.destroy();
    this.doc.destroy();
  }
}

/**
 * One random session of people who write and people who comment, over one server; the seed decides all of it. Throws with
 * the seed's story when a thread stands on words that its passage never had, or twice on the same, or leaves out
 * words that still stand where nobody makes blocks anew.
 */
export function runThreads(seed: number, steps = 45): ThreadOutcome {
  const random = new Random(seed ^ 0x5f3759df);
  const manner: Manner = seed % 3 === 0 ? 'light' : 'wild';
  const hub = new Hub(2 + random.below(2), random);
  const threads: Thread[] = [];
  const story: string[] = [];
  let count = 100;
  let opened = 0;
  let found = 0;
  const choices = works.filter((work) => manner === 'wild' || work.light);

  const index = (doc: Y.Doc) => textIndex(documentJson(doc));
  hub.appended = () => {
    if (threads.some(({ left }) => left.size > 0)) forgetGone(index(hub.doc), threads);
  };

  const open = (peer: Peer) => {
    const hand = new Hand(peer, random, null, () => '');
    if (!hand.aim(4)) return;
    const { from, to } = peer.editor.view.state.selection;
    const here = textIndex(peer.editor.json());
    const picked = pickedPlace(here, { from, to });
    if (picked === null) return;
    const { quote, prefix, suffix } = anchorAt(here, picked);
    const words = new Set(quote.match(word));
    if (words.size === 0) return;
    const elsewhere = new Set((here.text.match(word) ?? []).filter((one) => !words.has(one)));
    const id = `t${String((opened += 1))}`;
    let anchor: Anchor = { quote, prefix, suffix, sectionId: null, point: null };
    let placed = false;
    hub.prepare(
      (replica) => {
        const there = index(replica);
        const place = pickedPlace(there, { quote, prefix, suffix, from, to });
        if (place === null) return;
        anchor = anchorAt(there, place);
        const gone = [...new Set(anchor.quote.match(word))].filter((one) => elsewhere.has(one));
        if (gone.length > 0) throw new Error(`${id} was picked on ${quote} and put on ${anchor.quote}`);
        placed = placeComment(replica, id, place.ranges);
      },
      () => threads.push({ id, anchor, words, left: new Set(words), placed, elsewhere }),
    );
    story.push(`${peer.name}: ${id} on "${quote}"`);
  };

  const findLost = () => {
    hub.prepare(
      (replica) => {
        const there = index(replica);
        const marks = marksOf(there);
        for (const { id, anchor } of threads) {
          if (standing(there, marks, { id, anchor, whole: false }).state === 'anchored') continue;
          const place = findAnchor(there, anchor);
          if (place === null || !placeComment(replica, id, place.ranges)) continue;
          found += 1;
          story.push(`${id} found`);
        }
      },
      () => {},
    );
  };

  try {
    for (let step = 0; step < steps; step += 1) {
      const peer = random.pick(hub.peers);
      const hand = new Hand(peer, random, null, () => `${peer.name}${String((count += 1))}x`);
      if (random.chance(0.18)) open(peer);
      else {
        const work = random.pick(choices);
        work.run(hand);
        story.push(`${peer.name}: ${work.name}`);
      }
      if (random.chance(0.05)) findLost();
      if (random.chance(0.06)) peer.online = !peer.online;
      for (let messages = random.below(5); messages > 0; messages -= 1) hub.deliver();
      check(index(hub.doc), threads, false);
    }
    hub.settle();
    findLost();
    hub.settle();
    for (const { editor } of hub.peers) {
      if (said(editor.ydoc) !== said(hub.doc)) throw new Error('An editor holds another text than the server');
    }
    const anchored = check(index(hub.doc), threads, manner === 'light');
    return { threads: threads.length, anchored, orphaned: threads.length - anchored, found };
  } catch (error) {
    throw new Error(`Seed ${String(seed)}: ${String(error)}\n${story.join(', ')}`, { cause: error });
  } finally {
    hub.destroy();
  }
}

// A copy as text to compare. Comments that lie over each other come in no certain order.
function said(doc: Y.Doc): string {
  return JSON.stringify(documentJson(doc), (key, value: unknown) =>
    key === 'marks' && Array.isArray(value) ? value.map((mark) => JSON.stringify(mark)).sort() : value,
  );
}

// A word that another was written to without a space is another word; one that was gone and came back is no remains.
function forgetGone({ text }: TextIndex, threads: readonly Thread[]): void {
  const standingWords = new Set(text.split(/\s+/));
  for (const { left } of threads) for (const one of left) if (!standingWords.has(one)) left.delete(one);
}

// How many threads are anchored; throws where one stands on wrong words.
function check(index: TextIndex, threads: readonly Thread[], strict: boolean): number {
  const marks = marksOf(index);
  let anchored = 0;
  for (const { id, anchor, words, left, placed, elsewhere } of threads) {
    const stands = standing(index, marks, { id, anchor, whole: false });
    if (stands.state === 'anchored') anchored += 1;
    const said: string[] = stands.currentQuote?.match(word) ?? [];
    // Words from elsewhere that stand between its own have been put there, while most of its own are there.
    const most = new Set(said.filter((one) => words.has(one))).size * 2 > words.size;
    const edges = (stands.currentQuote ?? '').split(' … ').flatMap((part) => {
      const [first, ...others] = part.match(word) ?? [];
      return [first ?? '', others.at(-1) ?? first ?? ''];
    });
    const wrong = (most ? edges : said).filter((one) => elsewhere.has(one));
    if (wrong.length > 0) throw new Error(`${id} on "${anchor.quote}" stands on ${wrong.join(' ')} ("${String(stands.currentQuote)}")`);
    // A passage may have held a word twice; its parts may then hold it as often.
    const parts = (stands.currentQuote ?? '').split(' … ').map((part) => new Set(part.match(word)));
    const held = (one: string) => (anchor.quote.match(word) ?? []).filter((other) => other === one).length;
    const twice = said.filter((one) => words.has(one) && parts.filter((part) => part.has(one)).length > held(one));
    if (twice.length > 0) throw new Error(`${id} on "${anchor.quote}" stands twice on ${twice.join(' ')}`);
    if (!strict || !placed || stands.state === 'orphaned') continue;
    const missing = [...left].filter((one) => !said.includes(one));
    if (missing.length > 0)
      throw new Error(`${id} on "${anchor.quote}" lost ${missing.join(' ')} (stands on "${String(stands.currentQuote)}")`);
  }
  return anchored;
}
