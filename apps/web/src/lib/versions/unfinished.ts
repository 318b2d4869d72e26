import type { OpenMatters } from '@samskriv/commands';
import { sectionLabel } from '#lib/paper/outline.ts';
import { m } from '#paraglide/messages.js';

/** Something that is not finished, in words, and the way to it. */
export type Matter = { readonly key: string; readonly words: string; readonly note: string; readonly href: string };

const longestQuote = 70;
const statusWords = { empty: m.status_empty, draft: m.status_draft, complete: m.status_complete, checked: m.status_checked };

/** What is not settled in a paper, as lines to read and follow. */
export function matterLines(paperId: string, open: OpenMatters): Record<keyof OpenMatters, Matter[]> {
  const href = `/papers/${paperId}`;
  return {
    undecidedThreads: open.undecidedThreads.map(({ id, quote, point }) => ({
      key: id,
      words: quote.trim() === '' ? m.version_thread_whole() : m.lock_open_quote({ words: shortened(quote) }),
      note: point === null ? '' : m.paper_aside_point({ number: point }),
      href: `${href}?thread=${id}`,
    })),
    unfinishedSections: open.unfinishedSections.map((section, index) => ({
      key: section.id ?? `section ${index}`,
      words: sectionLabel(section),
      note: statusWords[section.status](),
      href: section.id === null ? href : `${href}#section-${section.id}`,
    })),
    typing: open.typing.map(({ id, name }) => ({ key: id, words: name, note: '', href })),
  };
}

function shortened(quote: string): string {
  const words = quote.replace(/\s+/g, ' ').trim();
  return words.length > longestQuote ? `${words.slice(0, longestQuote).trimEnd()} …` : words;
}
