import { readPaper, readRestoration, restoreText, type Earlier } from '@samskriv/commands';
import { redlineHtml } from '@samskriv/document';
import { isRefusal } from '@samskriv/process';
import { error, redirect } from '@sveltejs/kit';
import { countWords } from '#lib/compare/lines.ts';
import { redlineWords } from '#lib/compare/words.ts';
import { optional, refused, whole } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { tell } from '#lib/server/told.ts';
import { versionWords } from '#lib/versions/version.ts';
import { refusalWords } from '#lib/words/refusal.ts';
import { fullWhenWords } from '#lib/words/when.ts';
import { m } from '#paraglide/messages.js';
import { asWhole } from '#lib/server/whole.ts';
import type { Actions, PageServerLoad } from './$types';

/** An earlier text, and what bringing it back would do to the text of today. */
export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const paperId = event.params.id;
  const { id, title, lock } = orError(await readPaper(house, actor, paperId));
  const earlier = earlierOf(event.url);
  const { at, version, seen, redline, listed, lost } = orError(await readRestoration(house, actor, { paperId, earlier }));
  const when = fullWhenWords(new Date(at));
  return {
    paper: { id, title },
    lock,
    what: 'round' in earlier ? m.restore_moment({ when, round: earlier.round }) : version === null ? when : versionWords(version),
    back:
      'round' in earlier
        ? { href: `/papers/${id}/history?round=${earlier.round}&number=${earlier.number}#then`, words: m.history_title() }
        : { href: `/versions/${earlier.versionId}`, words: version === null ? title : versionWords(version) },
    query: 'round' in earlier ? `round=${earlier.round}&number=${earlier.number}` : `version=${earlier.versionId}`,
    seen,
    same: redline.equal && !redline.formatted,
    formatted: redline.formatted,
    counted: redline.equal ? null : countWords(listed.count),
    lost,
    html: redlineHtml(redline, listed, redlineWords(), 'changed'),
    now: new Date(),
  };
};

export const actions: Actions = {
  restore: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const seen = optional(form, 'seen') === null ? null : whole(form, 'seen');
    if (isRefusal(seen)) return refused('restore', seen, form);
    const outcome = await restoreText(house, actor, {
      paperId: event.params.id,
      earlier: earlierOf(event.url),
      ...(seen === null ? {} : { seen }),
    });
    if (isRefusal(outcome)) return refused('restore', outcome, form);
    tell(event, 'text_restored');
    redirect(303, `/papers/${event.params.id}`);
  },
};

function earlierOf({ searchParams }: URL): Earlier {
  const versionId = searchParams.get('version');
  if (versionId !== null) return { versionId };
  const [round, number] = [asWhole(searchParams.get('round')), asWhole(searchParams.get('number'))];
  if (round === null || number === null) error(404, refusalWords('not_found'), { code: 'not_found' });
  return { round, number };
}
