import { deepest, isWritable, mostCharacters, writable } from '@samskriv/document';
import type { Node } from 'prosemirror-model';
import { Plugin, type Transaction } from 'prosemirror-state';
import { changesLocally, isLocal } from './origin.ts';

/** Why something was not done: the round has no room for more (`full`), or it would lie too many levels deep (`depth`). */
export type Blocked = 'full' | 'depth';

// The stretch of the new document that a transaction changed; null when it changed nothing.
function changedStretch({ mapping }: Transaction): { from: number; to: number } | null {
  let from = Infinity;
  let to = -Infinity;
  mapping.maps.forEach((map, index) => {
    const rest = mapping.slice(index + 1);
    map.forEach((_oldStart, _oldEnd, start, end) => {
      from = Math.min(from, rest.map(start, -1));
      to = Math.max(to, rest.map(end, 1));
    });
  });
  return from > to ? null : { from, to };
}

function goesTooDeep(node: Node, level: number, from: number, to: number): boolean {
  let at = 0;
  for (const child of node.children) {
    const end = at + child.nodeSize;
    if (!child.isInline && at < to && end > from) {
      if (level === deepest || goesTooDeep(child, level + 1, from - at - 1, to - at - 1)) return true;
    }
    at = end;
  }
  return false;
}

function characters(doc: Node): number {
  return doc.textContent.length;
}

// Counting all of a text takes time; its size in positions is at hand, and never less.
function makesItTooLong(before: Node, after: Node): boolean {
  if (after.content.size <= mostCharacters || after.content.size <= before.content.size) return false;
  const now = characters(after);
  return now > mostCharacters && now > characters(before);
}

/**
 * Keeps one's own changes to what a paper may hold, so that the server has nothing to refuse: characters that cannot be kept
 * are left out, and what would be too long or too deep is not done, and told.
 */
export function limitsPlugin(onBlocked: (why: Blocked) => void): Plugin {
  return new Plugin({
    filterTransaction(tr, state) {
      if (!tr.docChanged || !isLocal(tr)) return true;
      const stretch = changedStretch(tr);
      const why = makesItTooLong(state.doc, tr.doc)
        ? 'full'
        : stretch !== null && goesTooDeep(tr.doc, 0, stretch.from, stretch.to)
          ? 'depth'
          : null;
      if (why !== null) onBlocked(why);
      return why === null;
    },
    appendTransaction(transactions, _before, state) {
      if (!changesLocally(transactions)) return null;
      const tr = state.tr;
      const found: { from: number; text: string; node: Node }[] = [];
      for (const [index, one] of transactions.entries()) {
        const stretch = changedStretch(one);
        if (stretch === null) continue;
        const later = transactions.slice(index + 1);
        const now = (pos: number, side: number) => later.reduce((at, { mapping }) => mapping.map(at, side), pos);
        const size = state.doc.content.size;
        state.doc.nodesBetween(Math.max(0, now(stretch.from, -1)), Math.min(size, now(stretch.to, 1)), (node, pos) => {
          if (node.isText && !isWritable(node.text ?? '')) found.push({ from: pos, text: node.text ?? '', node });
        });
      }
      const seen = new Set<number>();
      for (const { from, text, node } of found.sort((one, other) => other.from - one.from)) {
        if (seen.has(from)) continue;
        seen.add(from);
        const kept = writable(text);
        if (kept === '') tr.delete(from, from + text.length);
        else tr.replaceWith(from, from + text.length, state.schema.text(kept, node.marks));
      }
      return tr.docChanged ? tr : null;
    },
  });
}
