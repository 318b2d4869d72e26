import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as Y from 'yjs';

/** One change of a flat text: at `position`, `deleted` characters go and `inserted` comes. */
export type Patch = readonly [position: number, deleted: number, inserted: string];

/** A text written by one author, keystroke by keystroke. */
export type SequentialTrace = { startContent: string; endContent: string; txns: readonly { patches: readonly Patch[] }[] };

/** A text written by several at once: each transaction names those it was made on top of. */
export type ConcurrentTrace = {
  endContent: string;
  numAgents: number;
  txns: readonly { agent: number; parents: readonly number[]; patches: readonly Patch[] }[];
};

function read(name: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(new URL(`${name}.json.gz`, import.meta.url))).toString('utf8'));
}

/** The LaTeX source of a research paper: 259,778 edits, 104,852 characters at the end (README.md has source and licence). */
export function researchPaper(): SequentialTrace {
  return read('automerge-paper') as SequentialTrace;
}

/** Two people writing at once: some 26,000 edits, 21 kB at the end (README.md has source and licence). */
export function friendsForever(): ConcurrentTrace {
  return read('friendsforever') as ConcurrentTrace;
}

/** Every edit of a sequential trace in order. */
export function patchesOf(trace: SequentialTrace): Patch[] {
  return trace.txns.flatMap((transaction) => transaction.patches);
}

/**
 * A flat text kept as a paper keeps it: one `section` in the fragment `default`, one `paragraph` a line. Edits are given in
 * positions of the flat text, where a line break counts one.
 */
export class LinedPaper {
  readonly #section = new Y.XmlElement('section');
  readonly #texts: Y.XmlText[] = [];
  readonly #lengths: number[] = [];
  // The line last edited and where it starts: writing stays in one place, so the next edit is looked for from here.
  #line = 0;
  #start = 0;

  /** Puts an empty paper into the document. */
  constructor(doc: Y.Doc) {
    doc.transact(() => {
      this.#section.setAttribute('kind', 'background');
      this.#section.setAttribute('id', 'trace');
      doc.getXmlFragment('default').insert(0, [this.#section]);
      this.#addLine(0, '');
    });
  }

  /** Makes one edit, inside the caller's transaction. */
  apply([position, deleted, inserted]: Patch): void {
    if (deleted > 0) this.#delete(position, deleted);
    if (inserted !== '') this.#insert(position, inserted);
  }

  #insert(position: number, inserted: string): void {
    const offset = this.#find(position);
    const parts = inserted.split('\n');
    const text = this.#textAt(this.#line);
    if (parts.length === 1) {
      text.insert(offset, inserted);
      this.#lengths[this.#line]! += inserted.length;
      return;
    }
    const tail = text.toString().slice(offset);
    if (tail !== '') text.delete(offset, tail.length);
    if (parts[0] !== '') text.insert(offset, parts[0]!);
    this.#lengths[this.#line] = offset + parts[0]!.length;
    parts.slice(1).forEach((part, index) => {
      this.#addLine(this.#line + 1 + index, part + (index === parts.length - 2 ? tail : ''));
    });
  }

  #delete(position: number, count: number): void {
    let left = count;
    while (left > 0) {
      const offset = this.#find(position);
      const here = Math.min(left, this.#lengths[this.#line]! - offset);
      if (here > 0) {
        this.#textAt(this.#line).delete(offset, here);
        this.#lengths[this.#line]! -= here;
        left -= here;
      } else {
        this.#joinNext();
        left -= 1;
      }
    }
  }

  #joinNext(): void {
    const next = this.#textAt(this.#line + 1).toString();
    if (next !== '') this.#textAt(this.#line).insert(this.#lengths[this.#line]!, next);
    this.#section.delete(this.#line + 1, 1);
    this.#lengths[this.#line]! += next.length;
    this.#texts.splice(this.#line + 1, 1);
    this.#lengths.splice(this.#line + 1, 1);
  }

  #addLine(line: number, content: string): void {
    const paragraph = new Y.XmlElement('paragraph');
    const text = new Y.XmlText();
    paragraph.insert(0, [text]);
    this.#section.insert(line, [paragraph]);
    if (content !== '') text.insert(0, content);
    this.#texts.splice(line, 0, text);
    this.#lengths.splice(line, 0, content.length);
  }

  #textAt(line: number): Y.XmlText {
    const text = this.#texts[line];
    if (!text) throw new RangeError(`the paper has no line ${line}`);
    return text;
  }

  #find(position: number): number {
    while (position < this.#start) {
      this.#line -= 1;
      this.#start -= this.#lengths[this.#line]! + 1;
    }
    while (position - this.#start > this.#lengths[this.#line]!) {
      this.#start += this.#lengths[this.#line]! + 1;
      this.#line += 1;
    }
    return position - this.#start;
  }
}

/** The flat text of a paper made by LinedPaper, wherever it has been since: its sections' paragraphs, one a line. */
export function linesOf(doc: Y.Doc): string {
  const lines: string[] = [];
  for (const section of doc.getXmlFragment('default').toArray()) {
    if (!(section instanceof Y.XmlElement)) continue;
    for (const block of section.toArray()) {
      if (block instanceof Y.XmlElement)
        lines.push(
          block
            .toArray()
            .map((text) => (text as Y.XmlText).toString())
            .join(''),
        );
    }
  }
  return lines.join('\n');
}
