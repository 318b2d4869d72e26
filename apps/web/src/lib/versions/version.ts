import type { VersionView } from '@samskriv/commands';
import { m } from '#paraglide/messages.js';

export type { VersionView } from '@samskriv/commands';

/** What somebody can lock a version for. The first two end the writing; a milestone does not. */
export const lockPurposes = ['steeringConsideration', 'finalApproval', 'milestone'] as const;

type Purpose = VersionView['purpose'];

const names: Record<Purpose, () => string> = {
  steeringConsideration: m.version_purpose_steeringConsideration,
  finalApproval: m.version_purpose_finalApproval,
  milestone: m.version_purpose_milestone,
  base: m.version_purpose_base,
};

const meanings: Record<Purpose, () => string> = {
  steeringConsideration: m.version_means_steeringConsideration,
  finalApproval: m.version_means_finalApproval,
  milestone: m.version_means_milestone,
  base: m.version_means_base,
};

/** What a purpose is called. */
export function purposeWords(purpose: Purpose): string {
  return names[purpose]();
}

/** What a version of this purpose means for those who write. */
export function purposeMeaning(purpose: Purpose): string {
  return meanings[purpose]();
}

/** A version in a line: "Version 2, til endelig godkendelse"; what an update started from has no number. */
export function versionWords({ number, purpose }: Pick<VersionView, 'number' | 'purpose'>): string {
  if (purpose === 'base') return purposeWords(purpose);
  return m.version_line({ number, purpose: purposeWords(purpose).toLocaleLowerCase() });
}

/** The first and the last six characters of a hash, as a version shows it. */
export function shortHash(hash: string): string {
  return hash.length <= 12 ? hash : `${hash.slice(0, 6)} … ${hash.slice(-6)}`;
}

/** A person with their organisation, in one line. */
export function personLine({ name, organisation }: { name: string; organisation: string | null }): string {
  return organisation === null ? name : m.thread_person({ name, organisation });
}
