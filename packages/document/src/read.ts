import { Fragment, Node, type Mark, type NodeType } from 'prosemirror-model';
import * as Y from 'yjs';
import { markName } from './allowed.ts';
import { fragmentName } from './birth.ts';
import { cleanAttrs } from './blocks.ts';
import type { NodeJson } from './json.ts';
import { safeHref } from './links.ts';
import { schema } from './schema.ts';
import { isTooDeep, textsBelow } from './tooDeep.ts';
import { writable } from './writable.ts';

// Reads only. y-prosemirror's own readers delete what they cannot place, which a server must never do.

interface Delta {
  insert?: unknown;
  attributes?: Record<string, unknown>;
}

function marksOf(attributes: Record<string, unknown> | undefined): readonly Mark[] {
  return Object.entries(attributes ?? {}).flatMap(([name, value]) => {
    const type = schema.marks[markName(name)];
    if (!type || value === null) return [];
    const attrs = typeof value === 'object' ? writableAttrs(value as Record<string, unknown>) : {};
    if (type !== schema.marks.link) return [type.create(attrs)];
    const href = safeHref(attrs.href);
    return href === null ? [] : [type.create({ href })];
  });
}

function writableAttrs(attrs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attrs).map(([name, value]) => [name, typeof value === 'string' ? writable(value, '\ufffd') : value]),
  );
}

function textNodes(text: Y.XmlText): Node[] {
  return (text.toDelta() as Delta[]).flatMap(({ insert, attributes }) =>
    // One for one, so that places in the Y document and here stay the same.
    typeof insert === 'string' && insert !== '' ? [schema.text(writable(insert, '\ufffd'), marksOf(attributes))] : [],
  );
}

// What does not fit is not looked into: a chain of such nodes may be of any length.
function children(parent: Y.XmlElement | Y.XmlFragment, { contentMatch }: NodeType, level: number): Node[] {
  return parent.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return textNodes(child);
    if (!(child instanceof Y.XmlElement)) return [];
    const type = schema.nodes[child.nodeName];
    if (!type || type.isText || type === schema.topNodeType || !contentMatch.matchType(type)) return [];
    const inside = isTooDeep(type, level)
      ? textsBelow(child).map((text) => schema.node('paragraph', null, textNodes(text)))
      : children(child, type, level + 1);
    return [type.create(cleanAttrs(child.nodeName, writableAttrs(child.getAttributes())), fitting(type, inside))];
  });
}

// Every content expression is a star, so each child stands or falls by itself.
function fitting(parent: NodeType, nodes: Node[]): Fragment {
  const kept = nodes.filter((node) => parent.contentMatch.matchType(node.type));
  return Fragment.fromArray(kept.map((node) => node.mark(parent.allowedMarks(node.marks))));
}

function claimIds(node: Node, claimed: Set<string>): Node {
  if (node.isText || node.isTextblock) return node;
  let attrs = node.attrs;
  if (typeof attrs.id === 'string') {
    if (claimed.has(attrs.id)) attrs = { ...attrs, id: null };
    else claimed.add(attrs.id);
  }
  const content: Node[] = [];
  node.forEach((child) => content.push(claimIds(child, claimed)));
  return node.type.create(attrs, content, node.marks);
}

/**
 * The text of a paper as canonical ProseMirror JSON: equal papers give equal JSON. Reads the root `default` and
 * changes nothing. What the schema does not know or cannot place is left out; attributes that make no sense have
 * their default; of an id that stands twice, the first in document order keeps it and later ones have null.
 */
export function documentJson(ydoc: Y.Doc): NodeJson {
  const sections = children(ydoc.getXmlFragment(fragmentName), schema.topNodeType, 1);
  const doc = schema.topNodeType.create(null, fitting(schema.topNodeType, sections));
  return claimIds(doc, new Set()).toJSON() as NodeJson;
}

/** The paper as a ProseMirror node, from JSON or as it is. Throws RangeError for JSON that the schema does not know. */
export function paperNode(paper: Node | NodeJson): Node {
  return paper instanceof Node ? paper : Node.fromJSON(schema, paper);
}
