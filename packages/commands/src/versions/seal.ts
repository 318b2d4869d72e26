import { hash } from 'node:crypto';
import type { SealedRow } from '@samskriv/database';
import { canonicalText } from '@samskriv/document';

/** The way versions are sealed now. A version is verified by the way it was sealed, for ever. */
export const sealFormat = 1;

/** Everything of a version but its seal. */
export type Unsealed = Omit<SealedRow, 'seal' | 'hash' | 'format'>;

/** Each part of a version that the seal holds by its SHA-256, and each that it holds as it is. */
export const hashedParts = ['content', 'state', 'threads', 'openMatters'] as const;
export const plainParts = [
  'id',
  'paperId',
  'number',
  'round',
  'head',
  'purpose',
  'reason',
  'until',
  'source',
  'madeBy',
  'madeByName',
  'madeByOrganisation',
  'madeAt',
  'format',
  'previousHash',
] as const;

/**
 * What a version's seal should say (format 1): canonical JSON (keys sorted, no white space, UTF-8) of its plain parts, dates
 * as ISO 8601 in UTC with milliseconds, and of the SHA-256, in hex, of its texts (UTF-8) and its Y state.
 */
export function sealText(version: Omit<SealedRow, 'seal' | 'hash'>): string {
  const plain = Object.fromEntries(plainParts.map((part) => [part, part === 'madeAt' ? version.madeAt.toISOString() : version[part]]));
  const hashed = Object.fromEntries(hashedParts.map((part) => [part, hash('sha256', version[part])]));
  return canonicalText({ ...plain, ...hashed });
}

/** A version with its seal, and the hash of that: SHA-256, in hex, of the seal's UTF-8 bytes. */
export function sealed(version: Unsealed): SealedRow {
  const seal = sealText({ ...version, format: sealFormat });
  return { ...version, format: sealFormat, seal, hash: hash('sha256', seal) };
}
