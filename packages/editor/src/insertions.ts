import { safeHref, schema, type PointLevel } from '@samskriv/document';
import type { MarkType, Node, NodeType } from 'prosemirror-model';
import { Selection, type Command, type EditorState } from 'prosemirror-state';

const { targetPoint, paragraph } = schema.nodes as Record<'targetPoint' | 'paragraph', NodeType>;
const link = schema.marks.link as MarkType;

/** Words of somebody else's to be put into the text, with where they are from; `address` leads there. */
export interface Cited {
  words: string;
  source: string;
  address: string | null;
}

/** A point to be put into the text, under the id that it will keep. */
export interface CitedPoint {
  id: string;
  level: PointLevel;
  words: string;
}

/** Puts words in quotation marks, with their source in brackets, into a paragraph of their own after the one at the caret. */
export function insertQuote({ words, source, address }: Cited): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    if ($from.depth < 2) return false;
    const quote = quoteParagraph(words, source, address);
    const around = $from.parent;
    // An empty paragraph is the place that was meant; a title or a table cell takes what it can hold after itself.
    const empty = around.type === paragraph && around.content.size === 0;
    const from = empty ? $from.before() : $from.after();
    if (!$from.node(-1).type.contentMatch.matchType(paragraph)) return false;
    const tr = empty ? state.tr.replaceWith(from, $from.after(), quote) : state.tr.insert(from, quote);
    dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(from + quote.nodeSize - 1), -1)).scrollIntoView());
    return true;
  };
}

/**
 * Puts a point after the one at the caret, or at the end of the target where the caret is in no point; in place of that point, or
 * of the target's only one, where it is empty.
 */
export function insertPoint({ id, level, words }: CitedPoint): Command {
  return (state, dispatch) => {
    const place = placeForPoint(state);
    if (place === null) return false;
    const lines = words.split('\n').map((line) => paragraph.create(null, line === '' ? null : schema.text(line)));
    const tr = state.tr.replaceWith(place.from, place.to, targetPoint.create({ id, level }, lines));
    dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(place.from + 2))).scrollIntoView());
    return true;
  };
}

function quoteParagraph(words: string, source: string, address: string | null): Node {
  const href = address === null ? null : safeHref(address);
  const named = schema.text(source, href === null ? [] : [link.create({ href })]);
  return paragraph.create(null, [schema.text(`»${words.replace(/\s+/g, ' ').trim()}« (`), named, schema.text(')')]);
}

// An empty point is the place that was kept for one.
function placeForPoint(state: EditorState): { from: number; to: number } | null {
  const { $from } = state.selection;
  if ($from.depth > 1 && $from.node(2).type === targetPoint) return placeAfter($from.node(2), $from.after(2));
  let place: { from: number; to: number } | null = null;
  state.doc.forEach((section, offset) => {
    if (section.attrs.kind !== 'target' || place !== null) return;
    const points = section.children.filter(({ type }) => type === targetPoint);
    place = placeAfter(points.length === 1 ? section.lastChild : null, offset + section.nodeSize - 1);
  });
  return place;
}

function placeAfter(node: Node | null, to: number): { from: number; to: number } {
  const empty = node?.type === targetPoint && node.childCount === 1 && node.firstChild?.content.size === 0;
  return { from: empty ? to - node.nodeSize : to, to };
}
