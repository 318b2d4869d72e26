import {
  changeWay,
  leftOut,
  defaultWay,
  isRefusal,
  mostDaysBefore,
  refuse,
  titleOf,
  type Refusal,
  type Way,
  type WayChange,
} from '@samskriv/process';
import { randomBytes } from 'node:crypto';
import { text } from './form.ts';

/** The way after a form of WayEditor: its names and deadlines first, then the one change its button stands for. */
export function wayAfter(way: Way, form: FormData): Way | Refusal {
  const days = daysOf(form);
  if (isRefusal(days)) return days;
  const named = changeWay(changeWay(way, { do: 'rename', titles: titlesOf(form) }), { do: 'daysBefore', days });
  const change = changeOf(form);
  if (change === null || 'refused' in change) return change ?? named;
  try {
    return changeWay(named, change);
  } catch (error) {
    // Another has changed the way meanwhile, and what this button was about is gone.
    if (error instanceof RangeError) return refuse('changed_meanwhile');
    throw error;
  }
}

function titlesOf(form: FormData): Record<string, string | null> {
  const titles: Record<string, string | null> = {};
  for (const [path, value] of fieldsOf(form, 'title')) {
    const key = path.split('/').at(-1) ?? '';
    // A name that is the default's is not one of the partnership's own: it follows the reader's language.
    const isDefault = ['da', 'en'].some((locale) => titleOf({ key, title: null }, locale as 'da' | 'en') === value);
    titles[path] = isDefault ? null : value;
  }
  return titles;
}

function daysOf(form: FormData): Record<string, number | null> | Refusal {
  const days: Record<string, number | null> = {};
  for (const [step, value] of fieldsOf(form, 'days')) {
    if (value !== '' && !(/^\d{1,9}$/.test(value) && Number(value) <= mostDaysBefore)) {
      return refuse('invalid_number', `days ${step}`, { most: mostDaysBefore });
    }
    days[step] = value === '' ? null : Number(value);
  }
  return days;
}

/** The fields called `<what> <path>`, by path. */
function fieldsOf(form: FormData, what: string): [string, string][] {
  return [...form].flatMap(([name, value]) =>
    name.startsWith(`${what} `) && typeof value === 'string' ? [[name.slice(what.length + 1), value.trim()]] : [],
  );
}

function changeOf(form: FormData): WayChange | Refusal | null {
  const [word = '', path = ''] = text(form, 'do').split(' ');
  const key = `own-${randomBytes(6).toString('hex')}`;
  switch (word) {
    case 'up':
      return { do: 'move', path, by: -1 };
    case 'down':
      return { do: 'move', path, by: 1 };
    case 'leave':
      return { do: 'leaveOut', path };
    case 'back':
      return { do: 'bringBack', path };
    case 'optional':
    case 'always':
      return { do: 'optional', path, optional: word === 'optional' };
    case 'add': {
      const title = text(form, 'newStep').trim();
      return title === '' ? refuse('required', 'newStep') : { do: 'addStep', part: path === 'after' ? 'after' : 'meetings', key, title };
    }
    case 'point': {
      const title = text(form, 'newPoint').trim();
      return title === '' ? refuse('required', 'newPoint') : { do: 'addPoint', step: text(form, 'newPointIn'), key, title };
    }
    default:
      return null;
  }
}

/** What a way has left out of the default, with names in the reader's language. */
export function leftOf(way: Way, locale: 'da' | 'en'): { path: string; title: string }[] {
  return leftOut(way).map((path) => {
    const [stepKey, pointKey] = path.split('/');
    const step = defaultWay.find(({ key }) => key === stepKey);
    return {
      path,
      title: titleOf({ key: pointKey ?? stepKey ?? '', title: null }, locale) + (pointKey && step ? ` (${titleOf(step, locale)})` : ''),
    };
  });
}
