import {
  caseFieldNames,
  type BackgroundPart,
  type CaseFieldName,
  type NodeJson,
  type PointLevel,
  type SectionStatus,
  type TextKind,
} from '@samskriv/document';

/** What may stand in a line: plain words, or text with marks. */
type Inline = string | NodeJson;

/**
 * The UUID of the nth thing with an id in the paper of a demo group. The same on every installation, so that
 * two installations with demo data hold the same papers.
 */
export function demoId(group: 'a' | 'b' | 'c', n: number): string {
  return `${group}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

/** A whole paper. */
export function paper(...sections: NodeJson[]): NodeJson {
  return { type: 'doc', content: sections };
}

function section(attrs: Record<string, string | null>, ...blocks: NodeJson[]): NodeJson {
  return { type: 'section', attrs, content: blocks };
}

/** The section that holds the numbered points, under the title of the paper. */
export function target(of: { id: string; status: SectionStatus; title: string }, ...blocks: NodeJson[]): NodeJson {
  return section({ kind: 'target', id: of.id, status: of.status }, sectionTitle(of.title), ...blocks);
}

/** One of the three parts of the background. Without blocks it is empty, ready to be written in. */
export function background(id: string, part: BackgroundPart, status: SectionStatus, ...blocks: NodeJson[]): NodeJson {
  return section({ kind: 'background', id, part, status }, ...(blocks.length > 0 ? blocks : [paragraph()]));
}

/** An example of tender text; `serves` is the id of the target point it helps to carry out. */
export function tenderText(
  of: {
    id: string;
    status: SectionStatus;
    textKind: TextKind;
    serves: string | null;
    title: string;
  },
  ...blocks: NodeJson[]
): NodeJson {
  const { id, status, textKind, serves, title } = of;
  return section(
    { kind: 'tenderText', id, status, textKind, serves },
    sectionTitle(title),
    ...(blocks.length > 0 ? blocks : [paragraph()]),
  );
}

/** A case: who, what was done, what came of it, what others can learn. A missing field stands empty. */
export function caseExample(
  of: { id: string; status: SectionStatus; title: string },
  fields: Partial<Record<CaseFieldName, NodeJson[]>>,
): NodeJson {
  return section(
    { kind: 'caseExample', id: of.id, status: of.status },
    sectionTitle(of.title),
    ...caseFieldNames.map((name) => ({ type: 'caseField', attrs: { name }, content: fields[name] ?? [paragraph()] })),
  );
}

function sectionTitle(title: string): NodeJson {
  return { type: 'sectionTitle', content: inline([title]) };
}

/** A target point or, inside another, a sub-point. Its number is computed from its place. */
export function point(id: string, level: PointLevel, words: Inline | Inline[], ...subPoints: NodeJson[]): NodeJson {
  const line = Array.isArray(words) ? words : [words];
  return { type: 'targetPoint', attrs: { id, level }, content: [paragraph(...line), ...subPoints] };
}

/** A paragraph; without words an empty one. */
export function paragraph(...words: Inline[]): NodeJson {
  return { type: 'paragraph', content: inline(words) };
}

/** A heading inside a section. */
export function heading(level: 3 | 4, words: string): NodeJson {
  return { type: 'heading', attrs: { level }, content: inline([words]) };
}

/** A bullet list; an item is one line. */
export function list(...items: (Inline | Inline[])[]): NodeJson {
  return { type: 'bulletList', content: items.map(listItem) };
}

/** A numbered list from 1; an item is one line. */
export function numberedList(...items: (Inline | Inline[])[]): NodeJson {
  return { type: 'orderedList', attrs: { start: 1 }, content: items.map(listItem) };
}

function listItem(words: Inline | Inline[]): NodeJson {
  return { type: 'listItem', content: [paragraph(...(Array.isArray(words) ? words : [words]))] };
}

/** A table of short texts with a head row; every row has as many cells as the head. */
export function table(head: string[], ...rows: string[][]): NodeJson {
  const row = (type: string, texts: string[]): NodeJson => ({
    type: 'tableRow',
    content: texts.map((text) => ({ type, content: [paragraph(text)] })),
  });
  for (const cells of rows) {
    if (cells.length !== head.length) throw new RangeError(`a row of ${cells.length} cells under ${head.length} heads`);
  }
  return { type: 'table', content: [row('tableHeader', head), ...rows.map((cells) => row('tableCell', cells))] };
}

/** Bold words. */
export function strong(words: string): NodeJson {
  return { type: 'text', text: words, marks: [{ type: 'strong' }] };
}

/** Words in italics. */
export function em(words: string): NodeJson {
  return { type: 'text', text: words, marks: [{ type: 'em' }] };
}

/** Words that lead to an address. */
export function link(words: string, href: string): NodeJson {
  return { type: 'text', text: words, marks: [{ type: 'link', attrs: { href } }] };
}

// ProseMirror forbids empty text nodes, so empty words leave nothing behind.
function inline(words: Inline[]): NodeJson[] {
  return words.filter((word) => word !== '').map((word) => (typeof word === 'string' ? { type: 'text', text: word } : word));
}
