import { createLink, sweepSessions } from '@samskriv/auth';
import {
  deleteSpentLinks,
  deleteSpentDevices,
  deleteSpentTries,
  findMailChoice,
  findPerson,
  findSignIn,
  inTransaction,
  notify,
  saveMailChoice,
  saveMailed,
  saveMailedMaterial,
  saveMeetingMailed,
  saveReminded,
  saveRemovalMailed,
  selectDigestReaders,
  selectEnded,
  selectHomework,
  selectHomeworkReaders,
  selectNominations,
  selectTold,
  selectMaterialReaders,
  selectNewMaterial,
  selectUnmailed,
  selectUntoldRemovals,
  type LinkPurpose,
} from '@samskriv/database';
import { daysBetween, isRefusal, may } from '@samskriv/process';
import { parseCronItems, type ParsedCronItem, type TaskList } from 'graphile-worker';
import { freshExpertLink } from '../experts/experts.ts';
import type { House } from '../house.ts';
import { freshAnswerLink } from '../meetings/answer.ts';
import { readMeeting } from '../meetings/read.ts';
import { actorOf } from '../people/actorOf.ts';
import { linkPath } from '../people/link.ts';
import { today } from '../process/ways.ts';
import { readPapersForSearch } from '../search/readPapers.ts';
import { freshStopToken } from '../threads/notices.ts';
import { findLostThreads } from '../threads/reattach.ts';
import { enqueueMaterialMail, enqueueNoticeMail } from './enqueue.ts';
import { expertLetter } from './expertLetter.ts';
import { linkLetter } from './letters.ts';
import { meetingLetter } from './meetingLetter.ts';
import { noticeLetter } from './noticeLetter.ts';
import { materialLetter } from './materialLetter.ts';

/**
 * What the job runner can do in this house, by name. A task that throws is tried again later: a mail server that is away
 * delays a letter and loses none.
 */
export function jobTasks(house: House): TaskList {
  return {
    mailInvitation: async (payload: unknown) => {
      const { personId, madeBy } = payload as { personId: string; madeBy: string };
      const person = await findPerson(house.sql, personId);
      if (person !== null && !person.suspended && !person.arrived) await mailLink(house, 'invitation', personId, madeBy);
    },
    mailReset: async (payload: unknown) => {
      const { mail } = payload as { mail: string };
      const person = await findSignIn(house.sql, mail);
      if (person !== null && !person.suspended) await mailLink(house, 'reset', person.id, null);
    },
    mailNotices: async (payload: unknown) => {
      await mailNotices(house, (payload as { personId: string }).personId);
    },
    mailMaterial: async (payload: unknown) => {
      await mailMaterial(house, (payload as { personId: string }).personId);
    },
    mailMeeting: async (payload: unknown) => {
      await mailMeeting(house, (payload as { meetingId: string }).meetingId);
    },
    mailExpert: async (payload: unknown) => {
      await mailExpert(house, (payload as { nominationId: string }).nominationId);
    },
    digest: async () => {
      if (house.mail === null || house.publicUrl === null) return;
      const readers = [...(await selectDigestReaders(house.sql)), ...(await selectHomeworkReaders(house.sql))];
      for (const personId of new Set(readers)) await enqueueNoticeMail(house.sql, personId);
      for (const personId of await selectMaterialReaders(house.sql)) await enqueueMaterialMail(house.sql, personId);
    },
    findThreads: async (payload: unknown) => {
      await findLostThreads(house, payload as { paperId: string });
    },
    readPapers: async () => {
      // A house that is written in without a pause is read on with the next minute.
      for (let rounds = 0; rounds < 40 && (await readPapersForSearch(house)) > 0; rounds++);
    },
    endAccess: async () => {
      for (const personId of await selectEnded(house.sql)) await notify(house.sql, { kind: 'rights', personId });
    },
    sweep: async () => {
      await sweepSessions(house.sql);
      await deleteSpentLinks(house.sql);
      await deleteSpentTries(house.sql);
      await deleteSpentDevices(house.sql);
    },
  };
}

/**
 * When the runner does what nobody asked for: every minute it reads for the search what was written, every night it removes
 * what has expired, every working morning it sends the digests. At midnight in Denmark, summer and winter, it tells open papers
 * whose time in a group has ended. Times are UTC.
 */
export const jobCalendar: ParsedCronItem[] = parseCronItems([
  { task: 'digest', match: '30 5 * * 1-5', options: { backfillPeriod: 43_200_000 } },
  { task: 'endAccess', match: '0 22,23 * * *' },
  { task: 'readPapers', match: '* * * * *' },
  { task: 'sweep', match: '23 2 * * *', options: { backfillPeriod: 86_400_000 } },
]);

// Without a mail server nothing fails: what is told stays in the house, and goes out when there is one.
async function mailNotices({ sql, mail, publicUrl }: House, personId: string): Promise<void> {
  if (mail === null || publicUrl === null) return;
  const [person, actor, { choice }] = await Promise.all([
    findPerson(sql, personId),
    actorOf({ sql }, personId),
    findMailChoice(sql, personId),
  ]);
  if (person === null || actor === null || choice === 'never') return;
  const waiting = await selectTold(sql, personId, { unread: true, unmailed: true });
  const notices = waiting.filter(({ group }) => may(actor, 'paper.read', group.id));
  const homework = (await selectHomework(sql, { owner: personId })).filter(
    ({ group, dueDate }) => dueDate !== null && daysBetween(today(), dueDate) <= 3 && may(actor, 'group.see', group.id),
  );
  const due = homework.filter(({ reminded }) => !reminded);
  if (notices.length === 0 && due.length === 0) return;
  const stopToken = await saveMailChoice(sql, personId, null, freshStopToken());
  await mail.send(noticeLetter(person, notices, { publicUrl, stopToken, homework }));
  await saveReminded(
    sql,
    due.map(({ id }) => id),
  );
  await saveMailed(
    sql,
    notices.map(({ id }) => id),
  );
}

async function mailMaterial(house: House, personId: string): Promise<void> {
  const { sql, mail, publicUrl } = house;
  if (mail === null || publicUrl === null) return;
  const [person, actor, { choice }] = await Promise.all([
    findPerson(sql, personId),
    actorOf(house, personId),
    findMailChoice(sql, personId),
  ]);
  if (person === null || actor === null || choice === 'never') return;
  const fresh = (await selectNewMaterial(sql, personId)).filter(({ groupId, mailed }) => !mailed && may(actor, 'material.see', groupId));
  if (fresh.length === 0) return;
  const stopToken = await saveMailChoice(sql, personId, null, freshStopToken());
  await mail.send(materialLetter(person, fresh, { publicUrl, stopToken }));
  await saveMailedMaterial(
    sql,
    personId,
    fresh.map(({ id }) => id),
  );
}

// Each is mailed by themselves and marked at once: a mail server that goes away half-way sends the others theirs later.
async function mailMeeting(house: House, meetingId: string): Promise<void> {
  const { sql, mail, publicUrl } = house;
  if (mail === null || publicUrl === null) return;
  for (const personId of await selectUntoldRemovals(sql, meetingId)) {
    const [person, actor] = await Promise.all([findPerson(sql, personId), actorOf(house, personId)]);
    if (person === null || actor === null) continue;
    const meeting = await readMeeting(house, actor, meetingId);
    if (isRefusal(meeting) || meeting.state === 'held') continue;
    await mail.send(meetingLetter(person, meeting, { kind: 'out', publicUrl, answerAt: null }));
    await saveRemovalMailed(sql, meetingId, personId);
  }
  for (const { personId, mailedAs } of await selectUnmailed(sql, meetingId)) {
    const [person, actor] = await Promise.all([findPerson(sql, personId), actorOf(house, personId)]);
    if (person === null || actor === null) continue;
    const meeting = await readMeeting(house, actor, meetingId);
    if (isRefusal(meeting) || meeting.state === 'held' || (meeting.state === 'cancelled' && mailedAs === null)) continue;
    const kind = meeting.state === 'cancelled' ? 'off' : mailedAs === null ? 'asked' : 'moved';
    const path = kind === 'off' ? null : await freshAnswerLink(sql, { meetingId, personId, sequence: meeting.sequence });
    await mail.send(meetingLetter(person, meeting, { kind, publicUrl, answerAt: path && publicUrl + path }));
    await saveMeetingMailed(sql, meetingId, personId, meeting.sequence);
  }
}

async function mailExpert({ sql, mail, publicUrl }: House, nominationId: string): Promise<void> {
  if (mail === null || publicUrl === null) throw new Error('A letter waits, but SMTP_URL or PUBLIC_URL is not set');
  const [row] = await selectNominations(sql, { id: nominationId });
  if (row?.state !== 'invited' || row.untilDate === null) return;
  const path = await freshExpertLink(sql, nominationId);
  const { groupTitle: group, untilDate } = row;
  await mail.send(expertLetter(row, { group, invitedBy: row.invitedBy?.name ?? null, untilDate, address: publicUrl + path }));
}

async function mailLink(house: House, purpose: LinkPurpose, personId: string, madeBy: string | null): Promise<void> {
  const { mail, publicUrl } = house;
  if (mail === null || publicUrl === null) throw new Error('A letter waits, but SMTP_URL or PUBLIC_URL is not set');
  const person = await findPerson(house.sql, personId);
  if (person === null) return;
  const { secret, expiresAt } = await inTransaction(house.sql, (sql) => createLink(sql, { purpose, personId, madeBy }));
  await mail.send(linkLetter(purpose, person, { address: publicUrl + linkPath(secret), expiresAt }));
}
