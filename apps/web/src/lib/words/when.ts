import { danishTime, weekOf } from '@samskriv/process';
import { getLocale } from '#paraglide/runtime.js';
import { m } from '#paraglide/messages.js';

// The partnership's clock: the same words whatever zone the server or the reader is in.
const zone = 'Europe/Copenhagen';
const tags = { da: 'da-DK', en: 'en-GB' };

// A formatter costs a hundred times what it then does, and a list of comments says many times.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options);
  const made = formatters.get(key) ?? new Intl.DateTimeFormat(tag, { timeZone: zone, ...options });
  formatters.set(key, made);
  return made;
}

function format(options: Intl.DateTimeFormatOptions, at: Date): string {
  // A number ends no line while what it counts begins the next: "3." stays with "november", as "kl." does with the time.
  return formatter(tags[getLocale()], options)
    .format(at)
    .replace(/(\d\.?) (?=\p{L})/u, '$1\u00a0');
}

function dayNumber(at: Date): number {
  const [year, month, day] = formatter('en-CA', {}).format(at).split('-').map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day) / 86_400_000;
}

/** A moment as people say it: "i dag kl. 14.05", "i går kl. 9.30", "3. november kl. 9.30", with the year when it is another. */
export function whenWords(at: Date, now: Date): string {
  const time = timeWords(at);
  const days = dayNumber(now) - dayNumber(at);
  if (days === 0) return m.when_today({ time });
  if (days === 1) return m.when_yesterday({ time });
  return m.when_day({ day: dayWords(at, now), time });
}

/** A day: "3. november", with the year when it is not this one. */
export function dayWords(at: Date, now: Date): string {
  const sameYear = format({ year: 'numeric' }, at) === format({ year: 'numeric' }, now);
  return format({ day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }, at);
}

/** The day of a moment, as the heading over what happened then: "I dag", "I går", "3. november". */
export function dayHeading(at: Date, now: Date): string {
  const days = dayNumber(now) - dayNumber(at);
  if (days === 0) return m.when_today_alone();
  return days === 1 ? m.when_yesterday_alone() : dayWords(at, now);
}

/** Until when, for a day given as `YYYY-MM-DD`: "frist 3. november", "2 dage over fristen"; `late` once the day is over. */
export function dueWords(day: string, now: Date): { words: string; late: boolean } {
  const at = new Date(`${day}T12:00:00Z`);
  const left = dayNumber(at) - dayNumber(now);
  if (left < 0) return { words: left === -1 ? m.due_late_one() : m.due_late({ count: -left }), late: true };
  if (left === 0) return { words: m.due_today(), late: false };
  return { words: left === 1 ? m.due_tomorrow() : m.due_day({ day: dayWords(at, now) }), late: false };
}

/** The time of day of a moment: "14.05", "9.30". */
export function timeWords(at: Date): string {
  return format({ hour: 'numeric', minute: '2-digit' }, at);
}

/** A calendar day given as `YYYY-MM-DD`, with its year. */
export function dateWords(day: string): string {
  return format({ day: 'numeric', month: 'long', year: 'numeric' }, new Date(`${day}T12:00:00Z`));
}

/** A moment whole, with year and clock, for what is kept for years. */
export function fullWhenWords(at: Date): string {
  const time = timeWords(at);
  return m.when_day({ day: format({ day: 'numeric', month: 'long', year: 'numeric' }, at), time });
}

/** A moment to the second, on the partnership's clock: "23. november 2026 kl. 14.05.09". */
export function exactWords(at: Date): string {
  const day = format({ day: 'numeric', month: 'long', year: 'numeric' }, at);
  return m.when_day({ day, time: format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }, at) });
}

/** When a meeting is: "mandag den 3. marts 2031 (uge 10) kl. 9.00–12.00". */
export function meetingTimeWords(startsAt: Date, endsAt: Date): string {
  const day = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, startsAt);
  return m.when_meeting({ day, week: weekOf(danishTime(startsAt).day), from: timeWords(startsAt), to: timeWords(endsAt) });
}

/** A calendar day with its week: "3. marts 2031 (uge 10)". */
export function dayAndWeekWords(day: string): string {
  return m.when_day_week({ day: dateWords(day), week: weekOf(day) });
}
