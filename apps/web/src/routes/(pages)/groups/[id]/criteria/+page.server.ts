import {
  agreeCriterion,
  proposeCriterion,
  readCriteria,
  readGroup,
  removeCriterion,
  rewordCriterion,
  saveEvaluation,
  scoreCriterion,
} from '@samskriv/commands';
import { acts } from '#lib/server/acts.ts';
import { onVersion, optional, text } from '#lib/server/form.ts';
import { orError, signedIn } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const { id, title } = orError(await readGroup(house, actor, event.params.id));
  return { group: { id, title }, ...orError(await readCriteria(house, actor, id)) };
};

export const actions: Actions = {
  propose: acts('propose', ({ house, actor, form, id }) => proposeCriterion(house, actor, { groupId: id, wording: text(form, 'wording') })),
  reword: acts('reword', ({ house, actor, form }) =>
    onVersion(form, (version) =>
      rewordCriterion(house, actor, { criterionId: text(form, 'key'), wording: text(form, 'wording'), version }),
    ),
  ),
  agree: acts('agree', ({ house, actor, form }) =>
    agreeCriterion(house, actor, { criterionId: text(form, 'key'), agreed: text(form, 'agreed') === 'yes' }),
  ),
  remove: acts('remove', ({ house, actor, form }) => removeCriterion(house, actor, { criterionId: text(form, 'key') })),
  score: acts('score', ({ house, actor, form }) => {
    const criterionId = text(form, 'key');
    const score = optional(form, 'score');
    return onVersion(form, (version) => scoreCriterion(house, actor, { criterionId, score, note: text(form, 'note'), version }));
  }),
  evaluate: acts('evaluate', ({ house, actor, form, id }) => {
    const button = text(form, 'do');
    const finished = button === 'finish' || (button !== 'reopen' && text(form, 'finished') === 'yes');
    const words = { wentWell: text(form, 'wentWell'), doDifferently: text(form, 'doDifferently') };
    return onVersion(form, (version) => saveEvaluation(house, actor, { groupId: id, ...words, finished, version }));
  }),
};
