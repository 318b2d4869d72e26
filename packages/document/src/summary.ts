import type { Node } from 'prosemirror-model';
import { cleanAttrs } from './blocks.ts';
import type { NodeJson } from './json.ts';
import { numberPoints } from './points.ts';
import { paperNode } from './read.ts';
import { isBlank, sectionStanding } from './sectionStanding.ts';
import type { BackgroundPart, PointLevel, SectionKindName, SectionStatus, TextKind } from './sections/sectionKind.ts';

/** A section as an outline shows it. */
export interface SectionSummary {
  /** Null when the section has none of its own. */
  id: string | null;
  kind: SectionKindName;
  part: BackgroundPart | null;
  status: SectionStatus;
  textKind: TextKind | null;
  /** The id of the point it serves, or null. */
  serves: string | null;
  /** The section's own title; '' when it has none. */
  title: string;
  /** Whether the section holds no text but its title. */
  blank: boolean;
  /** In reading order, sub-points too; `text` is the point's own text without that of its sub-points. */
  points: { id: string | null; number: string; level: PointLevel; text: string }[];
}

function textOf(node: Node): string {
  return node.textBetween(0, node.content.size, ' ', ' ').trim();
}

function ownText(point: Node): string {
  const texts: string[] = [];
  point.forEach((child) => {
    if (child.type.name !== 'targetPoint') texts.push(textOf(child));
  });
  return texts.filter((text) => text !== '').join(' ');
}

/** The paper's sections in reading order, for an outline or a list of what is missing. */
export function sectionSummary(paper: Node | NodeJson): SectionSummary[] {
  const doc = paperNode(paper);
  const points = numberPoints(doc);
  const claimed = new Set<unknown>();
  const summaries: SectionSummary[] = [];
  doc.forEach((section, offset) => {
    const attrs = cleanAttrs('section', section.attrs);
    const id = claimed.has(attrs.id) ? null : (attrs.id as string | null);
    claimed.add(id);
    let title = '';
    section.forEach((child) => {
      if (child.type.name === 'sectionTitle' && title === '') title = textOf(child);
    });
    summaries.push({
      id,
      kind: attrs.kind as SectionKindName,
      part: attrs.part as BackgroundPart | null,
      status: sectionStanding(section),
      textKind: attrs.textKind as TextKind | null,
      serves: attrs.serves as string | null,
      title,
      blank: isBlank(section),
      points: points
        .filter(({ pos }) => pos > offset && pos < offset + section.nodeSize)
        .map(({ id, number, level, node }) => ({ id, number, level, text: ownText(node) })),
    });
  });
  return summaries;
}
