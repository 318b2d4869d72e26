import type { Letter } from '../house.ts';
import { letterOf } from './letters.ts';

const words = {
  da: {
    subject: 'Nyt materiale til dig i Samskriv',
    greeting: (name: string) => `Kære ${name}`,
    told: (group: string) => `Der er nyt materiale til arbejdsgruppen ${group}:`,
    stop: 'Du kan stoppe mails som denne med ét klik:',
    closing: 'Venlig hilsen\nSamskriv',
  },
  en: {
    subject: 'New material for you in Samskriv',
    greeting: (name: string) => `Dear ${name}`,
    told: (group: string) => `There is new material for the working group ${group}:`,
    stop: 'You can stop mails like this one with one click:',
    closing: 'Kind regards\nSamskriv',
  },
};

/** The letter that says where new material lies; nothing of the material itself, for which one signs in. */
export function materialLetter(
  to: { mail: string; name: string; locale: 'da' | 'en' },
  fresh: readonly { groupId: string; groupTitle: string }[],
  { publicUrl, stopToken }: { publicUrl: string; stopToken: string },
): Letter {
  const { subject, greeting, told, stop, closing } = words[to.locale];
  const groups = new Map(fresh.map(({ groupId, groupTitle }) => [groupId, groupTitle]));
  const lines = [...groups].flatMap(([id, title]) => [told(title), { address: `${publicUrl}/groups/${id}/material` }]);
  const stopAddress = `${publicUrl}/mail/stop/${stopToken}`;
  return { ...letterOf(to, subject, [greeting(to.name), ...lines, stop, { address: stopAddress }, closing]), stopAddress };
}
