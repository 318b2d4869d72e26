import { optional, text } from './form.ts';

/** What the form of a meeting says: the people asked are the boxes named `asked-<id>`. */
export function meetingInput(form: FormData) {
  return {
    step: optional(form, 'step'),
    title: optional(form, 'title'),
    date: text(form, 'date'),
    from: text(form, 'from'),
    to: text(form, 'to'),
    place: optional(form, 'place'),
    link: optional(form, 'link'),
    participants: ticked(form, 'asked-'),
  };
}

/** The ids of the boxes that were ticked, of those named `<prefix><id>`. */
export function ticked(form: FormData, prefix: string): string[] {
  return [...form.keys()].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
}
