import { danishTime, itemTitle, meetingTitle, weekOf } from '@samskriv/process';
import type { Letter } from '../house.ts';
import { calendarOf } from '../meetings/calendar.ts';
import type { MeetingView } from '../meetings/read.ts';
import { letterOf } from './letters.ts';

type Kind = 'asked' | 'moved' | 'off' | 'out';

const words = {
  da: {
    subject: {
      asked: (title: string, group: string) => `Indkaldelse: ${title}, ${group}`,
      moved: (title: string, group: string) => `Ændret: ${title}, ${group}`,
      off: (title: string, group: string) => `Aflyst: ${title}, ${group}`,
      out: (title: string, group: string) => `Ikke længere indkaldt: ${title}, ${group}`,
    },
    greeting: (name: string) => `Kære ${name}`,
    why: {
      asked: 'Du er indkaldt til et møde:',
      moved: 'Et møde, du er indkaldt til, er ændret. Det, der gælder nu, står her. Svar derfor gerne igen:',
      off: 'Et møde, du var indkaldt til, er aflyst:',
      out: 'Du er ikke længere indkaldt til dette møde, og du behøver ikke gøre noget:',
    },
    when: (day: string, week: number, from: string, to: string) => `${day} (uge ${week}) kl. ${from}–${to}`,
    agenda: 'Dagsorden',
    answer: 'Svar på, om du kommer. Du behøver ikke logge ind:',
    once: 'Linket er dit alene, kan bruges én gang og gælder, til mødet er holdt eller flyttet.',
    more: 'Log ind for at se mødet og ændre dit svar:',
    closing: 'Venlig hilsen\nSamskriv',
  },
  en: {
    subject: {
      asked: (title: string, group: string) => `Invitation: ${title}, ${group}`,
      moved: (title: string, group: string) => `Changed: ${title}, ${group}`,
      off: (title: string, group: string) => `Called off: ${title}, ${group}`,
      out: (title: string, group: string) => `No longer asked: ${title}, ${group}`,
    },
    greeting: (name: string) => `Dear ${name}`,
    why: {
      asked: 'You are asked to a meeting:',
      moved: 'A meeting you are asked to was changed. This is what counts now, so please answer again:',
      off: 'A meeting you were asked to was called off:',
      out: 'You are no longer asked to this meeting, and need do nothing:',
    },
    when: (day: string, week: number, from: string, to: string) => `${day} (week ${week}), ${from}–${to}`,
    agenda: 'Agenda',
    answer: 'Say whether you come. You need not sign in:',
    once: 'The link is yours alone, works once and counts until the meeting is held or moved.',
    more: 'Sign in to see the meeting and to change your answer:',
    closing: 'Kind regards\nSamskriv',
  },
};

/**
 * The letter that asks somebody to a meeting, tells that it was moved, that it is off, or that they are no longer asked, with the
 * file for their calendar.
 * `answerAt` is the whole link by which they answer; null where there is nothing to answer.
 */
export function meetingLetter(
  to: { mail: string; name: string; locale: 'da' | 'en' },
  meeting: MeetingView,
  { kind, publicUrl, answerAt }: { kind: Kind; publicUrl: string; answerAt: string | null },
): Letter {
  const { locale } = to;
  const gone = kind === 'off' || kind === 'out';
  const said = words[locale];
  const title = meetingTitle(meeting, locale);
  const day = meeting.startsAt.toLocaleDateString(locale === 'da' ? 'da-DK' : 'en-GB', {
    dateStyle: 'full',
    timeZone: 'Europe/Copenhagen',
  });
  const week = weekOf(danishTime(meeting.startsAt).day);
  const clock = (at: Date) => (locale === 'da' ? danishTime(at).time.replace(':', '.').replace(/^0/, '') : danishTime(at).time);
  const where = [meeting.place, meeting.link ?? ''].filter((part) => part !== '');
  const facts = [title, said.when(day, week, clock(meeting.startsAt), clock(meeting.endsAt)), ...where].join('\n');
  const agenda = meeting.items.map((item, index) => `${index + 1}. ${itemTitle(item, locale)}`);
  const letter = letterOf(to, said.subject[kind](title, meeting.group.title), [
    said.greeting(to.name),
    said.why[kind],
    facts,
    ...(gone ? [] : [[said.agenda, ...agenda].join('\n')]),
    ...(answerAt === null ? [] : [said.answer, { address: answerAt }, said.once]),
    ...(gone ? [] : [said.more, { address: `${publicUrl}/meetings/${meeting.id}` }]),
    said.closing,
  ]);
  // In the calendar of whoever is not asked, the meeting is off.
  const shown = gone ? { ...meeting, state: 'cancelled' as const } : meeting;
  return { ...letter, calendar: { method: gone ? 'CANCEL' : 'PUBLISH', text: calendarOf(shown, { locale, publicUrl }) } };
}
