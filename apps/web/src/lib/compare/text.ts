import type { ComparedText } from '@samskriv/commands';
import { versionWords } from '#lib/versions/version.ts';
import { m } from '#paraglide/messages.js';

/** What one of two compared texts is called: "Version 2, til endelig godkendelse", or the text of today. */
export function textWords({ version }: Pick<ComparedText, 'version'>): string {
  return version === null ? m.compare_today() : versionWords(version);
}

/** The name a text goes by in an address. */
export function textName({ paper, version }: ComparedText): string {
  return version === null ? `paper:${paper.id}` : version.id;
}
