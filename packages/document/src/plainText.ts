import type { Node } from 'prosemirror-model';
import type { NodeJson } from './json.ts';
import { numberPoints } from './points.ts';
import { paperNode } from './read.ts';
import type { CaseFieldName } from './sections/sectionKind.ts';
import { sectionName, type Words } from './words.ts';

function inline(block: Node): string {
  return block.textBetween(0, block.content.size, '', '\n');
}

/**
 * The paper as plain text in reading order. One line for each block, its text letter for letter (an empty paragraph is
 * an empty line); points begin with their number, list items with "- " or "1. ", cells of a row are parted by tabs.
 * With `words`, each section and case field is headed by its name, with an empty line before each section.
 */
export function plainText(paper: Node | NodeJson, words: Words = {}): string {
  const doc = paperNode(paper);
  const numbers = new Map(numberPoints(doc).map(({ node, number }) => [node, number]));
  const lines = (node: Node): string[] => {
    const { name } = node.type;
    if (name === 'sectionTitle' && node.content.size === 0) return [];
    if (name === 'decision' && words.decision !== undefined) return [`${words.decision}: ${inline(node)}`];
    if (node.isTextblock) return [inline(node)];
    if (name === 'tableRow') {
      return [node.children.map((cell) => inside(cell).join(' ')).join('\t')];
    }
    if (name === 'bulletList') return node.children.flatMap((item) => led('- ', inside(item)));
    if (name === 'orderedList') {
      const first = Number(node.attrs.start) || 1;
      return node.children.flatMap((item, index) => led(`${String(first + index)}. `, inside(item)));
    }
    if (name === 'targetPoint') return led(`${numbers.get(node) ?? ''} `, inside(node));
    if (name === 'caseField') {
      const word = words[`caseField.${node.attrs.name as CaseFieldName}`];
      return word === undefined ? inside(node) : [word, ...inside(node)];
    }
    return inside(node);
  };
  const inside = (node: Node) => node.children.flatMap(lines);
  return doc.children
    .flatMap((section, index) => {
      const name = sectionName(section.attrs, words);
      const heading = name === null ? [] : index === 0 ? [name] : ['', name];
      return [...heading, ...inside(section)];
    })
    .join('\n');
}

function led(lead: string, lines: string[]): string[] {
  const [first = '', ...rest] = lines;
  return [lead + first, ...rest];
}
