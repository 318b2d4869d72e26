import type { Node } from 'prosemirror-model';
import { cleanAttrs } from '../blocks.ts';
import { numberPoints } from '../points.ts';
import { isWord, tokens, weightOf } from './tokens.ts';

/** A block of one of the two texts, as comparing sees it. */
export interface Part {
  node: Node;
  /** Blocks of one family can become each other: a paragraph a heading, a bullet list a numbered one. */
  family: string;
  /** Null when it has none of its own. */
  id: string | null;
  attrs: Record<string, unknown>;
  /** A point's number as shown; null for all others. */
  number: string | null;
  parent: Part | null;
  index: number;
  children: Part[];
  /** Letters of a text block, a line break as a line end; '' for what holds blocks. */
  text: string;
  /** Equal for equal family, letters and inner blocks, whatever the ids, marks and attributes. */
  print: number;
  /** How much of the paper it is: its letters and those of all in it, and one for the block itself. */
  weight: number;
  /** What `wordsOf` found, once asked. */
  words: Int32Array | null;
  /** The part of the other text that this one is or became. */
  partner: Part | null;
}

const families: Record<string, string> = {
  paragraph: 'text',
  heading: 'text',
  bulletList: 'list',
  orderedList: 'list',
  tableCell: 'cell',
  tableHeader: 'cell',
};

/** Gives equal words and equal blocks equal numbers, in both texts. */
export class Prints {
  readonly #numbers = new Map<string, number>();
  /** What each word weighs, by its number. */
  readonly weights: number[] = [];

  /** The number of a word or block; `weight` counts for a word seen for the first time. */
  of(key: string, weight = 0): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(key, number);
    this.weights[number] = weight;
    return number;
  }
}

/** The letters of a text block as they are compared. */
export function lettersOf(block: Node): string {
  return block.textBetween(0, block.content.size, '', '\n');
}

/** A paper as parts. Of an id that stands twice, the first in document order keeps it. */
export function readParts(paper: Node, prints: Prints): Part {
  const numbers = new Map(numberPoints(paper).map(({ node, number }) => [node, number]));
  const claimed = new Set<string>();
  const read = (node: Node, parent: Part | null, index: number): Part => {
    const type = node.type.name;
    const attrs = cleanAttrs(type, node.attrs);
    let id = typeof attrs.id === 'string' ? attrs.id : null;
    if (id !== null && claimed.has(id)) id = null;
    else if (id !== null) claimed.add(id);
    const part: Part = {
      node,
      family: families[type] ?? (type === 'caseField' ? `caseField ${String(attrs.name)}` : type),
      id,
      attrs,
      number: numbers.get(node) ?? null,
      parent,
      index,
      children: [],
      text: '',
      print: 0,
      weight: 1,
      words: null,
      partner: null,
    };
    if (node.isTextblock) {
      part.text = lettersOf(node);
      part.weight = 1 + part.text.length;
      part.print = prints.of(`t ${part.family} ${part.text}`);
    } else {
      part.children = node.children.map((child, at) => read(child, part, at));
      part.weight = part.children.reduce((sum, { weight }) => sum + weight, 1);
      part.print = prints.of(`b ${part.family} ${part.children.map(({ print }) => print).join(' ')}`);
    }
    return part;
  };
  return read(paper, null, 0);
}

/** The words of a block and all in it, as numbers, sorted. Found when first asked for: most blocks stay and are never asked. */
export function wordsOf(part: Part, prints: Prints): Int32Array {
  if (part.words !== null) return part.words;
  if (part.node.isTextblock) {
    const words = tokens(part.text).filter(isWord);
    part.words = Int32Array.from(words, (word) => prints.of(`w ${word.toLowerCase()}`, weightOf(word))).sort();
  } else {
    const inside = part.children.map((child) => wordsOf(child, prints));
    const words = new Int32Array(inside.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const some of inside) {
      words.set(some, at);
      at += some.length;
    }
    part.words = words.sort();
  }
  return part.words;
}

/** How alike two parts' words are, whatever their order: 0 nothing in common, 1 the same words. Two parts without words are alike. */
export function likeness(one: Part, other: Part, prints: Prints): number {
  if (one.print === other.print) return 1;
  const { weights } = prints;
  const [a, b] = [wordsOf(one, prints), wordsOf(other, prints)];
  if (a.length === 0 && b.length === 0) return 1;
  let [i, j, common, all] = [0, 0, 0, 0];
  while (i < a.length || j < b.length) {
    const x = a[i] ?? Number.POSITIVE_INFINITY;
    const y = b[j] ?? Number.POSITIVE_INFINITY;
    const weight = weights[Math.min(x, y)] ?? 0;
    if (x === y) {
      common += 2 * weight;
      all += 2 * weight;
    } else all += weight;
    if (x <= y) i += 1;
    if (y <= x) j += 1;
  }
  return common / all;
}
