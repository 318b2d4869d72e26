import { element, escapeHtml, marked } from '../markup.ts';
import type { CaseFieldName, PointLevel } from '../sections/sectionKind.ts';
import { sectionName } from '../words.ts';
import type { AttributeChange } from './attributes.ts';
import { beginning, type ListedChanges } from './changes.ts';
import { isQuiet, runGroups } from './quiet.ts';
import type { Redline, RedlineBlock } from './block.ts';
import { attributeValue, movedNote, type RedlineWords } from './redlineWords.ts';
import type { Run } from './runs.ts';

/** Both texts in one, or one of them with what became of it. */
export type Side = 'both' | 'before' | 'after';

const simpleTags: Record<string, string> = {
  sectionTitle: 'h2',
  bulletList: 'ul',
  listItem: 'li',
  tableRow: 'tr',
  tableCell: 'td',
  tableHeader: 'th',
};

/** Writes the blocks of a redline as HTML, everything escaped. Changes have the id `change-N`, where each is best read. */
export class RedlineWriter {
  readonly #redline: Redline;
  readonly #listed: ListedChanges;
  readonly #words: RedlineWords;
  readonly #side: Side;

  constructor(redline: Redline, listed: ListedChanges, words: RedlineWords, side: Side) {
    this.#redline = redline;
    this.#listed = listed;
    this.#words = words;
    this.#side = side;
  }

  /** Whether a block stands in this side's text. */
  stands({ change }: RedlineBlock): boolean {
    if (this.#side === 'before') return change !== 'inserted' && change !== 'moved';
    return this.#side === 'both' || (change !== 'deleted' && change !== 'movedAway');
  }

  /** A block with all in it. */
  block(block: RedlineBlock): string {
    if (!this.stands(block)) return '';
    const { type, attrs } = (this.#side === 'before' ? block.was : undefined) ?? block;
    if (block.change === 'movedAway' && this.#side === 'both') return this.#stub(block);
    if (isQuiet(block) && (this.#side === 'both' || block.runs)) return '';
    const inner = block.runs ? this.runs(block.runs) : this.inside(block.blocks ?? []);
    if (type === 'sectionTitle' && inner === '') return '';
    const own = {
      ...this.attributes(block),
      'data-decision': type === 'decision' ? '' : null,
      start: type === 'orderedList' && attrs.start !== 1 ? attrs.start : null,
    };
    const note = this.note(block);
    if (type === 'targetPoint') return element('li', own, `${this.pointHead(block)} ${note}${inner}`);
    if (type === 'table')
      return `${note}<div class="wide" role="group" tabindex="0">${element('table', own, element('tbody', {}, inner))}</div>`;
    if (type === 'caseField') {
      const word = this.#words.paper[`caseField.${attrs.name as CaseFieldName}`];
      return element(
        'div',
        { ...own, 'data-case-field': attrs.name },
        (word === undefined ? '' : element('h3', {}, escapeHtml(word))) + note + inner,
      );
    }
    const tag =
      type === 'heading'
        ? `h${String(attrs.level)}`
        : type === 'orderedList'
          ? 'ol'
          : block.runs
            ? (simpleTags[type] ?? 'p')
            : (simpleTags[type] ?? 'div');
    if (type === 'tableCell' || type === 'tableHeader') {
      const span = (name: 'colspan' | 'rowspan') => (attrs[name] === 1 ? null : attrs[name]);
      return element(tag, { ...own, colspan: span('colspan'), rowspan: span('rowspan') }, note + inner);
    }
    if (type === 'listItem') return element('li', own, note + inner);
    // A note cannot stand in a list or a row; what can move by itself there are items, and cells never move.
    return note === '' || tag === 'tr' ? element(tag, own, inner) : note + element(tag, own, inner);
  }

  /** Blocks that follow each other; points become one list, so that a listener is told how many there are. */
  inside(blocks: readonly RedlineBlock[]): string {
    let result = '';
    let open = false;
    for (const block of blocks) {
      const text = this.block(block);
      if (text === '') continue;
      const isPoint = block.type === 'targetPoint';
      if (isPoint !== open) result += isPoint ? '<ol class="points">' : '</ol>';
      open = isPoint;
      result += text;
    }
    return open ? `${result}</ol>` : result;
  }

  /** The number and level of a point, each with what it was. */
  pointHead({ change, number, attrs, attributes = [] }: RedlineBlock): string {
    const [was, is] = [number?.before ?? null, number?.after ?? null];
    const shown = this.#side === 'before' ? was : (is ?? was);
    // A moved point says where it was, and so its number.
    const renumbered = this.#side !== 'before' && was !== null && is !== null && was !== is && change !== 'movedAway' && change !== 'moved';
    const label = element('span', { class: 'point-number' }, escapeHtml(shown ?? ''));
    const old = renumbered ? element('span', { class: 'number-was' }, escapeHtml(this.#words.numberWas(was))) : '';
    const level = attributes.find(({ name }) => name === 'level');
    const word = this.#words.paper[`level.${attrs.level as PointLevel}`];
    const plain = word === undefined ? '' : element('span', { class: 'point-level' }, escapeHtml(word));
    const told = level ? element('span', { class: 'point-level', id: this.#id(level) }, this.#values(level)) : plain;
    return [label, told, old].filter((part) => part !== '').join(' ');
  }

  /** What changed about a block beside its words: where it was, its status, what it serves. */
  note(block: RedlineBlock): string {
    const notes: string[] = [];
    if (block.change === 'moved' || (block.change === 'movedAway' && this.#side === 'before')) {
      notes.push(escapeHtml(movedNote(block, this.#listed, this.#redline.sections, this.#words)));
    }
    for (const attribute of block.attributes ?? []) {
      if (attribute.name === 'level') continue;
      notes.push(
        element('span', { id: this.#id(attribute) }, `${escapeHtml(this.#words.attributes[attribute.name])}: ${this.#values(attribute)}`),
      );
    }
    return notes.map((note) => element('p', { class: 'redline-note' }, note)).join('');
  }

  #values({ name, before, after }: AttributeChange): string {
    const [was, is] = [before, after].map((value) => escapeHtml(attributeValue(name, value, this.#words)));
    const gone = element('del', {}, this.#said(this.#words.deleted) + (was ?? ''));
    const come = element('ins', {}, this.#said(this.#words.inserted) + (is ?? ''));
    return this.#side === 'before' ? gone : this.#side === 'after' ? come : `${gone} ${come}`;
  }

  /** The attributes of a block's element: what became of it, and the id of its change. */
  attributes(block: RedlineBlock): Record<string, unknown> {
    const plain = block.change === 'same' || block.change === 'changed';
    return { id: this.#id(block), 'data-change': plain ? null : block.change };
  }

  /** Words with what became of them. */
  runs(runs: readonly Run[]): string {
    const shown = (run: Run): boolean =>
      run.kind === 'same' || this.#side === 'both' || (run.kind === 'deleted') === (this.#side === 'before');
    return runGroups(runs)
      .map(({ kind, runs: group }) => {
        if (kind === 'same') return group.map((run) => this.#same(run)).join('');
        if (kind === 'quiet')
          return group
            .filter((run) => run.kind === (this.#side === 'before' ? 'deleted' : 'inserted'))
            .map(letters)
            .join('');
        const id = group[0] ? this.#id(group[0], group) : null;
        const tagged = (tag: 'del' | 'ins', which: Run['kind'], said: string): string => {
          const inner = group
            .filter((run) => run.kind === which && shown(run))
            .map((run) => (run.lineBreak ? `<span aria-hidden="true">↵</span><br>` : letters(run)))
            .join('');
          return inner === '' ? '' : element(tag, {}, this.#said(said) + inner);
        };
        const inner = tagged('del', 'deleted', this.#words.deleted) + tagged('ins', 'inserted', this.#words.inserted);
        return inner === '' ? '' : id === null ? inner : element('span', { class: 'change', id }, inner);
      })
      .join('');
  }

  #same(run: Run): string {
    if (run.was === undefined) return letters(run);
    const shown = this.#side === 'before' ? { ...run, marks: run.was } : run;
    return element('span', { class: 'formatted', title: this.#words.formatted }, letters(shown));
  }

  #said(words: string): string {
    return element('span', { class: 'spoken' }, `${escapeHtml(words)}: `);
  }

  // Side by side, a change has its id on the side where its words are; where both have words, in the later text.
  #id(where: RedlineBlock | Run | AttributeChange, group: readonly Run[] = []): string | null {
    const change = this.#listed.at.get(where);
    if (change === undefined) return null;
    const onlyBefore = 'change' in where ? where.change === 'deleted' : group.length > 0 && group.every(({ kind }) => kind === 'deleted');
    return this.#side === 'both' || (this.#side === 'before') === onlyBefore ? `change-${change.number}` : null;
  }

  // Where a moved block was: a line, not the whole text once more.
  #stub(block: RedlineBlock): string {
    const moved = movedNote(block, this.#listed, this.#redline.sections, this.#words);
    const told = `${element('span', { class: 'moved-note' }, escapeHtml(moved))} ${element('span', { class: 'moved-text' }, escapeHtml(beginning(block, 'deleted')))}`;
    const own = { 'data-change': 'movedAway' };
    if (block.type === 'tableRow') return element('tr', own, element('td', { colspan: Math.max(1, block.blocks?.length ?? 1) }, told));
    if (block.type === 'targetPoint')
      return element(
        'li',
        own,
        `${element('span', { class: 'point-number' }, escapeHtml(block.number?.before ?? ''))} ${element('p', {}, told)}`,
      );
    if (block.type === 'listItem') return element('li', own, told);
    return element('p', own, told);
  }

  /** The name of a section, and what changed about it. */
  sectionHead(section: RedlineBlock): string {
    const textKind = section.attributes?.some(({ name }) => name === 'textKind') ? null : section.attrs.textKind;
    const kind = typeof textKind === 'string' ? this.#words.paper[`textKind.${textKind}` as 'textKind.contractTerm'] : undefined;
    const name = [sectionName(section.attrs, this.#words.paper), kind].filter((word) => word !== null && word !== undefined);
    return (name.length === 0 ? '' : element('p', { class: 'section-name' }, escapeHtml(name.join(' · ')))) + this.note(section);
  }
}

function letters({ text, marks, lineBreak }: Run): string {
  if (lineBreak) return '<br>';
  return marks.reduceRight((inner, { type, attrs }) => marked(inner, type, attrs), escapeHtml(text));
}

/** Which sections a redline shows: all, or those with changes. */
export type Shown = 'all' | 'changed';

/**
 * Both texts in one, as an HTML fragment of `<section>`s: what came is `ins`, what went is `del`, each with a word for those
 * who listen; a moved block says where it was. Blocks that came, went or moved have `data-change`.
 */
export function redlineHtml(redline: Redline, listed: ListedChanges, words: RedlineWords, shown: Shown = 'all'): string {
  const writer = new RedlineWriter(redline, listed, words, 'both');
  return redline.sections
    .filter(({ change }) => shown === 'all' || change !== 'same')
    .map((section) => {
      const { kind, part, id } = section.attrs;
      if (section.change === 'movedAway') return writer.block(section);
      const inner = writer.sectionHead(section) + writer.inside(section.blocks ?? []);
      const own = writer.attributes(section);
      return element(
        'section',
        { ...own, id: own.id ?? (id === null ? null : `section-${String(id)}`), 'data-section': kind, 'data-part': part },
        inner,
      );
    })
    .join('\n');
}
