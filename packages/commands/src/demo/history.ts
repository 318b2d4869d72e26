import { createHash, randomInt } from 'node:crypto';
import type { PlantedEdit } from '@samskriv/database';
import { birthUpdate, fragmentName, type NodeJson } from '@samskriv/document';
import * as Y from 'yjs';

/** A text with a past: how it was born, and the edits since, which lead to the text that was given. */
export type History = { birth: Uint8Array; edits: PlantedEdit[] };

// A sentence to come back to must stand at the end of a paragraph of one plain text, long enough to leave another before it.
const lastSentence = /(?<=[.:] )[^.]{20,}\.$/;

/**
 * Gives a finished text a past: the last sentence of a paragraph is held back for each writer, and written by them at their
 * time. Writers without a paragraph to finish are left out.
 */
export function withHistory(paper: NodeJson, writers: readonly { personId: string; at: Date }[]): History {
  const paragraphs = endings(paper);
  const step = Math.max(1, Math.floor(paragraphs.length / writers.length));
  const held = writers.flatMap((writer, index) => {
    const ending = paragraphs[index * step];
    return ending === undefined ? [] : [{ writer, ...ending }];
  });
  for (const { node, before } of held) node.text = before;
  const birth = birthUpdate(paper);
  for (const { node, before, ending } of held) node.text = before + ending;

  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, birth);
  const clients = new Map<string, number>();
  const edits = held.flatMap(({ writer, before, ending }): PlantedEdit[] => {
    const text = textThatIs(ydoc.getXmlFragment(fragmentName), before);
    if (text === null) return [];
    const client = clients.get(writer.personId) ?? randomInt(1, 2 ** 32 - 1);
    clients.set(writer.personId, client);
    const known = Y.encodeStateVector(ydoc);
    ydoc.clientID = client;
    text.insert(before.length, ending);
    const bytes = Y.encodeStateAsUpdate(ydoc, known);
    return [{ author: writer.personId, client, at: writer.at, bytes, hash: createHash('sha256').update(bytes).digest('hex') }];
  });
  ydoc.destroy();
  return { birth, edits };
}

function endings(node: NodeJson): { node: NodeJson; before: string; ending: string }[] {
  const [only, ...others] = node.content ?? [];
  if (node.type !== 'paragraph') return (node.content ?? []).flatMap(endings);
  if (only?.text === undefined || others.length > 0 || only.marks !== undefined) return [];
  const ending = lastSentence.exec(only.text)?.[0];
  return ending === undefined ? [] : [{ node: only, before: only.text.slice(0, -ending.length), ending }];
}

function textThatIs(parent: Y.XmlFragment | Y.XmlElement, words: string): Y.XmlText | null {
  for (const child of parent.toArray()) {
    if (child instanceof Y.XmlText && child.toString() === words) return child;
    const found = child instanceof Y.XmlElement ? textThatIs(child, words) : null;
    if (found !== null) return found;
  }
  return null;
}
