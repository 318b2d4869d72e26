import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import { fragmentName } from './birth.ts';
import { cleanAttrs } from './blocks.ts';
import { commonPairs, type Pair } from './commonPairs.ts';
import type { NodeJson } from './json.ts';
import { documentJson, paperNode } from './read.ts';
import { schema } from './schema.ts';
import { sealedText } from './sealed.ts';
import { textsBelow } from './tooDeep.ts';

/**
 * Changes a paper into `target` by as little as it takes: what both say stays as it is, with its place in Yjs, so that
 * others' carets, threads' marks and edits under way stay too. Only what differs is taken away or written. Marks of threads
 * are left alone. False where nothing had to be changed.
 */
export function becomeText(ydoc: Y.Doc, target: NodeJson): boolean {
  if (sealedText(documentJson(ydoc)) === sealedText(target)) return false;
  let changed = false;
  const note = () => (changed = true);
  ydoc.on('update', note);
  ydoc.transact(() => becomeChildren(ydoc.getXmlFragment(fragmentName), paperNode(target), schema.topNodeType.name));
  ydoc.off('update', note);
  return changed;
}

/** A child of a node as both sides know it: a run of text, or a node. */
type Wanted = { text: Node[] } | { node: Node };
type There = Y.XmlText | Y.XmlElement;

function becomeChildren(parent: Y.XmlElement | Y.XmlFragment, target: Node, typeName: string): void {
  const wanted = wantedIn(target);
  const there = parent.toArray().filter((child): child is There => isRead(child, typeName));
  const pairs = aligned(there, wanted);
  // From the end, so that places before stay where they are.
  let beforeThere = there.length;
  let beforeWanted = wanted.length;
  for (const [one, other] of [...pairs].reverse()) {
    replace(parent, there.slice(one + 1, beforeThere), wanted.slice(other + 1, beforeWanted), there[one]);
    become(there[one] as There, wanted[other] as Wanted);
    [beforeThere, beforeWanted] = [one, other];
  }
  replace(parent, there.slice(0, beforeThere), wanted.slice(0, beforeWanted), undefined);
}

// What readers leave out is left alone here too.
function isRead(child: unknown, parentName: string): boolean {
  const match = schema.nodes[parentName]?.contentMatch;
  if (child instanceof Y.XmlText) return match?.matchType(schema.nodes.text!) != null;
  if (!(child instanceof Y.XmlElement)) return false;
  const type = schema.nodes[child.nodeName];
  return type !== undefined && !type.isText && match?.matchType(type) != null;
}

function wantedIn(target: Node): Wanted[] {
  const wanted: Wanted[] = [];
  for (const node of target.children) {
    const last = wanted.at(-1);
    if (!node.isText) wanted.push({ node });
    else if (last !== undefined && 'text' in last) last.text.push(node);
    else wanted.push({ text: [node] });
  }
  return wanted;
}

/** Which child there becomes which wanted one: the same ones, then, between those, ones of the same kind in their order. */
function aligned(there: readonly There[], wanted: readonly Wanted[]): Pair[] {
  const keysThere = there.map(keyThere);
  const keysWanted = wanted.map(keyWanted);
  const same = commonPairs(
    keysThere.map(({ whole }) => whole),
    keysWanted.map(({ whole }) => whole),
  );
  const pairs: Pair[] = [];
  let [one, other] = [0, 0];
  for (const [nextOne, nextOther] of [...same, [there.length, wanted.length] as const]) {
    const kinds = commonPairs(
      keysThere.slice(one, nextOne).map(({ kind }) => kind),
      keysWanted.slice(other, nextOther).map(({ kind }) => kind),
    );
    for (const [a, b] of kinds) pairs.push([one + a, other + b]);
    if (nextOne < there.length || nextOther < wanted.length) pairs.push([nextOne, nextOther]);
    [one, other] = [nextOne + 1, nextOther + 1];
  }
  return pairs;
}

function keyThere(child: There): { whole: string; kind: string } {
  if (child instanceof Y.XmlText) return { whole: `text ${plain(child)}`, kind: 'text' };
  const { id } = cleanAttrs(child.nodeName, child.getAttributes());
  const kind = typeof id === 'string' ? `${child.nodeName} ${id}` : child.nodeName;
  return { whole: typeof id === 'string' ? kind : `${child.nodeName} ${wordsOf(child)}`, kind };
}

function keyWanted(child: Wanted): { whole: string; kind: string } {
  if ('text' in child) return { whole: `text ${wordsWanted(child)}`, kind: 'text' };
  const { node } = child;
  const { name } = node.type;
  const kind = typeof node.attrs.id === 'string' ? `${name} ${node.attrs.id}` : name;
  return { whole: typeof node.attrs.id === 'string' ? kind : `${name} ${wordsWanted(child)}`, kind };
}

function wordsOf(child: There): string {
  const texts = child instanceof Y.XmlText ? [child] : textsBelow(child);
  return texts
    .map(plain)
    .filter((word) => word !== '')
    .join('\n');
}

function wordsWanted(child: Wanted): string {
  if ('text' in child) return child.text.map(({ text }) => text).join('');
  return wantedIn(child.node)
    .map(wordsWanted)
    .filter((word) => word !== '')
    .join('\n');
}

function plain(text: Y.XmlText): string {
  return (text.toDelta() as { insert?: unknown }[]).map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('');
}

function become(there: There, wanted: Wanted): void {
  if (there instanceof Y.XmlText) {
    becomeWords(there, 'text' in wanted ? wanted.text : []);
    return;
  }
  const { node } = wanted as { node: Node };
  const attrs = cleanAttrs(there.nodeName, there.getAttributes());
  for (const [name, value] of Object.entries(node.attrs)) {
    if (JSON.stringify(value) === JSON.stringify(attrs[name])) continue;
    if (value === null) there.removeAttribute(name);
    else there.setAttribute(name, value as string);
  }
  becomeChildren(there, node, there.nodeName);
}

function replace(parent: Y.XmlElement | Y.XmlFragment, gone: readonly There[], fresh: readonly Wanted[], after: There | undefined): void {
  const list = parent.toArray();
  const at = after === undefined ? (gone[0] === undefined ? 0 : list.indexOf(gone[0])) : list.indexOf(after) + 1;
  if (fresh.length > 0) parent.insert(at, fresh.map(made));
  for (const child of gone) {
    // An empty text is where the next word goes: taking it away would part two who begin in it at once.
    if (child instanceof Y.XmlText) {
      if (child.length > 0) child.delete(0, child.length);
    } else parent.delete(parent.toArray().indexOf(child), 1);
  }
}

function made(wanted: Wanted): There {
  if ('text' in wanted) {
    const text = new Y.XmlText();
    text.applyDelta(wanted.text.map((node) => ({ insert: node.text ?? '', attributes: marksOf(node) })));
    return text;
  }
  const { node } = wanted;
  const element = new Y.XmlElement<Record<string, string>>(node.type.name);
  for (const [name, value] of Object.entries(node.attrs)) if (value !== null) element.setAttribute(name, value as string);
  const children = wantedIn(node);
  const inner: There[] = children.map(made);
  // As at birth: an empty text that is there from the start takes whatever two people begin at once.
  if (inner.length === 0 && node.type.inlineContent) inner.push(new Y.XmlText());
  element.insert(0, inner);
  return element;
}

/** The marks of a text node as y-prosemirror names them in Yjs; those of threads are not among them. */
function marksOf(node: Node): Record<string, unknown> {
  return Object.fromEntries(node.marks.filter(({ type }) => type.name !== 'comment').map(({ type, attrs }) => [type.name, attrs]));
}

/** A character or word with its marks, as both sides are compared. */
type Token = { word: string; marks: string; attributes: Record<string, unknown> };

function becomeWords(text: Y.XmlText, target: readonly Node[]): void {
  const before = (text.toDelta() as { insert?: unknown; attributes?: Record<string, unknown> }[]).flatMap(({ insert, attributes = {} }) =>
    typeof insert === 'string' ? tokens(insert, textMarks(attributes)) : [{ word: '\u{fffc}', marks: '', attributes: {} }],
  );
  const after = target.flatMap((node) => tokens(node.text ?? '', marksOf(node)));
  const pairs = commonPairs(
    before.map(({ word }) => word),
    after.map(({ word }) => word),
  );
  const starts = before.map(() => 0);
  for (let index = 1; index < before.length; index++)
    starts[index] = (starts[index - 1] as number) + (before[index - 1] as Token).word.length;
  const end = before.length === 0 ? 0 : (starts.at(-1) as number) + (before.at(-1) as Token).word.length;
  let [one, other] = [before.length, after.length];
  for (const [pairOne, pairOther] of [...[...pairs].reverse(), [-1, -1] as const]) {
    const from = pairOne + 1 < before.length ? (starts[pairOne + 1] as number) : end;
    const to = one < before.length ? (starts[one] as number) : end;
    if (to > from) text.delete(from, to - from);
    for (const { word, attributes } of joined(after.slice(pairOther + 1, other)).reverse()) text.insert(from, word, { ...attributes });
    if (pairOne >= 0) {
      const [was, is] = [before[pairOne] as Token, after[pairOther] as Token];
      if (was.marks !== is.marks) text.format(starts[pairOne] as number, was.word.length, { ...nothing(was.attributes), ...is.attributes });
    }
    [one, other] = [pairOne, pairOther];
  }
}

function joined(fresh: readonly Token[]): Token[] {
  const runs: Token[] = [];
  for (const token of fresh) {
    const last = runs.at(-1);
    if (last?.marks === token.marks) last.word += token.word;
    else runs.push({ ...token });
  }
  return runs;
}

function nothing(attributes: Record<string, unknown>): Record<string, null> {
  return Object.fromEntries(Object.keys(attributes).map((name) => [name, null]));
}

// Marks that the schema knows but for threads', which stay with their words.
function textMarks(attributes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).filter(([name, value]) => value !== null && name in schema.marks && !name.startsWith('comment')),
  );
}

function tokens(text: string, attributes: Record<string, unknown>): Token[] {
  const marks = JSON.stringify(Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1)));
  return Array.from(text.matchAll(/\s+|[\p{L}\p{N}]+|[^]/gu), ([word]) => ({ word, marks, attributes }));
}
