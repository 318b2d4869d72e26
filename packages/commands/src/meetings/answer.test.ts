import type { Actor } from '@samskriv/process';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import { removeMembership } from '../groups/roster.ts';
import { suspendPerson } from '../people/suspendPerson.ts';
import { answerMeeting, answerMeetingAsked, freshAnswerLink, readMeetingAsked } from './answer.ts';
import { endMeeting } from './hold.ts';
import { cancelMeeting, changeMeeting, planMeeting } from './plan.ts';
import { listUncalledMeetings, readMeeting, seeUncalled } from './read.ts';

// A meeting is answered from the mail, without signing in.

let demo: DemoHouse;
let chair: Actor;
let groupId: string;
let meetingId: string;
let secret: string;
const mails = { chair: 'formand@strandholt.example', member: 'miljoe@birkelev.example', other: 'indkob@fjordby.example' };
const when = { title: 'Ekstra', date: '2031-03-04', from: '09:00', to: '12:00', place: 'Rådhuset' };
const dead = { refused: 'link_used_or_expired' };

beforeAll(async () => {
  demo = await demoHouse();
  chair = await demo.actor(mails.chair);
  groupId = demo.groups.a.id;
});
afterAll(() => demo.drop());
beforeEach(async () => {
  const participants = [demo.idOf(mails.member), demo.idOf(mails.other)];
  ({ meetingId } = yes(await planMeeting(demo.house, chair, { groupId, ...when, participants })));
  secret = await linkFor(mails.member);
});

const now = async () => yes(await readMeeting(demo.house, chair, meetingId));
const of = async (mail: string) => (await now()).participants.find(({ id }) => id === demo.idOf(mail))!;
const read = (one = secret, address = '192.0.2.1') => readMeetingAsked(demo.house, { secret: one, address });
const send = (answer: string, note = '', one = secret) =>
  answerMeetingAsked(demo.house, { secret: one, address: '192.0.2.1', answer, note });

async function linkFor(mail: string, sequence = 0): Promise<string> {
  const path = await freshAnswerLink(demo.house.sql, { meetingId, personId: demo.idOf(mail), sequence });
  return /^\/answer\/([\w-]{43})$/.exec(path)![1]!;
}

describe('the link of a letter', () => {
  test('says who is asked to what, when and where, and nothing else', async () => {
    expect(yes(await read())).toEqual({
      name: 'Anna Mose',
      group: 'Engangsservice og takeaway',
      step: null,
      stepTitle: null,
      title: 'Ekstra',
      startsAt: new Date('2031-03-04T08:00:00Z'),
      endsAt: new Date('2031-03-04T11:00:00Z'),
      place: 'Rådhuset',
    });
  });

  test('changes nothing by being read, however often', async () => {
    for (let times = 0; times < 25; times++) yes(await read());
    expect(await of(mails.member)).toMatchObject({ answer: null, note: '' });
    expect(yes(await send('yes'))).toMatchObject({ answer: 'yes' });
  });

  test('answers once, with a word, for the person it was mailed to; the log says who and how', async () => {
    yes(await send('no', ' På ferie '));
    expect(await of(mails.member)).toMatchObject({ answer: 'no', note: 'På ferie' });
    expect(await of(mails.other)).toMatchObject({ answer: null, note: '' });
    expect([await read(), await send('yes')]).toEqual([dead, dead]);
    expect(await of(mails.member)).toMatchObject({ answer: 'no' });
    const [act] = await demo.owner`select actor, details from audit_log where action = 'meeting.answer' order by id desc limit 1`;
    expect(act).toMatchObject({ actor: demo.idOf(mails.member), details: { groupId, answer: 'no', by: 'link' } });
  });

  test('of two answers at the same moment, one counts', async () => {
    const outcomes = await Promise.all([send('yes'), send('no')]);
    expect(outcomes.filter((outcome) => 'refused' in outcome)).toEqual([dead]);
  });

  test('keeps a refused answer answerable: it is at its field', async () => {
    expect(await send('perhaps')).toMatchObject({ refused: 'invalid', field: 'answer' });
    expect(await send('yes', 'x'.repeat(301))).toMatchObject({ refused: 'too_long', field: 'note' });
    yes(await send('maybe'));
  });

  test('is kept as a hash alone', async () => {
    const rows = await demo.house.sql`select answer_token from meeting_participant where answer_token is not null`;
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });
});

test('a word is kept when the answer is given anew without one, and taken away when it is empty', async () => {
  const who = await demo.actor(mails.member);
  const note = async () => (await of(mails.member)).note;
  yes(await answerMeeting(demo.house, who, { meetingId, answer: 'yes', note: 'Kommer kl. 10' }));
  yes(await answerMeeting(demo.house, who, { meetingId, answer: 'maybe' }));
  expect(await note()).toBe('Kommer kl. 10');
  yes(await answerMeeting(demo.house, who, { meetingId, answer: 'yes', note: '' }));
  expect(await note()).toBe('');
});

test('whoever is no longer asked is told so until they have opened the meeting, and not when it is over', async () => {
  const other = await demo.actor(mails.other);
  const { version } = await now();
  yes(await changeMeeting(demo.house, chair, { meetingId, version, ...when, participants: [demo.idOf(mails.member)] }));
  const told = async (who: Actor) => (await listUncalledMeetings(demo.house, who)).map(({ id }) => id);
  expect(await told(other)).toEqual([meetingId]);
  expect([await told(chair), await told(await demo.actor(mails.member))]).toEqual([[], []]);
  yes(await seeUncalled(demo.house, chair, { meetingId }));
  expect(await told(other)).toEqual([meetingId]);
  yes(await seeUncalled(demo.house, other, { meetingId }));
  expect(await told(other)).toEqual([]);
  await demo.house.sql`update meeting_removal set seen_at = null`;
  yes(await cancelMeeting(demo.house, chair, { meetingId }));
  expect(await told(other)).toEqual([]);
});

describe('a link opens nothing', () => {
  test('that nobody was sent', async () => {
    for (const one of ['x'.repeat(43), '', '../etc', 'x'.repeat(9000)])
      expect([await read(one), await send('yes', '', one)]).toEqual([dead, dead]);
  });

  test('when a newer one was sent', async () => {
    const newer = await linkFor(mails.member);
    expect(await read()).toEqual(dead);
    yes(await read(newer));
  });

  test('when the meeting was moved, also by a letter that was written just before', async () => {
    const { version } = await now();
    yes(await changeMeeting(demo.house, chair, { meetingId, version, ...when, from: '10:00' }));
    expect([await read(), await send('yes')]).toEqual([dead, dead]);
    expect(await read(await linkFor(mails.member, 0))).toEqual(dead);
    expect(yes(await read(await linkFor(mails.member, 1))).startsAt).toEqual(new Date('2031-03-04T09:00:00Z'));
  });

  test('when its person is no longer asked', async () => {
    const { version } = await now();
    yes(await changeMeeting(demo.house, chair, { meetingId, version, ...when, participants: [demo.idOf(mails.other)] }));
    expect([await read(), await send('yes')]).toEqual([dead, dead]);
  });

  test('when they have answered otherwise', async () => {
    yes(await answerMeeting(demo.house, await demo.actor(mails.member), { meetingId, answer: 'yes' }));
    expect(await send('no')).toEqual(dead);
    expect(await of(mails.member)).toMatchObject({ answer: 'yes' });
  });

  test('when the meeting was called off or held, or its time is over', async () => {
    const over = { refused: 'meeting_over' };
    yes(await cancelMeeting(demo.house, chair, { meetingId }));
    expect([await read(), await send('yes')]).toEqual([over, over]);
    ({ meetingId } = yes(await planMeeting(demo.house, chair, { groupId, ...when, participants: [demo.idOf(mails.member)] })));
    const held = await linkFor(mails.member);
    yes(await endMeeting(demo.house, chair, { meetingId }));
    expect([await read(held), await send('yes', '', held)]).toEqual([over, over]);
    ({ meetingId } = yes(
      await planMeeting(demo.house, chair, { groupId, ...when, date: '2025-03-04', participants: [demo.idOf(mails.member)] }),
    ));
    const late = await linkFor(mails.member);
    expect([await read(late), await send('yes', '', late)]).toEqual([over, over]);
  });

  test('when too many wrong ones came from the same address, and only there', async () => {
    const tries = [];
    for (let times = 0; times < 61; times++) tries.push(await read(`${'x'.repeat(40)}${100 + times}`, '192.0.2.9'));
    expect(tries.at(-2)).toEqual(dead);
    expect(tries.at(-1)).toMatchObject({ refused: 'too_many_tries' });
    expect(await read(secret, '192.0.2.9')).toMatchObject({ refused: 'too_many_tries' });
    yes(await read(secret, '192.0.2.10'));
  });

  test('when its person was suspended or has left the group', async () => {
    const secretariat = await demo.actor('sekretariat@partnerskab.example');
    const others = await linkFor(mails.other);
    yes(await suspendPerson(demo.house, secretariat, { personId: demo.idOf(mails.other) }));
    expect([await read(others), await send('yes', '', others)]).toEqual([dead, dead]);
    yes(await removeMembership(demo.house, secretariat, { groupId, personId: demo.idOf(mails.member) }));
    expect([await read(), await send('yes')]).toEqual([dead, dead]);
  });
});
