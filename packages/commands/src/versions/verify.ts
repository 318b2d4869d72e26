import { hash } from 'node:crypto';
import { findSealed, readLog, selectVersionIds, selectVersions, type SealedRow, type Sql } from '@samskriv/database';
import { canonicalText, readSealedText, samePaper, schemaVersion, writable } from '@samskriv/document';
import { hashedParts, plainParts, sealFormat, sealText } from './seal.ts';
import { textOfLog, textOfState } from './text.ts';

/**
 * The part of a version that does not hold. A column's name: it says something else than the seal. `seal`: the hash is not its
 * hash. `chain`: the version before has another hash, or is missing. `stateText`, `logText`: the sealed Y state, or the log up
 * to `head`, gives another text than was sealed. `log`: the log has a gap, or an edit another hash than was recorded.
 */
export type BrokenPart = (typeof hashedParts)[number] | (typeof plainParts)[number] | 'seal' | 'chain' | 'stateText' | 'logText' | 'log';

/** What was found when a version was verified; `broken` names every part that does not hold. */
export type Verification = { id: string; paperId: string; number: number; hash: string; ok: boolean; broken: BrokenPart[] };

/** Verifies every version of every paper, in order. For the command line and for a restore; nobody's act. */
export async function verifyChains({ sql }: { sql: Sql }): Promise<Verification[]> {
  const found: Verification[] = [];
  for (const id of await selectVersionIds(sql)) {
    const version = await findSealed(sql, id);
    if (version !== null) found.push(await verify(sql, version));
  }
  return found;
}

/** Verifies one version against its seal, the version before it, its Y state and the log it was built from. */
export async function verify(sql: Sql, version: SealedRow): Promise<Verification> {
  const { id, paperId, number } = version;
  const broken = [
    ...brokenParts(version),
    ...(await brokenChain(sql, version)),
    ...brokenState(version),
    ...(await brokenLog(sql, version)),
  ];
  return { id, paperId, number, hash: version.hash, ok: broken.length === 0, broken };
}

function brokenParts(version: SealedRow): BrokenPart[] {
  const broken: BrokenPart[] = hash('sha256', version.seal) === version.hash ? [] : ['seal'];
  if (version.format !== sealFormat) return [...broken, 'format'];
  if (sealText(version) === version.seal) return broken;
  const sealed = readObject(version.seal);
  if (sealed === null) return ['seal'];
  const should = readObject(sealText(version)) ?? {};
  const parts = [...hashedParts, ...plainParts].filter((part) => sealed[part] !== should[part]);
  return [...broken, ...(parts.length === 0 && broken.length === 0 ? (['seal'] as const) : parts)];
}

async function brokenChain(sql: Sql, version: SealedRow): Promise<BrokenPart[]> {
  const chain = await selectVersions(sql, version.paperId);
  const before = chain.filter(({ number }) => number < version.number).at(-1) ?? null;
  const gapless = before === null ? version.number <= 1 : before.number === version.number - 1;
  return gapless && version.previousHash === (before?.hash ?? null) ? [] : ['chain'];
}

function brokenState(version: SealedRow): BrokenPart[] {
  return says(version, () => textOfState(version.state)) ? [] : ['stateText'];
}

async function brokenLog(sql: Sql, version: SealedRow): Promise<BrokenPart[]> {
  const log = await readLog(sql, version.paperId, version.round, version.head);
  const whole = log.length === version.head && log.every((piece, index) => piece.number === index + 1);
  const intact = log.every(({ bytes, hash: recorded }) => hash('sha256', bytes) === recorded);
  return [...(whole && intact ? [] : (['log'] as const)), ...(says(version, () => textOfLog(log)) ? [] : (['logText'] as const))];
}

// A text that was sealed in an older schema is read into today's, where what it did not know has its default; and characters that
// cannot be kept, which older texts may hold, are read today as others of the same length.
function says({ content }: SealedRow, read: () => string): boolean {
  try {
    const text = read();
    if (text === content || text === asReadToday(content)) return true;
    const sealed = readSealedText(content);
    return sealed.schema < schemaVersion && samePaper(sealed.doc, readSealedText(text).doc);
  } catch {
    return false;
  }
}

function asReadToday(content: string): string {
  return canonicalText(JSON.parse(content, (_, value: unknown) => (typeof value === 'string' ? writable(value, '\ufffd') : value)));
}

function readObject(text: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
