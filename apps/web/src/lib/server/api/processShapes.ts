import { z } from 'zod';
import { id, organisation, who } from './shapes.ts';

// What the API says of a group's way: its steps, meetings, criteria, experts and homework.

const moment = z.iso.datetime({ offset: true });

const point = z.object({ key: z.string(), title: z.string().nullable().describe('null: as the default calls it') });

const step = z.object({
  key: z.string(),
  part: z.enum(['meetings', 'after']),
  title: z.string().nullable(),
  optional: z.boolean(),
  daysBefore: z.int().nullable().describe('Days before the steering group’s meeting'),
  points: z.array(point),
});

/** A whole way with the version a change must name. */
export const template = z.object({ way: z.array(step), version: z.int() });

const pointStanding = z.object({
  point,
  path: z.string(),
  number: z.string(),
  standing: z.enum(['done', 'missing', 'free']),
  missing: z.object({ code: z.string(), count: z.int() }).nullable(),
  acts: z.enum(['chair', 'members', 'secretariat', 'experts']),
});

/** Where a group stands. */
export const process = z.object({
  groupId: id,
  version: z.int(),
  steps: z.array(
    z.object({
      step,
      standing: z.enum(['done', 'skipped', 'now', 'ahead']),
      points: z.array(pointStanding),
      by: z.iso.date().nullable(),
      on: z.enum(['hold', 'holdOrSkip', 'settle', 'lock', 'target']).describe('How the step is left behind'),
      reason: z.string().nullable(),
    }),
  ),
  readiness: z.object({
    sections: z.object({ finished: z.int(), all: z.int() }),
    criteria: z.object({ met: z.int(), agreed: z.int() }),
    homework: z.object({ open: z.int(), overdue: z.int() }),
    days: z.int().nullable(),
  }),
  steeringDate: z.iso.date().nullable(),
  resting: z.int().nullable().describe('Days of rest'),
  chairs: z.array(z.object({ person: who, fromAt: moment, untilAt: moment.nullable(), appointedBy: who.nullable() })),
  may: z.object({ change: z.boolean(), convene: z.boolean() }),
});

const answer = z.enum(['yes', 'no', 'maybe']).nullable();

/** A meeting whole. */
export const meeting = z.object({
  id,
  group: who.omit({ name: true }).extend({ title: z.string() }),
  step: z.string().nullable(),
  stepTitle: z.string().nullable(),
  title: z.string().nullable(),
  startsAt: moment,
  endsAt: moment,
  place: z.string(),
  link: z.string().nullable(),
  state: z.enum(['planned', 'running', 'held', 'cancelled']),
  itemNow: id.nullable(),
  sequence: z.int(),
  version: z.int(),
  minutesId: id.nullable(),
  items: z.array(
    z.object({
      id,
      number: z.int(),
      step: z.string().nullable(),
      point: z.string().nullable(),
      pointTitle: z.string().nullable(),
      title: z.string().nullable(),
      note: z.string(),
      carriedFrom: id.nullable(),
      treated: z.boolean(),
      version: z.int(),
      presentations: z.array(
        z.object({
          id,
          title: z.string(),
          presenter: who.nullable(),
          presenterName: z.string(),
          note: z.string(),
          materialId: id.nullable(),
          presentedAt: moment.nullable(),
          version: z.int(),
        }),
      ),
    }),
  ),
  participants: z.array(
    z.object({
      id,
      name: z.string(),
      organisation,
      answer,
      note: z.string().describe('What they say with their answer'),
      attended: z.boolean().nullable(),
    }),
  ),
});

/** A meeting to come that the one who asks is asked to. */
export const comingMeeting = meeting
  .pick({ id: true, group: true, step: true, stepTitle: true, title: true, startsAt: true })
  .extend({ answer });

/** What was decided at a meeting. */
export const decision = z.object({ item: z.string(), text: z.string() });

/** A group's success criteria and evaluation. */
export const criteria = z.object({
  criteria: z.array(
    z.object({
      id,
      wording: z.string(),
      proposedBy: who.nullable(),
      agreedAt: moment.nullable(),
      score: z.enum(['met', 'partly', 'notMet']).nullable(),
      scoreNote: z.string(),
      version: z.int(),
    }),
  ),
  evaluation: z.object({
    wentWell: z.string(),
    doDifferently: z.string(),
    finishedAt: moment.nullable(),
    finishedBy: z.string().nullable(),
    version: z.int(),
  }),
  may: z.object({ propose: z.boolean(), agree: z.boolean() }),
});

/** The experts somebody wants in a group. */
export const experts = z.object({
  nominations: z.array(
    z.object({
      id,
      name: z.string(),
      mail: z.string().describe('Empty for those who may not nominate'),
      workplace: z.string(),
      reason: z.string(),
      state: z.enum(['nominated', 'invited', 'accepted', 'declined', 'withdrawn']),
      untilDate: z.iso.date().nullable(),
      nominatedBy: who.nullable(),
      invitedBy: who.nullable(),
    }),
  ),
  may: z.object({ nominate: z.boolean(), invite: z.boolean() }),
});

/** A piece of homework. */
export const homework = z.object({
  id,
  group: z.object({ id, title: z.string() }),
  title: z.string(),
  note: z.string(),
  owner: who,
  dueDate: z.iso.date().nullable(),
  belongs: z.object({ kind: z.enum(['section', 'mapping', 'item']), id: z.string() }).nullable(),
  meetingId: id.nullable(),
  givenBy: who.nullable(),
  doneAt: moment.nullable(),
  late: z.boolean(),
  version: z.int(),
  may: z.object({ change: z.boolean(), settle: z.boolean() }),
});
