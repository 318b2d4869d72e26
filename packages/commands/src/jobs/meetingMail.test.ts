import type { Actor } from '@samskriv/process';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { demoHouse, yes, type DemoHouse } from '../demo/demoHouse.ts';
import type { House, Letter } from '../house.ts';
import { answerMeetingAsked, readMeetingAsked } from '../meetings/answer.ts';
import { addAgendaItem } from '../meetings/agenda.ts';
import { cancelMeeting, changeMeeting, planMeeting } from '../meetings/plan.ts';
import { readMeeting } from '../meetings/read.ts';
import { jobTasks } from './tasks.ts';

// What people are mailed about a meeting, in their own language, and what the links in it do.

let demo: DemoHouse;
let house: House;
let chair: Actor;
let groupId: string;
let sent: Letter[] = [];
let mailServerIsAway = false;
const dane = 'miljoe@birkelev.example';
const reader = 'indkob@fjordby.example';
const when = { title: 'Ekstra møde', date: '2031-03-04', from: '09:00', to: '12:00', place: 'Rådhuset', link: 'https://video.example/rum' };

beforeAll(async () => {
  demo = await demoHouse();
  const send = async (letter: Letter) => {
    if (mailServerIsAway) throw new Error('connect ECONNREFUSED');
    sent.push(letter);
  };
  house = { ...demo.house, mail: { send }, publicUrl: 'https://samskriv.example' };
  chair = await demo.actor('formand@strandholt.example');
  groupId = demo.groups.a.id;
  await demo.house.sql`update person set locale = 'en' where mail = ${reader}`;
});
afterAll(() => demo.drop());
beforeEach(() => {
  sent = [];
  mailServerIsAway = false;
});

async function plan(): Promise<string> {
  const participants = [dane, reader].map((mail) => demo.idOf(mail));
  const { meetingId } = yes(await planMeeting(house, chair, { groupId, ...when, participants }));
  yes(await addAgendaItem(house, chair, { meetingId, title: 'Kopper', note: 'Hemmelig note' }));
  return meetingId;
}

/** Mails a meeting as it stands, and gives the letters by whom they go to. */
async function mail(meetingId: string): Promise<{ da: Letter | undefined; en: Letter | undefined; all: number }> {
  sent = [];
  await jobTasks(house).mailMeeting!({ meetingId }, undefined as never);
  const to = (address: string) => sent.find((letter) => letter.to === address);
  return { da: to(dane), en: to(reader), all: sent.length };
}

async function move(meetingId: string, more: object): Promise<void> {
  const { version } = yes(await readMeeting(house, chair, meetingId));
  yes(await changeMeeting(house, chair, { meetingId, version, ...when, ...more }));
}

const linkIn = (letter: Letter | undefined) => /https:\/\/samskriv\.example\/answer\/([\w-]{43})\n/.exec(letter!.text)![1]!;
const read = (secret: string) => readMeetingAsked(house, { secret, address: '192.0.2.1' });
/** The letter with its secret made known, as lines. */
const lines = (letter: Letter | undefined) =>
  letter!.text
    .replace(/\/answer\/[\w-]{43}/, '/answer/…')
    .split('\n')
    .filter(Boolean);

describe('an invitation', () => {
  test('says what, when and where, with the agenda and a link to answer by', async () => {
    const meetingId = await plan();
    const { da, en, all } = await mail(meetingId);
    expect(all).toBe(2);
    expect([da!.subject, en!.subject]).toEqual([
      'Indkaldelse: Ekstra møde, Engangsservice og takeaway',
      'Invitation: Ekstra møde, Engangsservice og takeaway',
    ]);
    expect(lines(da)).toEqual([
      'Kære Anna Mose',
      'Du er indkaldt til et møde:',
      'Ekstra møde',
      'tirsdag den 4. marts 2031 (uge 10) kl. 9.00–12.00',
      'Rådhuset',
      'https://video.example/rum',
      'Dagsorden',
      '1. Kopper',
      'Svar på, om du kommer. Du behøver ikke logge ind:',
      'https://samskriv.example/answer/…',
      'Linket er dit alene, kan bruges én gang og gælder, til mødet er holdt eller flyttet.',
      'Log ind for at se mødet og ændre dit svar:',
      `https://samskriv.example/meetings/${meetingId}`,
      'Venlig hilsen',
      'Samskriv',
    ]);
    expect(lines(en)).toEqual([
      'Dear Jonas Kjær',
      'You are asked to a meeting:',
      'Ekstra møde',
      'Tuesday, 4 March 2031 (week 10), 09:00–12:00',
      'Rådhuset',
      'https://video.example/rum',
      'Agenda',
      '1. Kopper',
      'Say whether you come. You need not sign in:',
      'https://samskriv.example/answer/…',
      'The link is yours alone, works once and counts until the meeting is held or moved.',
      'Sign in to see the meeting and to change your answer:',
      `https://samskriv.example/meetings/${meetingId}`,
      'Kind regards',
      'Samskriv',
    ]);
    expect(da!.html).toContain('<html lang="da">');
    expect(da!.calendar).toMatchObject({ method: 'PUBLISH', text: expect.stringContaining('DTSTART:20310304T080000Z') });
    expect(JSON.stringify(sent)).not.toContain('Hemmelig');
  });

  test('carries a link of each person’s own, which answers for them', async () => {
    const meetingId = await plan();
    const { da, en } = await mail(meetingId);
    expect(yes(await read(linkIn(da))).name).toBe('Anna Mose');
    expect(yes(await read(linkIn(en))).name).toBe('Jonas Kjær');
    yes(await answerMeetingAsked(house, { secret: linkIn(da), address: '192.0.2.1', answer: 'yes', note: '' }));
    const { participants } = yes(await readMeeting(house, chair, meetingId));
    expect(participants.map(({ name, answer }) => [name, answer])).toEqual([
      ['Anna Mose', 'yes'],
      ['Jonas Kjær', null],
    ]);
    expect((await mail(meetingId)).all).toBe(0);
  });

  test('that a mail server which was away takes late has a link that works', async () => {
    const meetingId = await plan();
    mailServerIsAway = true;
    await expect(mail(meetingId)).rejects.toThrow('ECONNREFUSED');
    mailServerIsAway = false;
    yes(await read(linkIn((await mail(meetingId)).da)));
  });

  test('leaves no secret where jobs and the log are kept', async () => {
    const secret = linkIn((await mail(await plan())).da);
    const kept = await demo.owner`
      select payload::text as words from graphile_worker._private_jobs union all select details::text from audit_log`;
    expect(JSON.stringify(kept)).not.toContain(secret);
  });
});

describe('a meeting that is moved', () => {
  test('is told with a new link; the former opens nothing', async () => {
    const meetingId = await plan();
    const former = linkIn((await mail(meetingId)).da);
    await move(meetingId, { date: '2031-03-05' });
    const { da, en } = await mail(meetingId);
    expect([da!.subject, en!.subject]).toEqual([
      'Ændret: Ekstra møde, Engangsservice og takeaway',
      'Changed: Ekstra møde, Engangsservice og takeaway',
    ]);
    expect(lines(da).slice(1, 4)).toEqual([
      'Et møde, du er indkaldt til, er ændret. Det, der gælder nu, står her. Svar derfor gerne igen:',
      'Ekstra møde',
      'onsdag den 5. marts 2031 (uge 10) kl. 9.00–12.00',
    ]);
    expect(lines(en)[1]).toBe('A meeting you are asked to was changed. This is what counts now, so please answer again:');
    expect(await read(former)).toEqual({ refused: 'link_used_or_expired' });
    expect(yes(await read(linkIn(da))).startsAt).toEqual(new Date('2031-03-05T08:00:00Z'));
  });
});

describe('whoever is no longer asked', () => {
  const only = (mail: string) => ({ participants: [demo.idOf(mail)] });

  test('is told once, and their calendar takes the meeting away', async () => {
    const meetingId = await plan();
    const former = linkIn((await mail(meetingId)).en);
    await move(meetingId, only(dane));
    const { da, en, all } = await mail(meetingId);
    expect([da, all]).toEqual([undefined, 1]);
    expect(en!.subject).toBe('No longer asked: Ekstra møde, Engangsservice og takeaway');
    expect(lines(en)).toEqual([
      'Dear Jonas Kjær',
      'You are no longer asked to this meeting, and need do nothing:',
      'Ekstra møde',
      'Tuesday, 4 March 2031 (week 10), 09:00–12:00',
      'Rådhuset',
      'https://video.example/rum',
      'Kind regards',
      'Samskriv',
    ]);
    expect(en!.calendar).toMatchObject({ method: 'CANCEL', text: expect.stringContaining('STATUS:CANCELLED') });
    expect(await read(former)).toEqual({ refused: 'link_used_or_expired' });
    expect(yes(await readMeeting(house, await demo.actor(reader), meetingId))).toMatchObject({ mine: undefined, uncalled: true });
    expect(yes(await readMeeting(house, chair, meetingId)).uncalled).toBe(false);
    expect((await mail(meetingId)).all).toBe(0);
  });

  test('is told in Danish', async () => {
    const meetingId = await plan();
    await mail(meetingId);
    await move(meetingId, only(reader));
    const { da } = await mail(meetingId);
    expect(da!.subject).toBe('Ikke længere indkaldt: Ekstra møde, Engangsservice og takeaway');
    expect(lines(da)[1]).toBe('Du er ikke længere indkaldt til dette møde, og du behøver ikke gøre noget:');
  });

  test('is told later where the mail server was away, and not of a meeting they never heard of', async () => {
    const meetingId = await plan();
    await move(meetingId, only(dane));
    expect((await mail(meetingId)).en).toBeUndefined();
    await move(meetingId, only(reader));
    mailServerIsAway = true;
    await expect(mail(meetingId)).rejects.toThrow('ECONNREFUSED');
    mailServerIsAway = false;
    expect((await mail(meetingId)).da!.subject).toMatch(/^Ikke længere indkaldt/);
  });

  test('and asked again before they were told hears nothing; after it, they are invited anew', async () => {
    const meetingId = await plan();
    await mail(meetingId);
    const both = { participants: [dane, reader].map((one) => demo.idOf(one)) };
    await move(meetingId, only(dane));
    await move(meetingId, both);
    expect((await mail(meetingId)).all).toBe(0);
    await move(meetingId, only(dane));
    await mail(meetingId);
    await move(meetingId, both);
    const { en, all } = await mail(meetingId);
    expect([all, en!.subject]).toEqual([1, 'Invitation: Ekstra møde, Engangsservice og takeaway']);
    expect(yes(await readMeeting(house, await demo.actor(reader), meetingId))).toMatchObject({ mine: null, uncalled: false });
  });
});

describe('a meeting that is called off', () => {
  test('is told with nothing to answer, and the link says that it is over', async () => {
    const meetingId = await plan();
    const former = linkIn((await mail(meetingId)).da);
    yes(await cancelMeeting(house, chair, { meetingId }));
    const { da, en } = await mail(meetingId);
    expect([da!.subject, en!.subject]).toEqual([
      'Aflyst: Ekstra møde, Engangsservice og takeaway',
      'Called off: Ekstra møde, Engangsservice og takeaway',
    ]);
    expect(lines(da)).toEqual([
      'Kære Anna Mose',
      'Et møde, du var indkaldt til, er aflyst:',
      'Ekstra møde',
      'tirsdag den 4. marts 2031 (uge 10) kl. 9.00–12.00',
      'Rådhuset',
      'https://video.example/rum',
      'Venlig hilsen',
      'Samskriv',
    ]);
    expect(lines(en)[1]).toBe('A meeting you were asked to was called off:');
    expect(da!.calendar).toMatchObject({ method: 'CANCEL', text: expect.stringContaining('STATUS:CANCELLED') });
    expect(await read(former)).toEqual({ refused: 'meeting_over' });
  });

  test('is not told to those who never heard of it', async () => {
    const meetingId = await plan();
    yes(await cancelMeeting(house, chair, { meetingId }));
    expect((await mail(meetingId)).all).toBe(0);
  });
});
