import {
  attributeValue,
  placeName,
  sectionHeading,
  type Change,
  type ListedChanges,
  type Redline,
  type RedlineWords,
} from '@samskriv/document';
import { m } from '#paraglide/messages.js';

/** A change in the list beside a redline, in words. */
export type ChangeLine = { number: number; kind: Change['kind']; what: string; point: string | null; before: string; after: string };

/** The changes of a section in the list beside a redline. */
export type SectionLines = { key: string; name: string; count: string; changes: ChangeLine[] };

/** The sections with changes, each with its changes in reading order. */
export function changeLines(redline: Redline, listed: ListedChanges, words: RedlineWords): SectionLines[] {
  return listed.sections.flatMap(({ section, changes }) => {
    const block = redline.sections[section];
    if (block === undefined || changes.length === 0) return [];
    return [
      {
        key: `section ${section}`,
        name: sectionHeading(block, words.paper),
        count: countWords(changes.length),
        changes: changes.map((change) => line(change, redline, words)),
      },
    ];
  });
}

/** So many changes, in words. */
export function countWords(count: number): string {
  return count === 1 ? m.compare_count_one() : m.compare_count({ count });
}

const kinds = {
  inserted: m.compare_inserted,
  deleted: m.compare_deleted,
  changed: m.compare_kind_changed,
  moved: m.compare_kind_moved,
  attribute: m.compare_kind_attribute,
};

function line({ number, kind, point, from, attribute, before, after }: Change, redline: Redline, words: RedlineWords): ChangeLine {
  const told = { number, kind, point: point === null ? null : words.point(point), before, after };
  if (attribute !== undefined) {
    const [was, is] = [attribute.before, attribute.after].map((value) => attributeValue(attribute.name, value, words));
    return { ...told, what: words.attributes[attribute.name], before: was ?? '', after: is ?? '' };
  }
  if (kind !== 'moved') return { ...told, what: kinds[kind]() };
  const same = from === undefined || (from.point === null && point === null);
  return { ...told, what: same ? kinds.moved() : m.compare_line_moved({ place: placeName(from, redline.sections, words) }) };
}
