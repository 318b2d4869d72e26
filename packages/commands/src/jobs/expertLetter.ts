import type { Letter } from '../house.ts';
import { letterOf } from './letters.ts';

/** The letter that asks an expert into a group. Nothing is known of their language, so it is in both. */
export function expertLetter(
  to: { mail: string; name: string },
  of: { group: string; invitedBy: string | null; untilDate: string; address: string },
): Letter {
  const until = (tag: string) => new Date(`${of.untilDate}T12:00:00Z`).toLocaleDateString(tag, { dateStyle: 'long', timeZone: 'UTC' });
  const by = { da: of.invitedBy ?? 'Sekretariatet', en: of.invitedBy ?? 'The secretariat' };
  return letterOf({ mail: to.mail, locale: 'da' }, `Vil du hjælpe arbejdsgruppen ${of.group}?`, [
    `Kære ${to.name}`,
    `${by.da} beder dig være ekspert i arbejdsgruppen ${of.group}. Siger du ja, kan du læse og kommentere gruppens tekst og materiale til og med ${until('da-DK')}. Svar her:`,
    { address: of.address },
    `${by.en} asks you to be an expert in the working group ${of.group}. If you accept, you can read and comment on the group’s text and material until ${until('en-GB')}. Answer under the same link.`,
    'Har du ikke ventet denne mail, kan du se bort fra den.',
    'Venlig hilsen\nSamskriv',
  ]);
}
