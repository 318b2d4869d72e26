import fc from 'fast-check';
import { Mark, Node } from 'prosemirror-model';
import type { NodeJson } from '../json.ts';
import { schema } from '../schema.ts';

/** For tests: the words of a text, as anybody would count them. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

/** For tests: a paper without comment marks and, if asked, without ids. */
export function stripped(paper: NodeJson, { ids }: { ids: 'kept' | 'none' }): NodeJson {
  const rebuilt = (node: Node): Node => {
    if (node.isText) return schema.text(node.text ?? '', Mark.setFrom(node.marks.filter(({ type }) => type.name !== 'comment')));
    const attrs = ids === 'none' && 'id' in node.attrs ? { ...node.attrs, id: null } : node.attrs;
    return node.type.create(attrs, node.children.map(rebuilt));
  };
  return rebuilt(Node.fromJSON(schema, paper)).toJSON() as NodeJson;
}

const clone = (json: NodeJson): NodeJson => JSON.parse(JSON.stringify(json)) as NodeJson;

/** For tests: the paper after a few edits such as people make: blocks moved, taken out, doubled or with other words. */
export function editedPaper(paper: NodeJson): fc.Arbitrary<NodeJson> {
  const edit = fc.record({
    what: fc.constantFrom('move', 'remove', 'double', 'words', 'level', 'slant'),
    from: fc.nat(),
    to: fc.nat(),
    word: fc.constantFrom('skal', 'bør', 'mindst 95 %', 'og\nså', ''),
  });
  return fc.array(edit, { maxLength: 6 }).map((edits) => {
    const copy = clone(paper);
    for (const { what, from, to, word } of edits) {
      const lists: NodeJson[][] = [];
      const gather = (node: NodeJson): void => {
        if (!node.content || node.content.some(({ type }) => type === 'text' || type === 'hardBreak')) return;
        if (node.content.length > 0) lists.push(node.content);
        node.content.forEach(gather);
      };
      gather(copy);
      const list = lists[from % Math.max(1, lists.length)];
      if (!list) continue;
      const at = to % list.length;
      const block = list[at] as NodeJson;
      if (what === 'remove') list.splice(at, 1);
      else if (what === 'move') list.splice(from % list.length, 0, ...list.splice(at, 1));
      else if (what === 'double') list.splice(at, 0, clone(block));
      else if (what === 'level' && block.type === 'targetPoint') block.attrs = { ...block.attrs, level: 'recommendation' };
      for (const inner of block.content ?? []) {
        if (inner.type !== 'text') continue;
        if (what === 'slant') inner.marks = [{ type: 'em' }];
        if (what === 'words' && word !== '') inner.text = `${inner.text ?? ''} ${word}`;
      }
    }
    // Built from nodes: texts with the same marks are one, and doubled ids have an owner.
    const claimed = new Set<unknown>();
    const rebuilt = (node: Node): Node => {
      if (node.isText) return schema.text(node.text ?? '', node.marks);
      let attrs = node.attrs;
      if (typeof attrs.id === 'string' && claimed.has(attrs.id)) attrs = { ...attrs, id: null };
      claimed.add(attrs.id);
      return node.type.create(attrs, node.children.map(rebuilt));
    };
    return rebuilt(Node.fromJSON(schema, copy)).toJSON() as NodeJson;
  });
}
