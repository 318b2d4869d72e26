import type { NodeType } from 'prosemirror-model';
import { schema, schemaVersion } from './schema.ts';

// What a Y document may hold to be a paper. Whoever takes edits in asks here, by the names that stand in the edits.

/** How many nodes deep a paper may be; a section is the first. */
export const deepest = 32;

/** How many characters (UTF-16 units of text) one round of a paper may hold: some 150 printed pages. */
export const mostCharacters = 400_000;

/** How large a round's state (Yjs update format, version 1) may be, in bytes. */
export const mostStateBytes = 4_000_000;

/**
 * The schema's number from which on a name is known: `node`, `node.attribute` or `~mark`. What is not listed has been known
 * since number 2, the lowest that any round has. A new name is listed here, with the number that `schemaVersion` then gets.
 */
const knownSince: Readonly<Record<string, number>> = {};

type Shape = { children: ReadonlySet<string>; attributes: ReadonlySet<string>; marks: ReadonlySet<string>; text: boolean };

const shapes = new Map<string, Shape>(Object.values(schema.nodes).map((type) => [type.name, shapeOf(type)]));

function shapeOf(type: NodeType): Shape {
  const children = Object.values(schema.nodes).filter((child) => !child.isText && type.contentMatch.matchType(child) !== null);
  return {
    children: new Set(children.map(({ name }) => name)),
    attributes: new Set(Object.keys(type.spec.attrs ?? {})),
    marks: new Set(Object.values(schema.marks).flatMap((mark) => (type.allowsMarkType(mark) ? [mark.name] : []))),
    text: type.inlineContent,
  };
}

/** Which names an edit may use; by default those of the whole schema. */
export type Names = {
  /** Whether a node may stand in another; `doc` is the root. Every content expression is a star, so each child stands by itself. */
  mayHold(parent: string, child: string): boolean;
  /** Whether text may stand right in a node. */
  holdsText(node: string): boolean;
  hasAttribute(node: string, name: string): boolean;
  /** Whether text in a node may carry a mark, by its name in the Y document, with this value (null takes it away). */
  mayCarry(node: string, mark: string, value: unknown): boolean;
};

/** The names that a round of schema `number` may use. `since` replaces the list above, for tests. */
export function namesOf(number: number = schemaVersion, since = knownSince): Names {
  const known = (name: string) => (since[name] ?? 0) <= number;
  return {
    mayHold: (parent, child) => shapes.get(parent)?.children.has(child) === true && known(child),
    holdsText: (node) => shapes.get(node)?.text === true,
    hasAttribute: (node, name) => shapes.get(node)?.attributes.has(name) === true && known(`${node}.${name}`),
    mayCarry(node, attribute, value) {
      const mark = markName(attribute);
      const shape = shapes.get(node);
      if (shape?.text !== true || !shape.marks.has(mark) || !known(`~${mark}`)) return false;
      if (value === null || value === true) return true;
      if (typeof value !== 'object' || Array.isArray(value)) return false;
      const attributes = schema.marks[mark]?.spec.attrs ?? {};
      return Object.entries(value).every(([name, given]) => Object.hasOwn(attributes, name) && isPlain(given));
    },
  };
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

/** The mark that a format in the Y document means: y-prosemirror adds a hash where marks may lie over each other ("comment--Ab3+d/9="). */
export function markName(attribute: string): string {
  return attribute.replace(/--[a-zA-Z0-9+/=]{8}$/, '');
}
