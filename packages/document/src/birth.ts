import { Node } from 'prosemirror-model';
import { prosemirrorToYXmlFragment } from 'y-prosemirror';
import * as Y from 'yjs';
import type { NodeJson } from './json.ts';
import { schema } from './schema.ts';

/** The name of the root type that holds a paper's text in its Y document. */
export const fragmentName = 'default';

// Two people who begin in the same empty paragraph at once would each make a text of their own in it, which
// y-prosemirror later joins badly. An empty text that is there from the start takes both.
function plantTexts(element: Y.XmlElement | Y.XmlFragment): void {
  for (const child of element.toArray()) {
    if (!(child instanceof Y.XmlElement)) continue;
    if (child.length === 0 && schema.nodes[child.nodeName]?.inlineContent) {
      child.insert(0, [new Y.XmlText()]);
    }
    plantTexts(child);
  }
}

/**
 * The Yjs update (version 1 encoding) that a paper begins with: row 1 of its log.
 * `json` is a whole paper (`type: 'doc'`). Throws RangeError when it does not fit the schema.
 */
export function birthUpdate(json: NodeJson): Uint8Array {
  const doc = Node.fromJSON(schema, json);
  doc.check();
  const ydoc = new Y.Doc();
  const fragment = ydoc.getXmlFragment(fragmentName);
  ydoc.transact(() => {
    prosemirrorToYXmlFragment(doc, fragment);
    plantTexts(fragment);
  });
  const update = Y.encodeStateAsUpdate(ydoc);
  ydoc.destroy();
  return update;
}
