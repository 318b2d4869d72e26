import {
  agreeCriterion,
  changeHomework,
  giveHomework,
  inviteExpert,
  listExperts,
  listHomework,
  listMyHomework,
  nominateExpert,
  proposeCriterion,
  readCriteria,
  readHomework,
  removeCriterion,
  removeHomework,
  rewordCriterion,
  saveEvaluation,
  scoreCriterion,
  settleHomework,
  withdrawExpert,
  type HomeworkView,
  type House,
} from '@samskriv/commands';
import { isRefusal, type Actor, type Refusal } from '@samskriv/process';
import { z } from 'zod';
import { given } from './given.ts';
import { operation } from './operation.ts';
import * as shapes from './processShapes.ts';
import { done, whole } from './shapes.ts';

async function criteriaAfter(house: House, actor: Actor, outcome: { groupId: string } | Refusal) {
  if (isRefusal(outcome)) return outcome;
  const view = await readCriteria(house, actor, outcome.groupId);
  if (isRefusal(view)) return view;
  const { finishedAt, ...evaluation } = view.evaluation;
  return {
    criteria: view.criteria.map(({ groupId: _, agreedAt, ...one }) => ({ ...one, agreedAt: agreedAt?.toISOString() ?? null })),
    evaluation: { ...evaluation, finishedAt: finishedAt?.toISOString() ?? null },
    may: view.may,
  };
}

function asHomework({ doneAt, reminded: _, ...row }: HomeworkView): z.input<typeof shapes.homework> {
  return { ...row, doneAt: doneAt?.toISOString() ?? null };
}

async function homeworkAfter(house: House, actor: Actor, outcome: { homeworkId: string } | Refusal) {
  if (isRefusal(outcome)) return outcome;
  const row = await readHomework(house, actor, outcome.homeworkId);
  return isRefusal(row) ? row : asHomework(row);
}

export const readGroupCriteria = operation({
  method: 'GET',
  path: '/api/groups/{id}/criteria',
  summary: 'A group’s success criteria with their scores, and its evaluation',
  output: shapes.criteria,
  run: ({ house, actor, params }) => criteriaAfter(house, actor, { groupId: params.id ?? '' }),
});

export const proposeGroupCriterion = operation({
  method: 'POST',
  path: '/api/groups/{id}/criteria',
  summary: 'Propose a criterion',
  status: 201,
  input: z.strictObject({ wording: z.string() }),
  output: shapes.criteria,
  refusals: ['forbidden', 'required', 'too_long'],
  run: async ({ house, actor, params, input }) =>
    criteriaAfter(house, actor, await proposeCriterion(house, actor, { groupId: params.id ?? '', ...input })),
});

export const changeOneCriterion = operation({
  method: 'PATCH',
  path: '/api/criteria/{id}',
  summary: 'Reword a criterion, agree on it (its chair or the secretariat), or score an agreed one',
  input: z.union([
    z.strictObject({ wording: z.string(), version: whole }),
    z.strictObject({ agreed: z.boolean() }),
    z.strictObject({ score: z.enum(['met', 'partly', 'notMet']).nullable(), note: z.string().default(''), version: whole }),
  ]),
  output: shapes.criteria,
  refusals: ['forbidden', 'required', 'too_long', 'not_agreed', 'changed_meanwhile'],
  run: async ({ house, actor, params, input }) => {
    const criterionId = params.id ?? '';
    if ('agreed' in input) return criteriaAfter(house, actor, await agreeCriterion(house, actor, { criterionId, ...input }));
    if ('score' in input) return criteriaAfter(house, actor, await scoreCriterion(house, actor, { criterionId, ...input }));
    return criteriaAfter(house, actor, await rewordCriterion(house, actor, { criterionId, ...input }));
  },
});

export const removeOneCriterion = operation({
  method: 'DELETE',
  path: '/api/criteria/{id}',
  summary: 'Take a criterion away; an agreed one is for its chair or the secretariat',
  output: shapes.criteria,
  refusals: ['forbidden'],
  run: async ({ house, actor, params }) =>
    criteriaAfter(house, actor, await removeCriterion(house, actor, { criterionId: params.id ?? '' })),
});

export const saveGroupEvaluation = operation({
  method: 'PUT',
  path: '/api/groups/{id}/evaluation',
  summary: 'Write a group’s evaluation; finished rounds it off (its chair or the secretariat)',
  input: z.strictObject({ wentWell: z.string(), doDifferently: z.string(), finished: z.boolean(), version: whole }),
  output: shapes.criteria,
  refusals: ['forbidden', 'too_long', 'changed_meanwhile'],
  run: async ({ house, actor, params, input }) =>
    criteriaAfter(house, actor, await saveEvaluation(house, actor, { groupId: params.id ?? '', ...input })),
});

export const listGroupExperts = operation({
  method: 'GET',
  path: '/api/groups/{id}/experts',
  summary: 'The experts somebody wants in a group, and what became of it',
  output: shapes.experts,
  run: async ({ house, actor, params }) => {
    const view = await listExperts(house, actor, params.id ?? '');
    if (isRefusal(view)) return view;
    const nominations = view.nominations.map(({ groupId: _, groupTitle: __, invitedAt: ___, answeredAt: ____, ...one }) => one);
    return { nominations, may: view.may };
  },
});

export const nominateGroupExpert = operation({
  method: 'POST',
  path: '/api/groups/{id}/experts',
  summary: 'Nominate an expert; nobody is asked yet',
  status: 201,
  input: z.strictObject({ name: z.string(), mail: z.string(), workplace: z.string().nullable().optional(), reason: z.string().optional() }),
  output: done,
  refusals: ['forbidden', 'required', 'too_long', 'invalid_mail', 'already_exists'],
  run: async ({ house, actor, params, input: { name, mail, ...more } }) => {
    const nominated = await nominateExpert(house, actor, { groupId: params.id ?? '', name, mail, ...given(more) });
    return isRefusal(nominated) ? nominated : { id: nominated.nominationId };
  },
});

export const inviteOneExpert = operation({
  method: 'POST',
  path: '/api/experts/{id}/invitation',
  summary: 'Invite a nominated expert until a day (its chair or the secretariat)',
  session: true,
  input: z.strictObject({ untilDate: z.string().describe('YYYY-MM-DD, the last day of access') }),
  output: z.object({ path: z.string().nullable().describe('The link to hand over, shown this once; null when it is mailed') }),
  refusals: ['forbidden', 'required', 'invalid_date', 'date_passed', 'link_used_or_expired'],
  run: async ({ house, actor, params, input }) => {
    const invited = await inviteExpert(house, actor, { nominationId: params.id ?? '', ...input });
    return isRefusal(invited) ? invited : { path: invited.path };
  },
});

export const withdrawOneExpert = operation({
  method: 'DELETE',
  path: '/api/experts/{id}',
  summary: 'Take a nomination or an invitation back',
  output: done,
  refusals: ['forbidden', 'link_used_or_expired'],
  run: async ({ house, actor, params }) => {
    const withdrawn = await withdrawExpert(house, actor, { nominationId: params.id ?? '' });
    return isRefusal(withdrawn) ? withdrawn : { id: params.id ?? '' };
  },
});

const homework = {
  title: z.string(),
  note: z.string().optional(),
  owner: z.string(),
  dueDate: z.string().nullable().optional().describe('YYYY-MM-DD'),
  belongs: z
    .strictObject({ kind: z.enum(['section', 'mapping', 'item']), id: z.string() })
    .nullable()
    .optional()
    .describe('A section, a line of the mapping (an organisation’s by its row or its organisation) or an agenda item of the group'),
};

export const listGroupHomework = operation({
  method: 'GET',
  path: '/api/groups/{id}/homework',
  summary: 'A group’s homework, what is open first',
  output: z.array(shapes.homework),
  run: async ({ house, actor, params }) => {
    const rows = await listHomework(house, actor, params.id ?? '');
    return isRefusal(rows) ? rows : rows.map(asHomework);
  },
});

export const listOwnHomework = operation({
  method: 'GET',
  path: '/api/me/homework',
  summary: 'Your own open homework, the most urgent first',
  output: z.array(shapes.homework),
  run: async ({ house, actor }) => (await listMyHomework(house, actor)).map(asHomework),
});

export const giveGroupHomework = operation({
  method: 'POST',
  path: '/api/groups/{id}/homework',
  summary: 'Give somebody in the group homework',
  status: 201,
  input: z.strictObject({ ...homework, meetingId: z.string().nullable().optional() }),
  output: shapes.homework,
  refusals: ['forbidden', 'required', 'too_long', 'invalid_date'],
  run: async ({ house, actor, params, input: { title, owner, ...more } }) =>
    homeworkAfter(house, actor, await giveHomework(house, actor, { groupId: params.id ?? '', title, owner, ...given(more) })),
});

export const changeOneHomework = operation({
  method: 'PATCH',
  path: '/api/homework/{id}',
  summary: 'Say that homework is done or open again (its owner, its chair or the secretariat), or change it with its version',
  input: z.union([z.strictObject({ done: z.boolean() }), z.strictObject({ ...homework, version: whole })]),
  output: shapes.homework,
  refusals: ['forbidden', 'required', 'too_long', 'invalid_date', 'changed_meanwhile'],
  run: async ({ house, actor, params, input }) => {
    const homeworkId = params.id ?? '';
    if ('done' in input) return homeworkAfter(house, actor, await settleHomework(house, actor, { homeworkId, ...input }));
    const { title, owner, version, ...more } = input;
    return homeworkAfter(house, actor, await changeHomework(house, actor, { homeworkId, title, owner, version, ...given(more) }));
  },
});

export const removeOneHomework = operation({
  method: 'DELETE',
  path: '/api/homework/{id}',
  summary: 'Take homework away (who gave it, its chair or the secretariat)',
  output: done,
  refusals: ['forbidden'],
  run: async ({ house, actor, params }) => {
    const removed = await removeHomework(house, actor, { homeworkId: params.id ?? '' });
    return isRefusal(removed) ? removed : { id: removed.homeworkId };
  },
});
