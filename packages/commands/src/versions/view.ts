import type { VersionPurpose, VersionRow } from '@samskriv/database';

/**
 * A version as everybody who may read its paper meets it. `head` is the number of the last edit that is in it, `until` a day
 * (`YYYY-MM-DD`), `at` ISO 8601; `by` is who sealed it, as they were called then. `closes`: the round ended with it.
 */
export type VersionView = {
  id: string;
  paperId: string;
  number: number;
  round: number;
  head: number;
  purpose: VersionPurpose;
  closes: boolean;
  reason: string;
  until: string | null;
  by: { id: string; name: string; organisation: string | null };
  at: string;
  hash: string;
  previousHash: string | null;
};

/** A version for people to see. */
export function versionView(row: VersionRow): VersionView {
  const { id, paperId, number, round, head, purpose, reason, until, hash, previousHash } = row;
  const by = { id: row.madeBy, name: row.madeByName, organisation: row.madeByOrganisation };
  const closes = purpose === 'steeringConsideration' || purpose === 'finalApproval';
  return { id, paperId, number, round, head, purpose, closes, reason, until, by, at: row.madeAt.toISOString(), hash, previousHash };
}
