import { beginTry, drawSecret, hashSecret } from '@samskriv/auth';
import {
  findAnswerLink,
  inTransaction,
  saveAnswerLink,
  updateAnswer,
  type MeetingAnswer,
  type MeetingRow,
  type Sql,
} from '@samskriv/database';
import { isRefusal, refuse, type Actor, type Refusal } from '@samskriv/process';
import { oneOf, optionalLine } from '../fields.ts';
import type { House } from '../house.ts';
import { actorOf } from '../people/actorOf.ts';
import { told } from './plan.ts';
import { meetingFor } from './reach.ts';
import { stepOf } from './read.ts';

/** Whether one comes, `yes`, `no` or `maybe`, and a word with it; `note` undefined keeps what was said before. */
export type MeetingAnswerInput = { answer: string; note?: string | null | undefined };

/** Answers whether one comes to a meeting one is asked to. */
export async function answerMeeting(
  house: House,
  actor: Actor,
  { meetingId, ...input }: MeetingAnswerInput & { meetingId: string },
): Promise<{ meetingId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const meeting = await meetingFor(sql, actor, meetingId, 'group.see', { hold: true });
    if (isRefusal(meeting)) return meeting;
    return answer(sql, actor, meeting, input, 'signedIn');
  });
}

/** What the link in a letter asks, and who it asks: no more of the meeting than its letter says. */
export type MeetingAsked = Pick<MeetingRow, 'step' | 'title' | 'startsAt' | 'endsAt' | 'place'> & {
  name: string;
  group: string;
  stepTitle: string | null;
};

/**
 * What a link asks, for whoever holds it. It is throttled by network `address`. A link that was used, or whose meeting was
 * moved, opens nothing; `meeting_over` where the meeting was held or called off. Reading changes nothing.
 */
export async function readMeetingAsked(
  house: House,
  { secret, address }: { secret: string; address: string },
): Promise<MeetingAsked | Refusal> {
  return throttled(house, { secret, address }, async () => {
    const asked = await askedBy(house.sql, secret);
    if (isRefusal(asked)) return asked;
    const { name, meeting } = asked;
    const { step, title, startsAt, endsAt, place, groupTitle: group, groupWay } = meeting;
    return { name, group, step, stepTitle: stepOf(groupWay, step)?.title ?? null, title, startsAt, endsAt, place };
  });
}

/** Answers by the link of a letter, once; like reading it, for whoever holds it. */
export async function answerMeetingAsked(
  house: House,
  { secret, address, ...input }: MeetingAnswerInput & { secret: string; address: string },
): Promise<{ answer: MeetingAnswer } | Refusal> {
  return throttled(house, { secret, address }, () =>
    inTransaction(house.sql, async (sql) => {
      const asked = await askedBy(sql, secret, { hold: true });
      if (isRefusal(asked)) return asked;
      return answer(sql, asked.actor, asked.meeting, input, 'link');
    }),
  );
}

/** Makes a new link for a participant and gives its path, to be mailed once and written down nowhere. */
export async function freshAnswerLink(sql: Sql, of: { meetingId: string; personId: string; sequence: number }): Promise<string> {
  const secret = drawSecret();
  await saveAnswerLink(sql, { ...of, token: hashSecret(secret) });
  return `/answer/${secret}`;
}

async function answer(
  sql: Sql,
  actor: Actor,
  meeting: MeetingRow,
  input: MeetingAnswerInput,
  by: 'signedIn' | 'link',
): Promise<{ meetingId: string; answer: MeetingAnswer } | Refusal> {
  const word = oneOf(input.answer, ['yes', 'no', 'maybe'], 'answer');
  if (isRefusal(word)) return word;
  const note = input.note === undefined ? null : (optionalLine(input.note, 'note', 300) ?? '');
  if (isRefusal(note)) return note;
  if (meeting.state === 'held' || meeting.state === 'cancelled') return refuse('meeting_over');
  const meetingId = meeting.id;
  if (!(await updateAnswer(sql, meetingId, actor.personId, { answer: word, note }))) return refuse('forbidden');
  await told(sql, actor, 'meeting.answer', { meetingId, groupId: meeting.groupId, answer: word, by });
  return { meetingId, answer: word };
}

// Whoever may not see the meeting any more has no link to it either.
async function askedBy(
  sql: Sql,
  secret: string,
  { hold = false }: { hold?: boolean } = {},
): Promise<{ actor: Actor; meeting: MeetingRow; name: string } | Refusal> {
  const link = await findAnswerLink(sql, hashSecret(secret));
  const actor = link === null ? null : await actorOf({ sql }, link.personId);
  if (link === null || actor === null) return refuse('link_used_or_expired');
  const meeting = await meetingFor(sql, actor, link.meetingId, 'group.see', { hold });
  if (isRefusal(meeting)) return refuse('link_used_or_expired');
  // Until the meeting was held here, an answer or a move may have ended the link.
  if (hold && (await findAnswerLink(sql, hashSecret(secret))) === null) return refuse('link_used_or_expired');
  const over = meeting.state === 'held' || meeting.state === 'cancelled' || meeting.endsAt <= new Date();
  return over ? refuse('meeting_over') : { actor, meeting, name: link.name };
}

async function throttled<Result extends object>(
  house: House,
  { secret, address }: { secret: string; address: string },
  work: () => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  const attempt = await beginTry(house.sql, 'link', secret, address);
  if (attempt.waitSeconds > 0) return refuse('too_many_tries', undefined, { seconds: attempt.waitSeconds });
  const outcome = await work();
  if (!isRefusal(outcome) || outcome.refused !== 'link_used_or_expired') await attempt.wasRight();
  return outcome;
}
