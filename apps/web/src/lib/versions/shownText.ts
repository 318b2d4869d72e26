/** A run of letters on the page, and where it begins in the whole text. */
type Piece = { readonly node: Text; readonly at: number };

/**
 * A paper's text as it stands on the page (packages/document, html), counted as packages/comments counts it: UTF-16 offsets,
 * one line end between text blocks, without the names and numbers that the house puts beside what people wrote.
 */
export type ShownText = { readonly text: string; readonly pieces: readonly Piece[] };

/** A stretch of such a text. */
export type ShownStretch = { readonly at: number; readonly end: number };

const blocks = 'p:not(.section-name), h2, h3, h4';
const labels = '[data-case-field] > h3:first-child';

/** Reads the text that stands within `root`. */
export function shownText(root: Element): ShownText {
  let text = '';
  const pieces: Piece[] = [];
  for (const block of root.querySelectorAll(blocks)) {
    if (block.matches(labels)) continue;
    let apart = true;
    const walker = root.ownerDocument.createTreeWalker(block, 5);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node.nodeType !== 3) {
        if (node.nodeName === 'BR') apart = true;
        continue;
      }
      const words = (node as Text).data;
      if (words === '') continue;
      if (apart && text !== '') text += '\n';
      apart = false;
      pieces.push({ node: node as Text, at: text.length });
      text += words;
    }
  }
  return { text, pieces };
}

/** The stretch that a selection covers, without white space at its ends; null where it covers no words of the text. */
export function stretchOf({ text, pieces }: ShownText, range: Range): ShownStretch | null {
  const inside = pieces.filter(({ node }) => range.intersectsNode(node));
  const [first] = inside;
  const last = inside.at(-1);
  if (first === undefined || last === undefined) return null;
  const at = first.at + (first.node === range.startContainer ? range.startOffset : 0);
  const end = last.at + (last.node === range.endContainer ? range.endOffset : last.node.data.length);
  const words = text.slice(at, end);
  const trimmed = at + (words.length - words.trimStart().length);
  return words.trim() === '' ? null : { at: trimmed, end: trimmed + words.trim().length };
}

/** The place of a stretch on the page, one range for each run of letters. */
export function rangesOn({ pieces }: ShownText, { at, end }: ShownStretch): Range[] {
  return pieces
    .filter((piece) => piece.at < end && piece.at + piece.node.data.length > at)
    .map((piece) => {
      const range = piece.node.ownerDocument.createRange();
      range.setStart(piece.node, Math.max(0, at - piece.at));
      range.setEnd(piece.node, Math.min(piece.node.data.length, end - piece.at));
      return range;
    });
}
