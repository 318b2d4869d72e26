import type { Node } from 'prosemirror-model';
import { cleanAttrs } from './blocks.ts';
import type { NodeJson } from './json.ts';
import { element, escapeHtml, marked } from './markup.ts';
import { numberPoints } from './points.ts';
import { paperNode } from './read.ts';
import type { CaseFieldName, PointLevel, TextKind } from './sections/sectionKind.ts';
import { sectionName, type Words } from './words.ts';

/** Who wrote a stretch of letters (ProseMirror positions), as a reader is told: a name, its initials, and a colour from 1 to 10. */
export interface Signature {
  from: number;
  to: number;
  name: string;
  initials: string;
  colour: number;
}

function inline(block: Node, pos: number, signatures: readonly Signature[]): string {
  if (signatures.length === 0) return block.children.map((node) => (node.isText ? withMarks(node, node.text ?? '') : '<br>')).join('');
  const within = signatures.filter(({ from, to }) => from < pos + block.nodeSize && to > pos);
  let at = pos + 1;
  let last: Signature | null = null;
  let result = '';
  for (const node of block.children) {
    const end = at + node.nodeSize;
    const cuts = [at, ...within.flatMap(({ from, to }) => [from, to]).filter((cut) => cut > at && cut < end), end];
    const ends = [...new Set(cuts)].sort((one, other) => one - other);
    for (const [index, from] of ends.slice(0, -1).entries()) {
      const inner = node.isText ? withMarks(node, (node.text ?? '').slice(from - at, (ends[index + 1] ?? end) - at)) : '<br>';
      const by = within.find((one) => one.from <= from && from < one.to) ?? null;
      result += signed(inner, node.isText ? by : null, last?.name === by?.name);
      last = node.isText ? by : last;
    }
    at = end;
  }
  return result;
}

function withMarks({ marks }: Node, text: string): string {
  return marks.reduceRight((inner, { type, attrs }) => marked(inner, type.name, attrs), escapeHtml(text));
}

// The name stands where somebody begins, so that the colour says nothing by itself.
function signed(inner: string, by: Signature | null, goesOn: boolean): string {
  if (by === null) return inner;
  const name = element('span', { class: 'by-name', 'data-person': by.colour, title: by.name }, escapeHtml(by.initials));
  return `${goesOn ? '' : name}${element('span', { class: 'by', 'data-person': by.colour, title: by.name }, inner)}`;
}

const simpleTags: Record<string, string> = {
  paragraph: 'p',
  sectionTitle: 'h2',
  bulletList: 'ul',
  listItem: 'li',
  tableRow: 'tr',
};

/**
 * The paper as an HTML fragment of `<section>`s, everything escaped: whatever the paper's CRDT holds, the result has no
 * script, no event attribute and no address but http, https and mailto. With `words`, sections, case fields and point
 * levels are named; comment marks are left out. With `signatures` (in reading order), letters say who wrote them.
 */
export function html(paper: Node | NodeJson, words: Words = {}, signatures: readonly Signature[] = []): string {
  const doc = paperNode(paper);
  const places = new Map<Node, number>();
  if (signatures.length > 0) doc.descendants((node, pos) => void places.set(node, pos));
  const numbers = new Map(numberPoints(doc).map((point) => [point.node, point]));

  const inside = (node: Node): string => {
    // Points that follow each other are one list, so that a reader is told how many there are.
    let result = '';
    let open = false;
    for (const child of node.children) {
      const isPoint = child.type.name === 'targetPoint';
      if (isPoint !== open) result += isPoint ? '<ol class="points">' : '</ol>';
      open = isPoint;
      result += block(child);
    }
    return open ? `${result}</ol>` : result;
  };

  const point = (node: Node): string => {
    const numbered = numbers.get(node);
    const level: PointLevel = numbered?.level ?? 'requirement';
    const word = words[`level.${level}`];
    const label = element('span', { class: 'point-number' }, escapeHtml(numbered?.number ?? ''));
    const levelLabel = word === undefined ? '' : ` ${element('span', { class: 'point-level' }, escapeHtml(word))}`;
    return element(
      'li',
      { id: numbered?.id ? `point-${numbered.id}` : null, 'data-level': level },
      `${label}${levelLabel} ${inside(node)}`,
    );
  };

  const block = (node: Node): string => {
    const { name } = node.type;
    const attrs = cleanAttrs(name, node.attrs);
    if (name === 'heading') return element(`h${String(attrs.level)}`, {}, inline(node, places.get(node) ?? 0, signatures));
    // An empty heading is a trap for whoever reads by headings.
    if (name === 'sectionTitle' && node.content.size === 0) return '';
    if (name === 'decision') return element('p', { 'data-decision': '' }, inline(node, places.get(node) ?? 0, signatures));
    if (node.isTextblock) return element(simpleTags[name] ?? 'p', {}, inline(node, places.get(node) ?? 0, signatures));
    if (name === 'targetPoint') return point(node);
    if (name === 'orderedList') {
      return element('ol', { start: attrs.start === 1 ? null : attrs.start }, inside(node));
    }
    if (name === 'table') return element('table', {}, element('tbody', {}, inside(node)));
    if (name === 'tableCell' || name === 'tableHeader') {
      return element(
        name === 'tableCell' ? 'td' : 'th',
        {
          colspan: attrs.colspan === 1 ? null : attrs.colspan,
          rowspan: attrs.rowspan === 1 ? null : attrs.rowspan,
        },
        inside(node),
      );
    }
    if (name === 'caseField') {
      const word = words[`caseField.${attrs.name as CaseFieldName}`];
      const heading = word === undefined ? '' : element('h3', {}, escapeHtml(word));
      return element('div', { 'data-case-field': attrs.name }, heading + inside(node));
    }
    return element(simpleTags[name] ?? 'div', {}, inside(node));
  };

  return doc.children
    .map((section) => {
      const attrs = cleanAttrs('section', section.attrs);
      const name = sectionName(attrs, words);
      const textKind = attrs.textKind ? words[`textKind.${attrs.textKind as TextKind}`] : undefined;
      const heading = [name, textKind].filter((word) => word !== null && word !== undefined);
      const above = heading.length === 0 ? '' : element('p', { class: 'section-name' }, escapeHtml(heading.join(' · ')));
      return element(
        'section',
        {
          id: attrs.id === null ? null : `section-${String(attrs.id)}`,
          'data-section': attrs.kind,
          'data-part': attrs.part,
        },
        above + inside(section),
      );
    })
    .join('\n');
}
