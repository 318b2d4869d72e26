import { randomUUID } from 'node:crypto';
import { findPerson, insertVersion, now, type Sql } from '@samskriv/database';
import { canonicalText } from '@samskriv/document';
import { textOfState } from './text.ts';
import { sealed } from './seal.ts';

/**
 * Seals what an update starts from as version 0 of its paper: the text of its birth. `source` is the version in force that it
 * was made from; null for a text that was pasted in, or of a target that has no version here.
 */
export async function sealBase(
  sql: Sql,
  { paperId, personId, birth, source }: { paperId: string; personId: string; birth: Uint8Array; source: string | null },
): Promise<string> {
  const person = await findPerson(sql, personId);
  if (person === null) throw new RangeError('Nobody made this base');
  const version = sealed({
    id: randomUUID(),
    paperId,
    number: 0,
    round: 1,
    head: 1,
    purpose: 'base',
    reason: '',
    until: null,
    source,
    madeBy: person.id,
    madeByName: person.name,
    madeByOrganisation: person.organisation?.name ?? null,
    madeAt: await now(sql),
    content: textOfState(birth),
    state: birth,
    threads: canonicalText([]),
    openMatters: canonicalText({ undecidedThreads: [], unfinishedSections: [], typing: [] }),
    previousHash: null,
  });
  await insertVersion(sql, version);
  return version.id;
}
