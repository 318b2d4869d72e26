import { compareTexts, listVersions } from '@samskriv/commands';
import { redlineHtml, sideBySideHtml } from '@samskriv/document';
import { isRefusal } from '@samskriv/process';
import { changeLines, countWords } from '#lib/compare/lines.ts';
import { textName, textWords } from '#lib/compare/text.ts';
import { redlineWords } from '#lib/compare/words.ts';
import { orError, signedIn } from '#lib/server/guard.ts';
import { m } from '#paraglide/messages.js';
import type { PageServerLoad } from './$types';

/** Two texts, what became of the first when it became the second, and the other texts that can be chosen. */
export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const { searchParams } = event.url;
  const asked = { from: searchParams.get('from') ?? '', to: searchParams.get('to') ?? '' };
  const { from, to, redline, listed } = orError(await compareTexts(house, actor, asked));
  const view = searchParams.get('view') === 'beside' ? ('beside' as const) : ('one' as const);
  const only = searchParams.get('only') === 'changed';
  const shown = only ? 'changed' : 'all';
  const words = redlineWords();
  const versions = await listVersions(house, actor, { paperId: to.paper.id });
  const choices = [
    ...(isRefusal(versions) ? [] : versions.map((version) => ({ name: version.id, words: textWords({ version }) }))),
    { name: `paper:${to.paper.id}`, words: m.compare_today() },
  ];
  for (const text of [from, to]) {
    const name = textName(text);
    // A version of another paper has its title, so that one sees where it is from.
    if (!choices.some((choice) => choice.name === name)) choices.unshift({ name, words: `${text.paper.title}: ${textWords(text)}` });
  }
  return {
    from: { ...from, name: textName(from), words: textWords(from) },
    to: { ...to, name: textName(to), words: textWords(to) },
    choices,
    view,
    only,
    equal: redline.equal,
    formatted: redline.formatted,
    count: listed.count,
    counted: countWords(listed.count),
    sections: changeLines(redline, listed, words),
    hidden: only ? redline.sections.filter(({ change }) => change === 'same').length : 0,
    html:
      view === 'beside'
        ? sideBySideHtml(redline, listed, words, { before: textWords(from), after: textWords(to) }, shown)
        : redlineHtml(redline, listed, words, shown),
    now: new Date(),
  };
};
