import type { Node } from 'prosemirror-model';
import { cleanAttrs } from './blocks.ts';
import type { NodeJson } from './json.ts';
import { paperNode } from './read.ts';
import type { PointLevel } from './sections/sectionKind.ts';

/** A target point and where it stands. */
export interface NumberedPoint {
  /** Null when the point has none of its own. */
  id: string | null;
  /** As shown: "1", a sub-point "1.a", and below that "1.a.1". */
  number: string;
  level: PointLevel;
  /** 0 for a point, 1 for a sub-point, and so on. */
  depth: number;
  /** ProseMirror position right before the point, in the whole paper. */
  pos: number;
  node: Node;
}

function letters(count: number): string {
  const rest = Math.floor((count - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(97 + ((count - 1) % 26));
}

/**
 * Every target point of the paper in reading order, with the number it is shown under. Numbers run on through the
 * whole paper and are never stored. An id that stands twice belongs to the first.
 */
export function numberPoints(paper: Node | NodeJson): NumberedPoint[] {
  const doc = paperNode(paper);
  const points: NumberedPoint[] = [];
  const claimed = new Set<unknown>();
  const visit = (parent: Node, start: number, prefix: string, depth: number, before: number) => {
    let count = before;
    parent.forEach((node, offset) => {
      if (node.type.name !== 'targetPoint') return;
      count += 1;
      const number = prefix + (depth % 2 === 0 ? String(count) : letters(count));
      const attrs = cleanAttrs('targetPoint', node.attrs);
      const id = claimed.has(attrs.id) ? null : (attrs.id as string | null);
      claimed.add(id);
      const pos = start + offset;
      points.push({ id, number, level: attrs.level as PointLevel, depth, pos, node });
      visit(node, pos + 1, `${number}.`, depth + 1, 0);
    });
    return count;
  };
  let count = 0;
  doc.forEach((section, offset) => {
    count = visit(section, offset + 1, '', 0, count);
  });
  return points;
}
