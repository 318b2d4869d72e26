import { readProcess, readTemplate, resumeStep, saveGroupWay, saveTemplate, setSteeringDate, settleStep } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { z } from 'zod';
import { operation } from './operation.ts';
import * as shapes from './processShapes.ts';
import { done, whole } from './shapes.ts';

const change = z.strictObject({ way: z.array(z.unknown()), version: whole });

/** Views are readonly all through; JSON does not know the difference. */
function plain<Shape>(view: unknown): Shape {
  return JSON.parse(JSON.stringify(view)) as Shape;
}

export const readPartnershipsWay = operation({
  method: 'GET',
  path: '/api/process',
  summary: 'The way new groups begin with (the secretariat)',
  output: shapes.template,
  refusals: ['forbidden'],
  run: async ({ house, actor }) => {
    const template = await readTemplate(house, actor);
    return isRefusal(template) ? template : plain<z.input<typeof shapes.template>>(template);
  },
});

export const savePartnershipsWay = operation({
  method: 'PUT',
  path: '/api/process',
  summary: 'Change the way new groups begin with, as a whole (the secretariat); groups under way keep theirs',
  input: change,
  output: z.object({ version: z.int() }),
  refusals: ['forbidden', 'changed_meanwhile'],
  run: ({ house, actor, input }) => saveTemplate(house, actor, input),
});

export const readGroupsWay = operation({
  method: 'GET',
  path: '/api/groups/{id}/process',
  summary: 'Where a group stands on its way: steps with their points and what they lack, readiness, chairs',
  output: shapes.process,
  run: async ({ house, actor, params }) => {
    const view = await readProcess(house, actor, params.id ?? '');
    return isRefusal(view) ? view : plain<z.input<typeof shapes.process>>(view);
  },
});

export const saveGroupsWay = operation({
  method: 'PUT',
  path: '/api/groups/{id}/process',
  summary: 'Change a group’s own way as a whole (its chair or the secretariat)',
  input: change,
  output: done.extend({ version: z.int() }),
  refusals: ['forbidden', 'changed_meanwhile', 'step_settled'],
  run: async ({ house, actor, params, input }) => {
    const saved = await saveGroupWay(house, actor, { groupId: params.id ?? '', ...input });
    return isRefusal(saved) ? saved : { id: saved.groupId, version: saved.version };
  },
});

export const setGroupsSteeringDate = operation({
  method: 'PATCH',
  path: '/api/groups/{id}/process',
  summary: 'Say when the steering group meets about the target (its chair or the secretariat)',
  input: z.strictObject({ steeringDate: z.string().nullable().describe('YYYY-MM-DD') }),
  output: done,
  refusals: ['forbidden', 'invalid_date'],
  run: async ({ house, actor, params, input }) => {
    const set = await setSteeringDate(house, actor, { groupId: params.id ?? '', date: input.steeringDate });
    return isRefusal(set) ? set : { id: set.groupId };
  },
});

export const settleGroupsStep = operation({
  method: 'POST',
  path: '/api/groups/{id}/steps',
  summary: 'Skip a meeting that is held only if needed, with a reason; settle a step of your own; take either up again (open)',
  input: z.strictObject({ step: z.string(), outcome: z.enum(['done', 'skipped', 'open']), reason: z.string().default('') }),
  output: done,
  refusals: ['forbidden', 'required', 'step_settled', 'step_not_optional'],
  run: async ({ house, actor, params, input: { step, outcome, reason } }) => {
    const groupId = params.id ?? '';
    const settled =
      outcome === 'open'
        ? await resumeStep(house, actor, { groupId, step })
        : await settleStep(house, actor, { groupId, step, outcome, reason });
    return isRefusal(settled) ? settled : { id: settled.groupId };
  },
});
