import type { BackgroundPart, CaseFieldName } from '@samskriv/document';
import type { Node } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { GuidanceKey, Labels } from './labels.ts';

// A hint stands in a block's own place while the block is all there is and holds nothing.
function keyFor(block: Node, holder: Node, above: Node, index: number): GuidanceKey | null {
  const kind = String(holder.attrs.kind);
  if (block.type.name === 'sectionTitle') return kind === 'background' ? null : (`title.${kind}` as GuidanceKey);
  if (block.type.name !== 'paragraph') return null;
  if (holder.type.name === 'targetPoint') {
    if (index > 0) return null;
    return above.type.name === 'targetPoint' ? 'subPoint' : 'point';
  }
  const others = holder.children.filter((child) => child.type.name !== 'sectionTitle');
  if (others.length !== 1) return null;
  if (holder.type.name === 'caseField') return `caseField.${holder.attrs.name as CaseFieldName}`;
  if (kind === 'tenderText' || kind === 'agendaItem') return `section.${kind}`;
  return kind === 'background' && holder.attrs.part ? `part.${holder.attrs.part as BackgroundPart}` : null;
}

function hints(doc: Node, labels: Labels): DecorationSet {
  const found: Decoration[] = [];
  const visit = (holder: Node, above: Node, start: number) => {
    holder.forEach((child, offset, index) => {
      const pos = start + offset;
      if (child.isTextblock) {
        const key = child.content.size === 0 ? keyFor(child, holder, above, index) : null;
        const text = key === null ? undefined : labels.guidance[key];
        if (text !== undefined) found.push(Decoration.node(pos, pos + child.nodeSize, { class: 'is-blank', 'data-guidance': text }));
      } else if (child.type.name === 'targetPoint' || child.type.name === 'caseField') visit(child, holder, pos + 1);
    });
  };
  doc.forEach((section, offset) => {
    visit(section, doc, offset + 1);
  });
  return DecorationSet.create(doc, found);
}

/** Shows what to write where nothing is written yet; the stylesheet draws it, so that it is never part of the text. */
export function guidancePlugin(labels: Labels): Plugin {
  return new Plugin<DecorationSet>({
    state: {
      init: (_config, { doc }) => hints(doc, labels),
      apply: (tr, before) => (tr.docChanged ? hints(tr.doc, labels) : before),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });
}
