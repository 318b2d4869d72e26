import { element, escapeHtml } from '../markup.ts';
import type { ListedChanges } from './changes.ts';
import { RedlineWriter, type Shown } from './html.ts';
import { isQuiet } from './quiet.ts';
import type { Redline, RedlineBlock } from './block.ts';
import { sectionHeading, type RedlineWords } from './redlineWords.ts';

/** The texts a block stands in at this place. */
type Standing = 'both' | 'before' | 'after';

function standingOf({ change }: RedlineBlock): Standing | null {
  if (change === 'inserted' || change === 'moved') return 'after';
  return change === 'deleted' || change === 'movedAway' ? 'before' : null;
}

/**
 * The two texts beside each other as an HTML table: the earlier left, the later right, what belongs together in one row. Rows
 * with a change have `data-row="changed"`; where one text has nothing, its cell has `data-nothing`.
 */
export function sideBySideHtml(
  redline: Redline,
  listed: ListedChanges,
  words: RedlineWords,
  headings: { before: string; after: string },
  shown: Shown = 'all',
): string {
  const left = new RedlineWriter(redline, listed, words, 'before');
  const right = new RedlineWriter(redline, listed, words, 'after');
  const row = (changed: boolean, was: string, is: string): string => {
    if (was === '' && is === '') return '';
    const cell = (label: string, inner: string) => element('td', { 'data-label': label, 'data-nothing': inner === '' ? '' : null }, inner);
    return element('tr', { 'data-row': changed ? 'changed' : null }, cell(headings.before, was) + cell(headings.after, is));
  };
  const rows = (block: RedlineBlock, inherited: Standing): string => {
    if (isQuiet(block)) return '';
    const standing = standingOf(block) ?? inherited;
    const side = (writer: RedlineWriter, write: () => string): string =>
      standing !== 'both' && (standing === 'before') !== (writer === left) ? '' : write();
    const beside = (changed: boolean, write: (writer: RedlineWriter) => string): string =>
      row(
        changed,
        side(left, () => write(left)),
        side(right, () => write(right)),
      );
    if (block.type !== 'targetPoint') return beside(block.change !== 'same', (writer) => writer.block(block));
    const [own, sub] = [false, true].map((isPoint) => (block.blocks ?? []).filter(({ type }) => (type === 'targetPoint') === isPoint));
    const changed = standing !== 'both' || block.attributes !== undefined || (own ?? []).some(({ change }) => change !== 'same');
    const point = beside(changed, (writer) =>
      element(
        'div',
        { ...writer.attributes(block), class: 'point' },
        `${writer.pointHead(block)} ${writer.note(block)}${writer.inside(own ?? [])}`,
      ),
    );
    return point + (sub ?? []).map((inner) => rows(inner, standing)).join('');
  };
  const body = redline.sections
    .filter(({ change }) => shown === 'all' || change !== 'same')
    .map((section) => {
      const writer = section.change === 'deleted' ? left : right;
      const heading = element('th', { colspan: 2, scope: 'rowgroup' }, escapeHtml(sectionHeading(section, words.paper)));
      const head = element('tr', { class: 'section-row', ...writer.attributes(section) }, heading);
      if (section.change === 'movedAway') return element('tbody', {}, head + row(true, left.note(section), ''));
      // A section that moved is read where it is now, its two texts beside each other.
      const standing = section.change === 'moved' ? 'both' : (standingOf(section) ?? 'both');
      const notes =
        section.attributes || section.change === 'moved'
          ? row(true, left.note({ ...section, change: 'changed' }), right.note(section))
          : '';
      const inner = (section.blocks ?? []).map((block) => rows(block, standing)).join('');
      return element('tbody', { 'data-section': section.attrs.kind }, head + notes + inner);
    })
    .join('\n');
  const head = element(
    'thead',
    {},
    element('tr', {}, [headings.before, headings.after].map((text) => element('th', { scope: 'col' }, escapeHtml(text))).join('')),
  );
  return element('table', { class: 'beside' }, head + body);
}
