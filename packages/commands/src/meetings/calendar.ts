import { isRefusal, meetingTitle, itemTitle, type Actor, type Refusal } from '@samskriv/process';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { House } from '../house.ts';
import { readMeeting, type MeetingView } from './read.ts';

/**
 * A meeting as a calendar file (RFC 5545). Its UID is the meeting's for ever and SEQUENCE grows when it is moved, so that a
 * calendar changes what it has. Times are in UTC, which no summer time can move.
 */
export async function readCalendar(
  house: House,
  actor: Actor,
  { meetingId, locale }: { meetingId: string; locale: 'da' | 'en' },
): Promise<{ name: string; text: string } | Refusal> {
  const meeting = await readMeeting(house, actor, meetingId);
  if (isRefusal(meeting)) return meeting;
  return { name: `${meeting.startsAt.toISOString().slice(0, 10)}.ics`, text: calendarOf(meeting, { locale, publicUrl: house.publicUrl }) };
}

/** The file itself; `publicUrl` null: without an address to come back to. */
export function calendarOf(
  meeting: Pick<
    MeetingView,
    'id' | 'group' | 'title' | 'step' | 'stepTitle' | 'startsAt' | 'endsAt' | 'place' | 'link' | 'sequence' | 'state' | 'items'
  >,
  { locale, publicUrl }: { locale: 'da' | 'en'; publicUrl: string | null },
): string {
  const off = meeting.state === 'cancelled';
  const calendar = ical({
    prodId: { company: 'Samskriv', product: 'Samskriv', language: locale.toUpperCase() },
    method: off ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  const address = publicUrl === null ? null : `${publicUrl}/meetings/${meeting.id}`;
  const agenda = meeting.items.map((item, index) => `${index + 1}. ${itemTitle(item, locale)}`);
  const where = [meeting.place, meeting.link ?? ''].filter((part) => part !== '').join(', ');
  calendar.createEvent({
    id: `${meeting.id}@samskriv`,
    sequence: meeting.sequence,
    start: meeting.startsAt,
    end: meeting.endsAt,
    stamp: new Date(),
    summary: `${meetingTitle(meeting, locale)} · ${meeting.group.title}`,
    description: [...agenda, ...(address === null ? [] : ['', address])].join('\n'),
    location: where === '' ? null : where,
    url: address,
    status: off ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return calendar.toString();
}
