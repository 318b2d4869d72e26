import {
  addAgendaItem,
  answerMeeting,
  cancelMeeting,
  changeAgendaItem,
  changeMeeting,
  changePresentation,
  endMeeting,
  goToItem,
  listComingMeetings,
  listMeetings,
  moveAgendaItem,
  openMinutes,
  planMeeting,
  planPresentation,
  readDecisions,
  readMeeting,
  removeAgendaItem,
  removePresentation,
  setAttendance,
  startMeeting,
  treatAgendaItem,
  type House,
  type MeetingView,
} from '@samskriv/commands';
import { isRefusal, refuse, type Actor, type Refusal } from '@samskriv/process';
import { z } from 'zod';
import { given } from './given.ts';
import { operation } from './operation.ts';
import * as shapes from './processShapes.ts';
import { done, whole } from './shapes.ts';

const when = {
  title: z.string().nullable().optional(),
  date: z.string().describe('YYYY-MM-DD in Denmark'),
  from: z.string().describe('HH:MM'),
  to: z.string().describe('HH:MM'),
  place: z.string().nullable().optional(),
  link: z.string().nullable().optional(),
  participants: z.array(z.string()).max(200).optional().describe('Left out: everybody in the roster'),
};

function asShape({ may: _, mine: __, groupId: ___, startsAt, endsAt, ...meeting }: MeetingView): z.input<typeof shapes.meeting> {
  return { ...meeting, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}

async function andRead(house: House, actor: Actor, outcome: { meetingId: string } | Refusal) {
  if (isRefusal(outcome)) return outcome;
  const meeting = await readMeeting(house, actor, outcome.meetingId);
  return isRefusal(meeting) ? meeting : asShape(meeting);
}

export const listGroupMeetings = operation({
  method: 'GET',
  path: '/api/groups/{id}/meetings',
  summary: 'A group’s meetings in the order of time',
  output: z.array(shapes.meeting),
  run: async ({ house, actor, params }) => {
    const meetings = await listMeetings(house, actor, params.id ?? '');
    return isRefusal(meetings) ? meetings : meetings.map(asShape);
  },
});

export const planGroupMeeting = operation({
  method: 'POST',
  path: '/api/groups/{id}/meetings',
  summary: 'Plan a meeting for a step of the way or beside it, and ask people to it (its chair or the secretariat)',
  status: 201,
  input: z.strictObject({ step: z.string().nullable().optional(), ...when }),
  output: shapes.meeting,
  refusals: ['forbidden', 'required', 'invalid_date', 'invalid_time', 'ends_before_start', 'invalid_address', 'step_settled'],
  run: async ({ house, actor, params, input: { date, from, to, ...more } }) =>
    andRead(house, actor, await planMeeting(house, actor, { groupId: params.id ?? '', date, from, to, ...given(more) })),
});

export const listMyMeetings = operation({
  method: 'GET',
  path: '/api/me/meetings',
  summary: 'The meetings to come that you are asked to',
  output: z.array(shapes.comingMeeting),
  run: async ({ house, actor }) =>
    (await listComingMeetings(house, actor)).map(({ startsAt, ...meeting }) => ({ ...meeting, startsAt: startsAt.toISOString() })),
});

export const readOneMeeting = operation({
  method: 'GET',
  path: '/api/meetings/{id}',
  summary: 'One meeting with its agenda and participants',
  output: shapes.meeting,
  run: ({ house, actor, params }) => andRead(house, actor, { meetingId: params.id ?? '' }),
});

export const changeOneMeeting = operation({
  method: 'PATCH',
  path: '/api/meetings/{id}',
  summary: 'Move or change a meeting (its chair or the secretariat); where it moved everybody is asked again',
  input: z.strictObject({ ...when, version: whole }),
  output: shapes.meeting,
  refusals: ['forbidden', 'required', 'invalid_date', 'invalid_time', 'ends_before_start', 'meeting_over', 'changed_meanwhile'],
  run: async ({ house, actor, params, input: { date, from, to, version, ...more } }) =>
    andRead(house, actor, await changeMeeting(house, actor, { meetingId: params.id ?? '', version, date, from, to, ...given(more) })),
});

export const cancelOneMeeting = operation({
  method: 'DELETE',
  path: '/api/meetings/{id}',
  summary: 'Call a meeting off (its chair or the secretariat)',
  output: done,
  refusals: ['forbidden', 'meeting_over'],
  run: async ({ house, actor, params }) => {
    const off = await cancelMeeting(house, actor, { meetingId: params.id ?? '' });
    return isRefusal(off) ? off : { id: off.meetingId };
  },
});

export const answerOneMeeting = operation({
  method: 'POST',
  path: '/api/meetings/{id}/answer',
  summary: 'Say whether you come, and a word with it',
  input: z.strictObject({ answer: z.enum(['yes', 'no', 'maybe']), note: z.string().nullable().optional() }),
  output: shapes.meeting,
  refusals: ['forbidden', 'too_long', 'meeting_over'],
  run: async ({ house, actor, params, input }) =>
    andRead(house, actor, await answerMeeting(house, actor, { meetingId: params.id ?? '', ...input })),
});

export const setMeetingAttendance = operation({
  method: 'PUT',
  path: '/api/meetings/{id}/attendance',
  summary: 'Write down who came (its chair or the secretariat)',
  input: z.strictObject({ present: z.array(z.string()).max(200) }),
  output: shapes.meeting,
  refusals: ['forbidden', 'meeting_over'],
  run: async ({ house, actor, params, input }) =>
    andRead(house, actor, await setAttendance(house, actor, { meetingId: params.id ?? '', ...input })),
});

export const runOneMeeting = operation({
  method: 'POST',
  path: '/api/meetings/{id}/course',
  summary: 'Run a meeting: start it, go on from an item (next, or left for the next meeting), back, or end it',
  input: z.strictObject({
    to: z.enum(['start', 'next', 'left', 'back', 'end']),
    from: z.string().optional().describe('The item you see now'),
    treated: z.array(z.string()).max(200).optional().describe('On ending: the items that were treated'),
  }),
  output: shapes.meeting,
  refusals: ['forbidden', 'required', 'meeting_over'],
  run: async ({ house, actor, params, input: { to, from, treated } }) => {
    const meetingId = params.id ?? '';
    if (to === 'start') return andRead(house, actor, await startMeeting(house, actor, { meetingId }));
    if (to === 'end')
      return andRead(house, actor, await endMeeting(house, actor, { meetingId, ...(treated === undefined ? {} : { treated }) }));
    const found = await readMeeting(house, actor, meetingId);
    if (isRefusal(found)) return found;
    if (from === undefined) return refuse('required', 'from');
    const direction = to === 'back' ? 'back' : 'next';
    return andRead(house, actor, await goToItem(house, actor, { meetingId, from, direction, left: to === 'left' }));
  },
});

export const openMeetingMinutes = operation({
  method: 'POST',
  path: '/api/meetings/{id}/minutes',
  summary: 'The paper that holds the minutes; made when it is first asked for',
  output: z.object({ paperId: z.uuid() }),
  refusals: ['forbidden'],
  run: async ({ house, actor, params }) => {
    const opened = await openMinutes(house, actor, { meetingId: params.id ?? '' });
    return isRefusal(opened) ? opened : { paperId: opened.paperId };
  },
});

export const listMeetingDecisions = operation({
  method: 'GET',
  path: '/api/meetings/{id}/decisions',
  summary: 'What was decided at a meeting, from its minutes',
  output: z.array(shapes.decision),
  run: ({ house, actor, params }) => readDecisions(house, actor, params.id ?? ''),
});

export const addMeetingItem = operation({
  method: 'POST',
  path: '/api/meetings/{id}/items',
  summary: 'Put an item of your own on the agenda',
  status: 201,
  input: z.strictObject({ title: z.string(), note: z.string().optional() }),
  output: shapes.meeting,
  refusals: ['forbidden', 'required', 'too_long', 'meeting_over'],
  run: async ({ house, actor, params, input: { title, ...more } }) =>
    andRead(house, actor, await addAgendaItem(house, actor, { meetingId: params.id ?? '', title, ...given(more) })),
});

export const changeMeetingItem = operation({
  method: 'PATCH',
  path: '/api/items/{id}',
  summary: 'Change an item’s words (with its version), move it up (-1) or down (1), or say whether it was treated',
  input: z.union([
    z.strictObject({ title: z.string().nullable(), note: z.string(), version: whole }),
    z.strictObject({ move: z.union([z.literal(-1), z.literal(1)]) }),
    z.strictObject({ treated: z.boolean() }),
  ]),
  output: shapes.meeting,
  refusals: ['forbidden', 'required', 'too_long', 'meeting_over', 'changed_meanwhile'],
  run: async ({ house, actor, params, input }) => {
    const itemId = params.id ?? '';
    if ('move' in input) return andRead(house, actor, await moveAgendaItem(house, actor, { itemId, by: input.move }));
    if ('treated' in input) return andRead(house, actor, await treatAgendaItem(house, actor, { itemId, treated: input.treated }));
    return andRead(house, actor, await changeAgendaItem(house, actor, { itemId, ...input }));
  },
});

export const removeMeetingItem = operation({
  method: 'DELETE',
  path: '/api/items/{id}',
  summary: 'Take an item off the agenda (its chair or the secretariat)',
  output: shapes.meeting,
  refusals: ['forbidden', 'meeting_over'],
  run: async ({ house, actor, params }) => andRead(house, actor, await removeAgendaItem(house, actor, { itemId: params.id ?? '' })),
});

const presentation = {
  title: z.string(),
  presenter: z.string().nullable().optional(),
  presenterName: z.string().nullable().optional(),
  note: z.string().optional(),
};

export const planItemPresentation = operation({
  method: 'POST',
  path: '/api/items/{id}/presentations',
  summary: 'Plan a presentation on an agenda item',
  status: 201,
  input: z.strictObject(presentation),
  output: shapes.meeting,
  refusals: ['forbidden', 'required', 'too_long'],
  run: async ({ house, actor, params, input: { title, ...more } }) =>
    andRead(house, actor, await planPresentation(house, actor, { itemId: params.id ?? '', title, ...given(more) })),
});

export const changeOnePresentation = operation({
  method: 'PATCH',
  path: '/api/presentations/{id}',
  summary: 'Change a presentation, say that it was held, or put its file to it (whoever prepares meetings, and the presenter)',
  input: z.strictObject({ ...presentation, presented: z.boolean(), materialId: z.string().nullable().optional(), version: whole }),
  output: shapes.meeting,
  refusals: ['forbidden', 'required', 'too_long', 'changed_meanwhile'],
  run: async ({ house, actor, params, input: { title, presented, version, ...more } }) => {
    const changed = { presentationId: params.id ?? '', title, presented, version, ...given(more) };
    return andRead(house, actor, await changePresentation(house, actor, changed));
  },
});

export const removeOnePresentation = operation({
  method: 'DELETE',
  path: '/api/presentations/{id}',
  summary: 'Take a presentation off the agenda',
  output: shapes.meeting,
  refusals: ['forbidden'],
  run: async ({ house, actor, params }) =>
    andRead(house, actor, await removePresentation(house, actor, { presentationId: params.id ?? '' })),
});
