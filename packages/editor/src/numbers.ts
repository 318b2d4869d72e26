import { numberPoints } from '@samskriv/document';
import type { Node } from 'prosemirror-model';
import { Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';

/** What a point's view is told through its decoration. */
export interface PointNumber {
  number: string;
}

function numbered(doc: Node): DecorationSet {
  return DecorationSet.create(
    doc,
    numberPoints(doc).map(({ pos, node, number }) => Decoration.node(pos, pos + node.nodeSize, {}, { number } satisfies PointNumber)),
  );
}

/** Keeps every target point told of its number. Numbers are computed anew at each change; the text never holds them. */
export function numbersPlugin(): Plugin {
  return new Plugin<DecorationSet>({
    state: {
      init: (_config, { doc }) => numbered(doc),
      apply: (tr, before) => (tr.docChanged ? numbered(tr.doc) : before),
    },
    props: {
      decorations(state) {
        return this.getState(state);
      },
    },
  });
}
