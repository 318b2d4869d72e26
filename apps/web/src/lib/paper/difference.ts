import { documentJson, numberPoints, paperNode, sectionName, type NodeJson, type Words } from '@samskriv/document';
import type { Item, XmlFragment } from 'yjs';
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, XmlElement, XmlText } from 'yjs';
import type { Passage } from './aside.ts';

type Line = Passage & { readonly key: string };

/**
 * What `finished` would have added to the text the server has, block by block: each block as it would have read.
 * Where the server's text cannot be had (`server` null), the blocks that were written in this window.
 */
export function difference(finished: Doc, server: Doc | null, words: Words): Passage[] {
  if (server === null) return writtenHere(finished, words);
  const merged = new Doc({ gc: false });
  try {
    applyUpdate(merged, encodeStateAsUpdate(server));
    applyUpdate(merged, encodeStateAsUpdate(finished, encodeStateVector(server)));
    return added(lines(documentJson(merged), words), lines(documentJson(server), words));
  } catch {
    return added(lines(documentJson(finished), words), lines(documentJson(server), words));
  } finally {
    merged.destroy();
  }
}

function added(wanted: Line[], present: Line[]): Passage[] {
  const left = new Map<string, number>();
  for (const { key } of present) left.set(key, (left.get(key) ?? 0) + 1);
  return wanted
    .filter(({ key }) => {
      const count = left.get(key) ?? 0;
      if (count > 0) left.set(key, count - 1);
      return count === 0;
    })
    .map(passage);
}

function writtenHere(doc: Doc, words: Words): Passage[] {
  const all = lines(documentJson(doc), words);
  const mine = new Set(textsOf(doc.getXmlFragment('default'), doc.clientID));
  const chosen = all.filter(({ text }) => mine.has(text.trim()));
  return (chosen.length > 0 ? chosen : all).map(passage);
}

/** The texts that hold something living from this client. */
function textsOf(parent: XmlFragment | XmlElement, client: number): string[] {
  return parent.toArray().flatMap((child) => {
    if (child instanceof XmlElement) return textsOf(child, client);
    return child instanceof XmlText && hasItemOf(child, client) ? [plain(child)] : [];
  });
}

function hasItemOf(text: XmlText, client: number): boolean {
  for (let item: Item | null = text._start; item !== null; item = item.right) {
    if (!item.deleted && item.id.client === client) return true;
  }
  return false;
}

function plain(text: XmlText): string {
  const delta: { insert?: unknown }[] = text.toDelta();
  return delta
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('')
    .trim();
}

/** Every block with text in it, in reading order. */
function lines(json: NodeJson, words: Words): Line[] {
  const paper = paperNode(json);
  const points = numberPoints(paper);
  const found: Line[] = [];
  paper.forEach((section, start) => {
    const title = section.firstChild?.type.name === 'sectionTitle' ? section.firstChild.textContent.trim() : '';
    const place = [sectionName(section.attrs, words), title].filter(Boolean).join(': ');
    section.descendants((node, offset) => {
      if (!node.isTextblock) return true;
      const text = node.textBetween(0, node.content.size, '', '\n').trim();
      if (text === '') return false;
      const pos = start + 1 + offset;
      const point = points.findLast((each) => each.pos < pos && pos < each.pos + each.node.nodeSize);
      found.push({ place, point: point?.number ?? null, text, key: `${String(section.attrs.id)}\n${text}` });
      return false;
    });
  });
  return found;
}

function passage({ place, point, text }: Line): Passage {
  return { place, point, text };
}
