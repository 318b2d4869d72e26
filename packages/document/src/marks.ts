import type { MarkSpec, TagParseRule } from 'prosemirror-model';
import { safeHref } from './links.ts';

interface Attributes {
  getAttribute(name: string): string | null;
}

const link: MarkSpec = {
  attrs: { href: { default: '' } },
  inclusive: false,
  toDOM(mark) {
    const href = safeHref(mark.attrs.href);
    return ['a', href === null ? {} : { href, rel: 'noopener noreferrer nofollow' }, 0];
  },
  parseDOM: [
    {
      tag: 'a[href]',
      getAttrs(dom: Attributes) {
        const href = safeHref(dom.getAttribute('href'));
        return href === null ? false : { href };
      },
    },
  ],
};

// Pasted HTML carries its styles as `data-style`: as styles they would meet the page's content policy.
function styled(dom: Attributes, pattern: RegExp): boolean {
  return pattern.test(dom.getAttribute('data-style') ?? dom.getAttribute('style') ?? '');
}

// Some word processors wrap a whole copied page in a <b> that is told to look plain.
const plainWeight = /font-weight:\s*(normal|[1-5]00)/;
const boldWeight = /font-weight:\s*(bold|[6-9]00)/;
const slanted = /font-style:\s*(italic|oblique)/;

function whenStyled(pattern: RegExp): TagParseRule {
  return { tag: '[data-style]', consuming: false, getAttrs: (dom: Attributes) => (styled(dom, pattern) ? null : false) };
}

const em: MarkSpec = {
  toDOM: () => ['em', 0],
  parseDOM: [{ tag: 'em' }, { tag: 'i' }, { style: 'font-style=italic' }, whenStyled(slanted)],
};

const strong: MarkSpec = {
  toDOM: () => ['strong', 0],
  parseDOM: [
    { tag: 'strong' },
    { tag: 'b', getAttrs: (dom: Attributes) => (styled(dom, plainWeight) ? false : null) },
    { style: 'font-weight', getAttrs: (value: string) => (/^(bold(er)?|[6-9]\d{2})$/.test(value) ? null : false) },
    whenStyled(boldWeight),
  ],
};

// A comment's place in the text. Several may lie over each other (`excludes: ''`), and what is typed at its end is not part of it.
const comment: MarkSpec = {
  attrs: { id: { default: '' } },
  excludes: '',
  inclusive: false,
  toDOM: (mark) => ['span', { 'data-comment': String(mark.attrs.id) }, 0],
  parseDOM: [
    {
      tag: 'span[data-comment]',
      getAttrs: (dom: Attributes) => ({ id: dom.getAttribute('data-comment') ?? '' }),
    },
  ],
};

/** Every mark of a paper, outermost first. */
export const marks: Record<string, MarkSpec> = { comment, link, em, strong };
