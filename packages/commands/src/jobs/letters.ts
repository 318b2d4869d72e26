import type { LinkPurpose } from '@samskriv/database';
import type { Letter } from '../house.ts';

type Words = {
  subject: string;
  greeting: (name: string) => string;
  why: string;
  until: (when: string) => string;
  unasked: string;
  closing: string;
};

const words: Record<'da' | 'en', Record<LinkPurpose, Words>> = {
  da: {
    invitation: {
      subject: 'Du er inviteret til Samskriv',
      greeting: (name) => `Kære ${name}`,
      why: 'Du er inviteret til Samskriv, hvor partnerskabets arbejdsgrupper skriver indkøbsmål sammen. Åbn linket, og vælg din adgangskode:',
      until: (when) => `Linket kan bruges én gang og gælder til ${when}. Derefter kan sekretariatet sende et nyt.`,
      unasked: 'Har du ikke ventet denne mail, kan du se bort fra den.',
      closing: 'Venlig hilsen\nSamskriv',
    },
    reset: {
      subject: 'Ny adgangskode til Samskriv',
      greeting: (name) => `Kære ${name}`,
      why: 'Der er bedt om en ny adgangskode til din konto i Samskriv. Åbn linket, og vælg den:',
      until: (when) => `Linket kan bruges én gang og gælder til ${when}.`,
      unasked: 'Har du ikke selv bedt om det, kan du se bort fra denne mail. Din adgangskode er ikke ændret.',
      closing: 'Venlig hilsen\nSamskriv',
    },
  },
  en: {
    invitation: {
      subject: 'You are invited to Samskriv',
      greeting: (name) => `Dear ${name}`,
      why: 'You are invited to Samskriv, where the working groups of the partnership write procurement targets together. Open the link and choose your password:',
      until: (when) => `The link works once, until ${when}. After that the secretariat can send a new one.`,
      unasked: 'If you did not expect this mail, you can ignore it.',
      closing: 'Kind regards\nSamskriv',
    },
    reset: {
      subject: 'A new password for Samskriv',
      greeting: (name) => `Dear ${name}`,
      why: 'A new password was asked for your account in Samskriv. Open the link and choose it:',
      until: (when) => `The link works once, until ${when}.`,
      unasked: 'If it was not you who asked, you can ignore this mail. Your password has not been changed.',
      closing: 'Kind regards\nSamskriv',
    },
  },
};

/** The letter that carries a one-time link, in the person's language. `address` is the whole link. */
export function linkLetter(
  purpose: LinkPurpose,
  to: { mail: string; name: string; locale: 'da' | 'en' },
  { address, expiresAt }: { address: string; expiresAt: Date },
): Letter {
  const { subject, greeting, why, until, unasked, closing } = words[to.locale][purpose];
  const when = expiresAt.toLocaleString(to.locale === 'da' ? 'da-DK' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Copenhagen',
  });
  return letterOf(to, subject, [greeting(to.name), why, { address }, until(when), unasked, closing]);
}

/** A letter of paragraphs and links, in plain text and in html. */
export function letterOf(
  to: { mail: string; locale: 'da' | 'en' },
  subject: string,
  parts: readonly (string | { address: string })[],
): Letter {
  const html = parts.map((part) => {
    if (typeof part === 'string') return paragraph(part);
    const address = escapeHtml(part.address);
    return `<p><a href="${address}">${address}</a></p>`;
  });
  return {
    to: to.mail,
    subject,
    text: `${parts.map((part) => (typeof part === 'string' ? part : part.address)).join('\n\n')}\n`,
    html: `<!doctype html>\n<html lang="${to.locale}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head><body>\n${html.join('\n')}\n</body></html>\n`,
  };
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
