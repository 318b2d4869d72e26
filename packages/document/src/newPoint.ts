import * as Y from 'yjs';
import { fragmentName } from './birth.ts';
import { cleanAttrs } from './blocks.ts';
import type { PointLevel } from './sections/sectionKind.ts';

/**
 * Puts a new target point after the last one of the target section, or in place of its only point where that is empty; each line
 * of `words` becomes a paragraph. False where the paper has no target section.
 */
export function addTargetPoint(ydoc: Y.Doc, { id, level, words }: { id: string; level: PointLevel; words: string }): boolean {
  const sections = ydoc.getXmlFragment(fragmentName).toArray();
  const section = sections.find((child) => child instanceof Y.XmlElement && isTarget(child));
  if (!(section instanceof Y.XmlElement)) return false;
  const children = section.toArray();
  const points = children.filter((child) => child instanceof Y.XmlElement && child.nodeName === 'targetPoint');
  const [only, ...others] = points;
  ydoc.transact(() => {
    const point = new Y.XmlElement('targetPoint');
    point.setAttribute('id', id);
    point.setAttribute('level', level);
    point.insert(
      0,
      words.split('\n').map((line) => {
        const paragraph = new Y.XmlElement('paragraph');
        paragraph.insert(0, [new Y.XmlText(line)]);
        return paragraph;
      }),
    );
    const last = points.at(-1);
    const place = last === undefined ? children.length : children.indexOf(last) + 1;
    section.insert(place, [point]);
    // An empty first point is the place that was kept for it.
    if (only instanceof Y.XmlElement && others.length === 0 && isEmpty(only)) section.delete(place - 1, 1);
  });
  return true;
}

function isTarget(element: Y.XmlElement): boolean {
  return element.nodeName === 'section' && cleanAttrs('section', element.getAttributes()).kind === 'target';
}

function isEmpty(element: Y.XmlElement): boolean {
  return element
    .toArray()
    .every((child) => (child instanceof Y.XmlText ? child.length === 0 : child instanceof Y.XmlElement && isEmpty(child)));
}
