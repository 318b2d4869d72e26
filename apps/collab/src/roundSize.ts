import { mostCharacters, mostStateBytes } from '@samskriv/document';
import * as Y from 'yjs';
import type { NewEdit } from './judge.ts';
import type { Placed } from './placement.ts';
import { sizeIn } from './removal.ts';
import { Held } from './updateReader.ts';

/** From this share on people are told, at every twentieth. */
const TOLD_FROM = 0.8;
const STEPS = 20;
/** How often the state is measured at most (ms): that takes the longer the larger it is. */
const MEASURED_EVERY = 1_000;

/** An attribute or a format is no longer (bytes): the address of a link is the longest. */
const LONGEST_VALUE = 4_000;

/** What an edit brings: `characters` of text, and the `bytes` of everything. */
export type Growth = { characters: number; bytes: number };

/** How much of a round's room is used, counted on as its document changes. */
export class RoundSize {
  readonly #doc: Y.Doc;
  #characters = 0;
  /** The state is no larger. */
  #bytes: number;
  #measured = -Infinity;
  #step: number;
  /** What is on its way into the document. */
  readonly #coming: Growth = { characters: 0, bytes: 0 };
  /** Hears when the share has passed a step, up or down, from the first that people are told of on. */
  onStep: () => void = () => {};

  /** `bytes` is what the document was read from: its state is no larger. */
  constructor(doc: Y.Doc, bytes: number) {
    this.#doc = doc;
    this.#bytes = bytes;
    for (const structs of doc.store.clients.values()) for (const struct of structs) this.#characters += charactersOf(struct);
    doc.on('afterTransaction', (transaction: Y.Transaction) => this.#follow(transaction));
    this.#step = this.#stepNow();
  }

  get characters(): number {
    return this.#characters;
  }

  /** The share of the round's room that is used; above 1 in one from before there was a limit. */
  get share(): number {
    return Math.max(this.#characters / mostCharacters, this.#bytes / mostStateBytes);
  }

  /** The share that people are to be told of; null below. */
  get told(): number | null {
    if (this.share >= TOLD_FROM && this.#bytes / mostStateBytes >= TOLD_FROM) this.#measure();
    return this.share >= TOLD_FROM ? this.share : null;
  }

  /** Whether there is room for an edit. What makes the text no longer always has room. */
  admits(edit: NewEdit, growth: Growth): boolean {
    const hasRoom =
      this.#characters + this.#coming.characters + growth.characters <= mostCharacters && this.#bytesWith(growth.bytes) <= mostStateBytes;
    return hasRoom || growth.characters <= sizeIn(this.#doc, edit.deletes);
  }

  /** An edit is on its way in; call what this answers when it has arrived or will not. */
  expect(growth: Growth): () => void {
    this.#coming.characters += growth.characters;
    this.#coming.bytes += growth.bytes;
    return () => {
      this.#coming.characters -= growth.characters;
      this.#coming.bytes -= growth.bytes;
    };
  }

  /** Bytes have been applied. */
  grew(bytes: number): void {
    this.#bytes += bytes;
  }

  #bytesWith(more: number): number {
    const whole = () => this.#bytes + this.#coming.bytes + more;
    if (whole() > mostStateBytes) this.#measure();
    return whole();
  }

  #measure(): void {
    if (performance.now() - this.#measured < MEASURED_EVERY) return;
    this.#bytes = Y.encodeStateAsUpdate(this.#doc).length;
    this.#measured = performance.now();
  }

  #follow({ beforeState, afterState, deleteSet }: Y.Transaction): void {
    for (const [client, end] of afterState) {
      const from = beforeState.get(client) ?? 0;
      if (end > from) this.#characters += this.#sum(client, from, end);
    }
    for (const [client, ranges] of deleteSet.clients) {
      // What came and went in one transaction was never counted.
      const before = beforeState.get(client) ?? 0;
      for (const { clock, len } of ranges)
        if (clock < before) this.#characters -= this.#sum(client, clock, Math.min(clock + len, before), true);
    }
    const step = this.#stepNow();
    if (step === this.#step) return;
    const told = Math.max(step, this.#step) >= TOLD_FROM * STEPS;
    this.#step = step;
    if (told) this.onStep();
  }

  #stepNow(): number {
    return Math.floor(this.share * STEPS);
  }

  #sum(client: number, from: number, end: number, deleted = false): number {
    const structs = this.#doc.store.clients.get(client) ?? [];
    let sum = 0;
    for (let at = Y.findIndexSS(structs as Y.Item[], from); at < structs.length; at++) {
      const struct = structs[at] as Y.Item | Y.GC;
      if (struct.id.clock >= end) break;
      sum += charactersOf(struct, deleted);
    }
    return sum;
  }
}

/** What an edit brings. A node counts as a character; of what is no text, what is longer than any of ours counts by its bytes. */
export function growthOf({ bytes }: NewEdit, placed: readonly Placed[]): Growth {
  let characters = 0;
  for (const { item } of placed) {
    if (item.held === Held.text) characters += item.size;
    else if (item.held === Held.type) characters++;
    else if (item.held !== Held.deleted) characters += Math.max(0, item.size - LONGEST_VALUE);
  }
  return { characters, bytes: bytes.length };
}

function charactersOf(struct: Y.Item | Y.GC, deleted = false): number {
  return struct instanceof Y.Item &&
    struct.deleted === deleted &&
    struct.content instanceof Y.ContentString &&
    struct.parent instanceof Y.XmlText
    ? struct.length
    : 0;
}
