import fc from 'fast-check';
import { Mark, Node } from 'prosemirror-model';
import type { MarkJson, NodeJson } from './json.ts';
import { schema } from './schema.ts';
import { backgroundParts, caseFieldNames, pointLevels, sectionStatuses, textKinds } from './sections/sectionKind.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });

const marks = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom<MarkJson>({ type: 'strong' }, { type: 'em' }, { type: 'link', attrs: { href: 'https://fjordby.example/' } }),
    fc.constantFrom('a', 'b', 'c').map((id): MarkJson => ({ type: 'comment', attrs: { id } })),
  ),
  { maxLength: 3, selector: (mark) => mark.type + JSON.stringify(mark.attrs) },
);

const inline = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.tuple(text, marks).map(([value, found]): NodeJson => ({ type: 'text', text: value, marks: found })) },
    { weight: 1, arbitrary: fc.constant<NodeJson>({ type: 'hardBreak' }) },
  ),
  { maxLength: 4 },
);

const node = (type: string, attrs: fc.Arbitrary<Record<string, unknown>>, content: fc.Arbitrary<NodeJson[]>) =>
  fc.record({ type: fc.constant(type), attrs, content });
const none = fc.constant({});

const { block } = fc.letrec<{ block: NodeJson; item: NodeJson; cell: NodeJson }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    node('paragraph', none, inline),
    node('decision', none, inline),
    node('heading', fc.record({ level: fc.constantFrom(3, 4) }), inline),
    node('bulletList', none, fc.array(tie('item'), { maxLength: 3 })),
    node('orderedList', fc.record({ start: fc.integer({ min: 0, max: 9 }) }), fc.array(tie('item'), { maxLength: 3 })),
    node('table', none, fc.array(node('tableRow', none, fc.array(tie('cell'), { maxLength: 3 })), { maxLength: 3 })),
  ),
  item: node('listItem', none, fc.array(tie('block'), { maxLength: 2 })),
  cell: fc
    .tuple(fc.constantFrom('tableCell', 'tableHeader'), fc.array(tie('block'), { maxLength: 2 }))
    .map(([type, content]) => ({ type, content })),
}));

const blocks = fc.array(block, { maxLength: 3 });

const { point } = fc.letrec<{ point: NodeJson }>((tie) => ({
  point: node(
    'targetPoint',
    fc.record({ id: fc.uuid(), level: fc.constantFrom(...pointLevels) }),
    fc.oneof(
      { depthSize: 'small' },
      blocks,
      fc.tuple(blocks, fc.array(tie('point'), { maxLength: 2 })).map(([own, sub]) => [...own, ...sub]),
    ),
  ),
}));

const section = node(
  'section',
  fc.record({
    kind: fc.constantFrom('target', 'background', 'tenderText', 'caseExample', 'agendaItem'),
    id: fc.uuid(),
    status: fc.constantFrom(...sectionStatuses),
    part: fc.constantFrom(null, ...backgroundParts),
    textKind: fc.constantFrom(null, ...textKinds),
    serves: fc.option(fc.uuid()),
  }),
  fc.array(
    fc.oneof(
      block,
      point,
      node('caseField', fc.record({ name: fc.constantFrom(...caseFieldNames) }), blocks),
      node(
        'sectionTitle',
        none,
        fc.array(
          text.map((value): NodeJson => ({ type: 'text', text: value })),
          { maxLength: 2 },
        ),
      ),
    ),
    { maxLength: 5 },
  ),
);

/** For tests: any paper the schema allows, in canonical JSON. */
export const randomPaper: fc.Arbitrary<NodeJson> = fc
  .array(section, { maxLength: 5 })
  .map((content) => canonical({ type: 'doc', content }));

// Built from its nodes, so that texts with the same marks are joined and marks stand in the schema's order.
function canonical(json: NodeJson): NodeJson {
  const rebuilt = (from: Node): Node => {
    if (from.isText) return schema.text(from.text ?? '', Mark.setFrom([...from.marks]));
    return from.type.create(from.attrs, from.children.map(rebuilt));
  };
  return rebuilt(Node.fromJSON(schema, json)).toJSON() as NodeJson;
}
