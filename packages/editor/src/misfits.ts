import { largestSpan, schema, wholeNumber } from '@samskriv/document';
import type { NodeType } from 'prosemirror-model';
import * as Y from 'yjs';

// Clients that are not this editor may put anything anywhere. y-prosemirror deletes a node that it cannot make, and a node
// with one child that does not fit is such a node: a loose text in a section would cost the section. So the child is taken
// first. Every editor takes the same ones, which comes to the same however many do it at once.

type Parent = Y.XmlFragment | Y.XmlElement;

function typeOf(parent: Parent): NodeType | undefined {
  return parent instanceof Y.XmlElement ? schema.nodes[parent.nodeName] : schema.topNodeType;
}

function fits(parent: NodeType, child: unknown): boolean {
  const type = child instanceof Y.XmlText ? schema.nodes.text : child instanceof Y.XmlElement ? schema.nodes[child.nodeName] : undefined;
  return type !== undefined && parent.contentMatch.matchType(type) !== null;
}

// A cell that claims to be a million wide makes every command in its table count to a million.
function claimsTooMuch(element: Y.XmlElement): boolean {
  return ['colspan', 'rowspan'].some((name) => {
    const span: unknown = element.getAttribute(name);
    return span !== undefined && span !== null && wholeNumber(span, 1, largestSpan, 0) !== span;
  });
}

function removeFrom(parent: Parent, deep: (child: Y.XmlElement) => boolean): void {
  const type = typeOf(parent);
  if (!type) return;
  const children = parent.toArray() as unknown[];
  for (const [index, child] of [...children.entries()].reverse()) {
    if (!fits(type, child)) parent.delete(index, 1);
    else if (child instanceof Y.XmlElement) {
      if (claimsTooMuch(child)) parent.delete(index, 1);
      else if (deep(child)) removeFrom(child, () => true);
    }
  }
}

/** Takes what fits nowhere out of a fragment, now and whenever something arrives. Gives the way to stop. Call it before the fragment is bound. */
export function keepFitting(fragment: Y.XmlFragment): () => void {
  const { doc } = fragment;
  if (!doc) throw new RangeError('The fragment belongs to no document');
  const remove = (parents: Parent[], deep: (child: Y.XmlElement) => boolean) => {
    doc.transact(() => {
      for (const parent of parents) removeFrom(parent, deep);
    }, keepFitting);
  };
  remove([fragment], () => true);
  const watch = (events: Y.YEvent<Y.XmlFragment>[], transaction: Y.Transaction) => {
    if (transaction.local) return;
    const parents: Parent[] = [];
    const added = new Set<unknown>();
    for (const { target, changes } of events) {
      if (!(target instanceof Y.XmlFragment)) continue;
      parents.push(target);
      if (target instanceof Y.XmlElement && target.parent instanceof Y.XmlFragment) parents.push(target.parent);
      for (const item of changes.added) for (const child of item.content.getContent()) added.add(child);
    }
    if (parents.length > 0) remove(parents, (child) => added.has(child));
  };
  fragment.observeDeep(watch as never);
  return () => {
    fragment.unobserveDeep(watch as never);
  };
}
