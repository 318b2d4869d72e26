import { Fragment, type Node } from 'prosemirror-model';
import type { NodeJson } from './json.ts';
import { paperNode } from './read.ts';
import { schemaVersion } from './schema.ts';

/** A value as JSON text that is the same for equal values: keys sorted, no white space. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

/** A paper without the marks of its threads, which belong to the talk and not to the text. Positions stay. */
export function withoutComments(paper: Node | NodeJson): NodeJson {
  const bare = (node: Node): Node => {
    if (node.isText) return node.mark(node.marks.filter(({ type }) => type.name !== 'comment'));
    return node.type.create(node.attrs, Fragment.fromArray(node.children.map(bare)));
  };
  return bare(paperNode(paper)).toJSON() as NodeJson;
}

/** The text of a version as it is sealed: canonical, without threads' marks, with the number of the schema it is written in. */
export function sealedText(paper: Node | NodeJson): string {
  return canonicalText({ doc: withoutComments(paper), schema: schemaVersion });
}

/** The paper in a sealed text, and the schema it was written in. Throws SyntaxError or RangeError for what is none. */
export function readSealedText(text: string): { doc: NodeJson; schema: number } {
  const read: unknown = JSON.parse(text);
  if (typeof read !== 'object' || read === null || !('doc' in read) || !('schema' in read) || typeof read.schema !== 'number')
    throw new RangeError('Not a sealed text');
  return { doc: read.doc as NodeJson, schema: read.schema };
}

/** Whether two papers say the same in the schema of today: attributes that one was written before have their default. */
export function samePaper(one: NodeJson, other: NodeJson): boolean {
  return paperNode(one).eq(paperNode(other));
}
