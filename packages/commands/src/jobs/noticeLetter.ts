import type { HomeworkRow, ToldKind, ToldRow } from '@samskriv/database';
import type { Letter } from '../house.ts';
import { letterOf } from './letters.ts';

type Words = {
  subject: (count: number) => string;
  greeting: (name: string) => string;
  point: (number: string) => string;
  told: Record<ToldKind, (actor: string, where: string) => string>;
  more: (count: number) => string;
  homework: string;
  due: (title: string, where: string, day: string) => string;
  stop: string;
  closing: string;
};

const words: Record<'da' | 'en', Words> = {
  da: {
    subject: (count) => (count === 1 ? 'Nyt til dig i Samskriv' : `${count} nye ting til dig i Samskriv`),
    greeting: (name) => `Kære ${name}`,
    point: (number) => `, punkt ${number}`,
    told: {
      mention: (actor, where) => `${actor} nævner dig i en tråd i ${where}:`,
      reply: (actor, where) => `${actor} har svaret i en tråd, du er med i, i ${where}:`,
      assigned: (actor, where) => `${actor} har givet dig en tråd at tage dig af i ${where}:`,
      resolved: (actor, where) => `${actor} har afsluttet din tråd i ${where}:`,
    },
    homework: 'Hjemmearbejde, der skal være klar:',
    due: (title, where, day) => `${title} (${where}), senest ${day}`,
    more: (count) => `Der er ${count} mere. Du finder det hele under klokken i Samskriv.`,
    stop: 'Du kan stoppe disse mails med ét klik. I Samskriv kan du også vælge, hvor tit de skal komme.',
    closing: 'Venlig hilsen\nSamskriv',
  },
  en: {
    subject: (count) => (count === 1 ? 'News for you in Samskriv' : `${count} news for you in Samskriv`),
    greeting: (name) => `Dear ${name}`,
    point: (number) => `, point ${number}`,
    told: {
      mention: (actor, where) => `${actor} mentions you in a thread in ${where}:`,
      reply: (actor, where) => `${actor} has replied in a thread you are part of in ${where}:`,
      assigned: (actor, where) => `${actor} has given you a thread to see to in ${where}:`,
      resolved: (actor, where) => `${actor} has resolved your thread in ${where}:`,
    },
    homework: 'Homework that must be ready:',
    due: (title, where, day) => `${title} (${where}), by ${day}`,
    more: (count) => `There are ${count} more. You find everything under the bell in Samskriv.`,
    stop: 'You can stop these mails with one click. In Samskriv you can also choose how often they come.',
    closing: 'Kind regards\nSamskriv',
  },
};

/** The most notices that are told one by one in a letter. */
const mostTold = 25;

/**
 * The letter with what a person was told. It says who, where and what happened, and never what was written: neither the text
 * of a paper nor that of a comment.
 */
export function noticeLetter(
  to: { mail: string; name: string; locale: 'da' | 'en' },
  notices: readonly ToldRow[],
  { publicUrl, stopToken, homework }: { publicUrl: string; stopToken: string; homework: readonly HomeworkRow[] },
): Letter {
  const { subject, greeting, point, told, more, homework: homeworkHead, due, stop, closing } = words[to.locale];
  const lines = notices.slice(0, mostTold).flatMap((notice) => {
    const where = notice.group.title + (notice.point === null ? '' : point(notice.point));
    return [told[notice.kind](notice.actor.name, where), { address: `${publicUrl}/papers/${notice.paperId}?thread=${notice.threadId}` }];
  });
  const left = notices.length - mostTold;
  const stopAddress = `${publicUrl}/mail/stop/${stopToken}`;
  const day = (date: string | null) =>
    new Date(`${date}T12:00:00Z`).toLocaleDateString(to.locale === 'da' ? 'da-DK' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  const tasks = homework.flatMap(({ title, group, dueDate }) => [
    due(title, group.title, day(dueDate)),
    { address: `${publicUrl}/groups/${group.id}/homework` },
  ]);
  const letter = letterOf(to, subject(notices.length + homework.length), [
    greeting(to.name),
    ...lines,
    ...(left > 0 ? [more(left)] : []),
    ...(tasks.length > 0 ? [homeworkHead, ...tasks] : []),
    stop,
    { address: stopAddress },
    closing,
  ]);
  return { ...letter, stopAddress };
}
