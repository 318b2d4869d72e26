import type { Node, NodeSpec } from 'prosemirror-model';
import { backgroundParts, caseFieldNames, pointLevels, sectionStatuses, textKinds } from './sections/sectionKind.ts';
import { isWritable } from './writable.ts';

// Merged edits can empty anything, and y-prosemirror deletes, for everybody, what does not fit. So every content
// expression is a star over the kinds it holds, and every attribute has a default.
//
// Nothing is selectable as a node: y-prosemirror restores a node selection by position without looking whether the
// node still stands, throws where it does not, and the next key press then writes the old text back over the others'.

interface Attributes {
  getAttribute(name: string): string | null;
}

/** `value` when it is one of `choices`, else `otherwise`: attributes come from anybody's CRDT and are not to be trusted. */
export function oneOf<Choice extends string, Otherwise>(
  choices: readonly Choice[],
  value: unknown,
  otherwise: Otherwise,
): Choice | Otherwise {
  return choices.find((choice) => choice === value) ?? otherwise;
}

/** `value` as a whole number from `least` to `most`, else `otherwise`. */
export function wholeNumber(value: unknown, least: number, most: number, otherwise: number): number {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most ? number : otherwise;
}

/** The widest and tallest a table cell may claim to be. */
export const largestSpan = 50;

const sectionKindNames = ['target', 'background', 'tenderText', 'caseExample', 'agendaItem'] as const;

/** The attributes of a node as they may be shown: each one checked, and its default where it is no good. Unknown names are left out. */
export function cleanAttrs(type: string, attrs: Record<string, unknown>): Record<string, unknown> {
  const text = (value: unknown) => (typeof value === 'string' && value !== '' && isWritable(value) ? value : null);
  const span = (value: unknown) => wholeNumber(value, 1, largestSpan, 1);
  switch (type) {
    case 'section':
      return {
        kind: oneOf(sectionKindNames, attrs.kind, 'background'),
        id: text(attrs.id),
        status: oneOf(sectionStatuses, attrs.status, 'empty'),
        part: oneOf(backgroundParts, attrs.part, null),
        textKind: oneOf(textKinds, attrs.textKind, null),
        serves: text(attrs.serves),
      };
    case 'targetPoint':
      return { id: text(attrs.id), level: oneOf(pointLevels, attrs.level, 'requirement') };
    case 'caseField':
      return { name: oneOf(caseFieldNames, attrs.name, 'organisation') };
    case 'heading':
      return { level: wholeNumber(attrs.level, 3, 4, 3) };
    case 'orderedList':
      return { start: wholeNumber(attrs.start, 0, 99_999, 1) };
    case 'tableCell':
    case 'tableHeader':
      return { colspan: span(attrs.colspan), rowspan: span(attrs.rowspan), colwidth: null };
    default:
      return {};
  }
}

function attributesOf(node: Node): Record<string, unknown> {
  return cleanAttrs(node.type.name, node.attrs);
}

// DOM attributes of an element, without those that say nothing.
function written(attributes: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  );
}

const section: NodeSpec = {
  content: '(block | sectionTitle | targetPoint | caseField)*',
  isolating: true,
  defining: true,
  selectable: false,
  draggable: false,
  attrs: {
    kind: { default: 'background' },
    id: { default: null },
    status: { default: 'empty' },
    part: { default: null },
    textKind: { default: null },
    serves: { default: null },
  },
  toDOM(node) {
    const { kind, id, part } = attributesOf(node);
    return ['section', written({ 'data-section': kind, 'data-id': id, 'data-part': part }), 0];
  },
  parseDOM: [
    {
      tag: 'section[data-section]',
      getAttrs: (dom: Attributes) =>
        cleanAttrs('section', {
          kind: dom.getAttribute('data-section'),
          id: dom.getAttribute('data-id'),
          part: dom.getAttribute('data-part'),
        }),
    },
  ],
};

const sectionTitle: NodeSpec = {
  content: 'inline*',
  marks: 'em comment',
  isolating: true,
  defining: true,
  selectable: false,
  toDOM: () => ['h2', { 'data-section-title': '' }, 0],
  parseDOM: [{ tag: 'h2[data-section-title]', priority: 60 }],
};

const targetPoint: NodeSpec = {
  content: '(block | targetPoint)*',
  defining: true,
  selectable: false,
  attrs: { id: { default: null }, level: { default: 'requirement' } },
  toDOM(node) {
    const { id, level } = attributesOf(node);
    return ['div', written({ 'data-point': level, 'data-id': id }), 0];
  },
  parseDOM: [
    {
      tag: 'div[data-point]',
      getAttrs: (dom: Attributes) =>
        cleanAttrs('targetPoint', {
          id: dom.getAttribute('data-id'),
          level: dom.getAttribute('data-point'),
        }),
    },
  ],
};

const caseField: NodeSpec = {
  content: 'block*',
  isolating: true,
  defining: true,
  selectable: false,
  attrs: { name: { default: 'organisation' } },
  toDOM: (node) => ['div', written({ 'data-case-field': attributesOf(node).name }), 0],
  parseDOM: [
    {
      tag: 'div[data-case-field]',
      getAttrs: (dom: Attributes) => cleanAttrs('caseField', { name: dom.getAttribute('data-case-field') }),
    },
  ],
};

const paragraph: NodeSpec = {
  content: 'inline*',
  group: 'block',
  selectable: false,
  toDOM: () => ['p', 0],
  parseDOM: [{ tag: 'p' }],
};

const heading: NodeSpec = {
  content: 'inline*',
  group: 'block',
  defining: true,
  selectable: false,
  attrs: { level: { default: 3 } },
  toDOM: (node) => [`h${String(attributesOf(node).level)}`, 0],
  parseDOM: [
    ...['h1', 'h2', 'h3'].map((tag) => ({ tag, attrs: { level: 3 } })),
    ...['h4', 'h5', 'h6'].map((tag) => ({ tag, attrs: { level: 4 } })),
  ],
};

const decision: NodeSpec = {
  content: 'inline*',
  group: 'block',
  defining: true,
  selectable: false,
  toDOM: () => ['p', { 'data-decision': '' }, 0],
  parseDOM: [{ tag: 'p[data-decision]', priority: 60 }],
};

const bulletList: NodeSpec = {
  content: 'listItem*',
  group: 'block',
  selectable: false,
  toDOM: () => ['ul', 0],
  parseDOM: [{ tag: 'ul' }],
};

const orderedList: NodeSpec = {
  content: 'listItem*',
  group: 'block',
  selectable: false,
  attrs: { start: { default: 1 } },
  toDOM(node) {
    const { start } = attributesOf(node);
    return ['ol', start === 1 ? {} : written({ start }), 0];
  },
  parseDOM: [
    {
      tag: 'ol',
      getAttrs: (dom: Attributes) => cleanAttrs('orderedList', { start: dom.getAttribute('start') ?? 1 }),
    },
  ],
};

const listItem: NodeSpec = {
  content: 'block*',
  defining: true,
  selectable: false,
  toDOM: () => ['li', 0],
  parseDOM: [{ tag: 'li' }],
};

const table: NodeSpec = {
  content: 'tableRow*',
  group: 'block',
  tableRole: 'table',
  isolating: true,
  selectable: false,
  toDOM: () => ['table', ['tbody', 0]],
  parseDOM: [{ tag: 'table' }],
};

const tableRow: NodeSpec = {
  content: '(tableCell | tableHeader)*',
  tableRole: 'row',
  selectable: false,
  toDOM: () => ['tr', 0],
  parseDOM: [{ tag: 'tr' }],
};

function cell(tag: 'td' | 'th', tableRole: 'cell' | 'header_cell'): NodeSpec {
  return {
    content: 'block*',
    tableRole,
    isolating: true,
    selectable: false,
    attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
    toDOM(node) {
      const { colspan, rowspan } = attributesOf(node);
      return [
        tag,
        written({
          colspan: colspan === 1 ? null : colspan,
          rowspan: rowspan === 1 ? null : rowspan,
        }),
        0,
      ];
    },
    parseDOM: [
      {
        tag,
        getAttrs: (dom: Attributes) =>
          cleanAttrs('tableCell', {
            colspan: dom.getAttribute('colspan'),
            rowspan: dom.getAttribute('rowspan'),
          }),
      },
    ],
  };
}

const hardBreak: NodeSpec = {
  inline: true,
  group: 'inline',
  selectable: false,
  linebreakReplacement: true,
  toDOM: () => ['br'],
  parseDOM: [{ tag: 'br' }],
};

/** Every node of a paper, by the name it also has in the Y document. The order matters: ProseMirror fills in the first block that fits. */
export const nodes: Record<string, NodeSpec> = {
  doc: { content: 'section*' },
  paragraph,
  section,
  sectionTitle,
  targetPoint,
  caseField,
  heading,
  decision,
  bulletList,
  orderedList,
  listItem,
  table,
  tableRow,
  tableCell: cell('td', 'cell'),
  tableHeader: cell('th', 'header_cell'),
  text: { group: 'inline' },
  hardBreak,
};
