import type { Mark, Node } from 'prosemirror-model';
import { wholeNumber } from './blocks.ts';
import type { NodeJson } from './json.ts';
import { safeHref } from './links.ts';
import { numberPoints } from './points.ts';
import { paperNode } from './read.ts';
import type { CaseFieldName } from './sections/sectionKind.ts';
import { sectionName, type Words } from './words.ts';

function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>|#~]/g, String.raw`\$&`)
    .replaceAll(/^(\s*)([-+]|\d+[.)])(?=\s)/gm, (_, space: string, sign: string) =>
      /\d/.test(sign) ? space + sign.replace(/[.)]/, String.raw`\$&`) : `${space}\\${sign}`,
    );
}

function marked(inner: string, mark: Mark): string {
  // Marks around nothing but spaces would be read as plain stars.
  const [, before = '', core = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(inner) ?? [];
  if (core === '') return inner;
  if (mark.type.name === 'strong') return `${before}**${core}**${after}`;
  if (mark.type.name === 'em') return `${before}*${core}*${after}`;
  const href = mark.type.name === 'link' ? safeHref(mark.attrs.href) : null;
  if (href === null) return inner;
  return `${before}[${core}](<${href.replaceAll(/[<>]/g, (sign) => encodeURIComponent(sign))}>)${after}`;
}

function inline(block: Node): string {
  return block.children.map((node) => (node.isText ? node.marks.reduceRight(marked, escapeMarkdown(node.text ?? '')) : '\\\n')).join('');
}

function indented(lead: string, inner: string): string {
  return lead + inner.replaceAll('\n', `\n${' '.repeat(lead.length)}`);
}

/**
 * The paper as CommonMark with tables. Points keep their number as text ("**1.a** …"); with `words`, sections and case
 * fields have headings. A cell's blocks are put on one line.
 */
export function markdown(paper: Node | NodeJson, words: Words = {}): string {
  const doc = paperNode(paper);
  const numbers = new Map(numberPoints(doc).map(({ node, number }) => [node, number]));

  const inside = (node: Node, between = '\n\n') =>
    node.children
      .map(block)
      .filter((text) => text !== '')
      .join(between);

  const tableText = (table: Node): string => {
    const rows = table.children.map((row) => row.children.map((cell) => inside(cell, ' ').replaceAll(/\\?\n+/g, ' ')));
    const width = Math.max(0, ...rows.map((row) => row.length));
    const line = (cells: string[]) => `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`;
    const [head = [], ...body] = rows;
    if (width === 0) return '';
    return [line(head), line(Array.from({ length: width }, () => '---')), ...body.map(line)].join('\n');
  };

  const block = (node: Node): string => {
    switch (node.type.name) {
      case 'sectionTitle':
        return node.content.size === 0 ? '' : `## ${inline(node)}`;
      case 'heading':
        return `${'#'.repeat(wholeNumber(node.attrs.level, 3, 4, 3))} ${inline(node)}`;
      case 'paragraph':
        return inline(node);
      case 'decision':
        return words.decision === undefined ? inline(node) : `**${words.decision}:** ${inline(node)}`;
      case 'bulletList':
        return node.children.map((item) => indented('- ', inside(item))).join('\n');
      case 'orderedList': {
        const start = wholeNumber(node.attrs.start, 0, 99_999, 1);
        return node.children.map((item, index) => indented(`${String(start + index)}. `, inside(item))).join('\n');
      }
      case 'table':
        return tableText(node);
      case 'targetPoint':
        return `**${numbers.get(node) ?? ''}** ${inside(node)}`;
      case 'caseField': {
        const word = words[`caseField.${node.attrs.name as CaseFieldName}`];
        return [word === undefined ? '' : `### ${word}`, inside(node)].filter((text) => text !== '').join('\n\n');
      }
      default:
        return inside(node);
    }
  };

  return doc.children
    .map((section) => {
      const name = sectionName(section.attrs, words);
      return [name === null ? '' : `# ${name}`, inside(section)].filter((text) => text !== '').join('\n\n');
    })
    .filter((text) => text !== '')
    .join('\n\n');
}
