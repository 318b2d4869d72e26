// A comment is written in a little Markdown: **bold**, *italic*, [words](https://…), lists, and mentions. It is read into
// values that a page shows as text and elements; nothing of it is ever HTML.

/** A stretch of a comment within a line. `mention`: a person of the group, by id; the name is as when it was written. */
export type BodyInline =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'strong' | 'em'; content: BodyInline[] }
  | { kind: 'link'; href: string; content: BodyInline[] }
  | { kind: 'mention'; personId: string; name: string };

/** A block of a comment. */
export type BodyBlock = { kind: 'paragraph'; content: BodyInline[] } | { kind: 'list'; ordered: boolean; items: BodyInline[][] };

/** The most characters (code points) of a comment or a proposal. */
export const longestBody = 10_000;

const bullet = /^[-*] +(?=\S)/;
const numbered = /^\d{1,3}[.)] +(?=\S)/;
const mention = /@\[([^\]\n]{1,200})\]\(person:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)/;

/** Reads a comment. What is none of the few forms is text. */
export function readBody(text: string): BodyBlock[] {
  const blocks: BodyBlock[] = [];
  let lines: string[] = [];
  const endParagraph = () => {
    if (lines.length > 0) blocks.push({ kind: 'paragraph', content: inline(lines.join('\n')) });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const ordered = numbered.test(line);
    if (ordered || bullet.test(line)) {
      endParagraph();
      const last = blocks.at(-1);
      const item = inline(line.replace(ordered ? numbered : bullet, ''));
      if (last?.kind === 'list' && last.ordered === ordered) last.items.push(item);
      else blocks.push({ kind: 'list', ordered, items: [item] });
    } else if (line.trim() === '') endParagraph();
    else lines.push(line);
  }
  endParagraph();
  return blocks;
}

const deepest = 4;

function inline(text: string, depth = 0): BodyInline[] {
  const found: BodyInline[] = [];
  let plain = '';
  const endText = () => {
    if (plain !== '') found.push({ kind: 'text', text: plain });
    plain = '';
  };
  const add = (one: BodyInline) => {
    endText();
    found.push(one);
  };
  // Where a closing sign was looked for and not found, it is not looked for again: a comment of stars costs no more than one of words.
  const missing = new Set<string>();
  const closing = (sign: string, from: number): number => {
    if (missing.has(sign)) return -1;
    const at = text.indexOf(sign, from);
    if (at < 0) missing.add(sign);
    return at;
  };
  for (let at = 0; at < text.length;) {
    const unit = text.charAt(at);
    if (unit === '\\' && /[\\*_[\]()@.-]/.test(text.charAt(at + 1))) {
      plain += text.charAt(at + 1);
      at += 2;
      continue;
    }
    if (unit === '\n') {
      add({ kind: 'break' });
      at += 1;
      continue;
    }
    if (unit === '*' && depth < deepest) {
      const sign = text.startsWith('**', at) ? '**' : '*';
      const start = at + sign.length;
      const end = /\s|\*/.test(text.charAt(start)) ? -1 : closing(sign, start);
      if (end > start && !/\s/.test(text.charAt(end - 1))) {
        add({ kind: sign === '**' ? 'strong' : 'em', content: inline(text.slice(start, end), depth + 1) });
        at = end + sign.length;
        continue;
      }
    }
    if (unit === '[' && depth < deepest) {
      const middle = closing('](', at);
      const end = middle < 0 ? -1 : closing(')', middle);
      const href = end < 0 ? null : safeAddress(text.slice(middle + 2, end));
      if (href !== null && middle > at + 1) {
        add({ kind: 'link', href, content: inline(text.slice(at + 1, middle), deepest) });
        at = end + 1;
        continue;
      }
    }
    if (unit === '@' && text.charAt(at + 1) === '[') {
      const match = mention.exec(text.slice(at, at + 300));
      if (match?.index === 0) {
        add({ kind: 'mention', name: match[1] ?? '', personId: match[2] ?? '' });
        at += match[0].length;
        continue;
      }
    }
    if (unit === 'h' && depth < deepest && !/[\p{L}\p{N}]$/u.test(plain.slice(-2))) {
      const address = /^https?:\/\/[^\s<>"'*()[\]]+[^\s<>"'*()[\].,;:!?]/.exec(text.slice(at, at + 2_000))?.[0];
      const href = address === undefined ? null : safeAddress(address);
      if (address !== undefined && href !== null) {
        add({ kind: 'link', href, content: [{ kind: 'text', text: address }] });
        at += address.length;
        continue;
      }
    }
    plain += unit;
    at += 1;
  }
  endText();
  return found;
}

/** The address of a link when it is one that may be followed: http, https or mailto, written out. */
function safeAddress(address: string): string | null {
  return address.length <= 2_000 && /^(?:https?:\/\/[^\s\p{Cc}]+|mailto:[^\s\p{Cc}]+)$/iu.test(address) ? address : null;
}

/** The ids of the people a comment mentions, each once. */
export function mentionsOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(new RegExp(mention, 'g')), (match) => match[2] ?? ''))];
}

/** A comment whose mentions carry the true names; who is not in `names` is no longer mentioned, only named. */
export function withTrueNames(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(new RegExp(mention, 'g'), (_, said: string, id: string) => {
    const name = names.get(id);
    return name === undefined ? `@${said}` : `@[${name.replaceAll(/[[\]\n]/g, ' ')}](person:${id})`;
  });
}

/** A comment as plain words, for search, lists and notices. */
export function plainBody(text: string): string {
  const words = (content: readonly BodyInline[]): string =>
    content
      .map((one) => {
        switch (one.kind) {
          case 'text':
            return one.text;
          case 'break':
            return ' ';
          case 'mention':
            return `@${one.name}`;
          case 'strong':
          case 'em':
          case 'link':
            return words(one.content);
        }
      })
      .join('');
  return readBody(text)
    .map((block) => (block.kind === 'paragraph' ? words(block.content) : block.items.map(words).join(' ')))
    .join(' ');
}
