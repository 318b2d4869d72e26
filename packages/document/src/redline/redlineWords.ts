import { sectionName, type Words } from '../words.ts';
import type { AttributeChange } from './attributes.ts';
import type { ListedChanges, Place } from './changes.ts';
import type { RedlineBlock } from './block.ts';

/** What a redline is told with, in one language. */
export interface RedlineWords {
  paper: Words;
  /** Said before words that came or went, for those who listen. */
  inserted: string;
  deleted: string;
  /** "punkt 2" */
  point(number: string): string;
  /** "Flyttet hertil fra punkt 2", "Flyttet til punkt 1"; null is elsewhere in the same place. */
  movedFrom(place: string | null): string;
  movedTo(place: string | null): string;
  /** "før 2": the number a point had. */
  numberWas(number: string): string;
  /** What an attribute is called. */
  attributes: Record<AttributeChange['name'], string>;
  /** An attribute without a value. */
  nothing: string;
  /** Said of words that only look different. */
  formatted: string;
}

/** What an attribute's value is called. */
export function attributeValue(name: AttributeChange['name'], value: string | null, words: RedlineWords): string {
  if (value === null) return words.nothing;
  if (name === 'serves') return words.point(value);
  const group = name === 'kind' ? 'section' : name;
  return words.paper[`${group}.${value}` as keyof Words] ?? value;
}

/** What a section is called: its kind or part, and its own title, as it is now or last was. */
export function sectionHeading(section: RedlineBlock, words: Words): string {
  const title = (section.blocks ?? []).find(({ type, change }) => type === 'sectionTitle' && change !== 'movedAway');
  const runs = title?.runs ?? [];
  const gone = section.change === 'deleted' || section.change === 'movedAway' ? 'inserted' : 'deleted';
  const text = runs
    .filter(({ kind }) => kind !== gone)
    .map((run) => run.text)
    .join('')
    .trim();
  return [sectionName(section.attrs, words) ?? '', text].filter((part) => part !== '').join(': ');
}

/** Says of a moved block, at one of its places, where the other is. */
export function movedNote(
  block: RedlineBlock,
  { now, was }: ListedChanges,
  sections: readonly RedlineBlock[],
  words: RedlineWords,
): string {
  const [here, there] = block.change === 'moved' ? [now, was] : [was, now];
  const [own, other] = [here.get(block.move ?? 0), there.get(block.move ?? 0)];
  const same = own === undefined || other === undefined || (own.section === other.section && own.point === other.point);
  const place = same ? null : placeName(other, sections, words);
  return block.change === 'moved' ? words.movedFrom(place) : words.movedTo(place);
}

/** Where something is, for a sentence: "punkt 2", or the section's name. */
export function placeName(place: Place, sections: readonly RedlineBlock[], words: RedlineWords): string {
  if (place.point !== null) return words.point(place.point);
  const section = sections[place.section];
  return section === undefined ? '' : `„${sectionHeading(section, words.paper)}“`;
}
