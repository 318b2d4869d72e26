import { isWritable } from '@samskriv/document';
import { isRefusal, refuse, type Refusal } from '@samskriv/process';

// What a person types into a field: made tidy, or refused with the field's name.

/** A line of text without control characters or spaces at its ends, 1 to `most` characters. */
export function line(text: string, field: string, most = 200): string | Refusal {
  const tidy = text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (text.includes('\0') || !isWritable(tidy)) return refuse('unwritable', field);
  if (tidy === '') return refuse('required', field);
  return tidy.length > most ? refuse('too_long', field, { most }) : tidy;
}

/** A line that may be left empty: then null. */
export function optionalLine(text: string | null | undefined, field: string, most = 200): string | null | Refusal {
  if (text === null || text === undefined || text.trim() === '') return null;
  return line(text, field, most);
}

/** A mail address in lower case. Only its form is looked at; whether it is anybody's shows when a letter is sent. */
export function mailAddress(text: string, field: string): string | Refusal {
  const tidy = line(text, field, 254);
  if (isRefusal(tidy)) return tidy;
  const mail = tidy.toLowerCase();
  return /^[^\s@<>"(),:;[\]\\]+@[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u.test(mail)
    ? mail
    : refuse('invalid_mail', field);
}

/** A day as `YYYY-MM-DD` that the calendar has. */
export function day(text: string, field: string): string | Refusal {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : refuse('invalid_date', field);
}

/** One of the words a field knows. */
export function oneOf<Word extends string>(text: string, words: readonly Word[], field: string): Word | Refusal {
  return words.find((word) => word === text) ?? refuse('invalid', field);
}

/** A text of several lines, made tidy; may be empty. */
export function text(given: string | null | undefined, field: string, most = 10_000): string | Refusal {
  const tidy = (given ?? '')
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    // Control characters but the line's end, and those that turn the direction of reading.
    .replace(/(?![\n\u0080-\u009f])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .trim();
  if (given?.includes('\0') || !isWritable(tidy)) return refuse('unwritable', field);
  return tidy.length > most ? refuse('too_long', field, { most }) : tidy;
}

/** An address on the web, http or https. It is kept and shown, never fetched. */
export function webAddress(given: string, field: string): string | Refusal {
  const tidy = line(given, field, 2000);
  if (isRefusal(tidy)) return tidy;
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(tidy) ? tidy : `https://${tidy}`;
  const url = URL.canParse(whole) ? new URL(whole) : null;
  const sound =
    url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '' && url.hostname.includes('.');
  return sound ? url.href : refuse('invalid_address', field);
}
