import { findSealed, findVersion, selectVersions, weighVersion, type SealedRow, type VersionRow } from '@samskriv/database';
import { readSealedText, sectionSummary, type SectionSummary, type Words } from '@samskriv/document';
import { isRefusal, may, refuse, type Action, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { readHeavily, type HeavyRead } from '../heavy/run.ts';
import { contentIn, type ContentFormat, type TextContent } from '../papers/readPaper.ts';
import { paperFor } from '../threads/reach.ts';
import type { OpenMatters } from './openMatters.ts';
import type { SealedThread } from './text.ts';
import { versionView, type VersionView } from './view.ts';

/** A version with what stood open when it was sealed, its sections, and its neighbours in the chain. */
export type WholeVersion = VersionView & {
  groupId: string;
  format: number;
  openMatters: OpenMatters;
  /** The threads that lived in the text when it was sealed. */
  sealedThreads: SealedThread[];
  sections: SectionSummary[];
  previousId: string | null;
  nextId: string | null;
};

/** The versions of a paper, oldest first; of an update, number 0 is what it started from. */
export async function listVersions(house: House, actor: Actor, { paperId }: { paperId: string }): Promise<VersionView[] | Refusal> {
  const paper = await paperFor(house.sql, actor, paperId, 'paper.read');
  if (isRefusal(paper)) return paper;
  return (await selectVersions(house.sql, paper.id)).map(versionView);
}

/** One version, for whoever may read its paper; to others it is not found. */
export async function readVersion(house: House, actor: Actor, versionId: string): Promise<WholeVersion | Refusal> {
  const version = await sealedFor(house, actor, versionId);
  if (isRefusal(version)) return version;
  const chain = await selectVersions(house.sql, version.paperId);
  const place = chain.findIndex(({ id }) => id === version.id);
  return {
    ...versionView(version),
    groupId: version.groupId,
    format: version.format,
    openMatters: JSON.parse(version.openMatters) as OpenMatters,
    sealedThreads: JSON.parse(version.threads) as SealedThread[],
    sections: sectionSummary(readSealedText(version.content).doc),
    previousId: chain[place - 1]?.id ?? null,
    nextId: chain[place + 1]?.id ?? null,
  };
}

/** The text of a version, in the formats of a paper's (`readPaperContent`). */
export async function readVersionContent(
  house: House,
  actor: Actor,
  { versionId, format, words = {} }: { versionId: string; format: ContentFormat; words?: Words },
): Promise<TextContent | Refusal> {
  const version = await versionFor(house, actor, versionId, 'paper.read');
  if (isRefusal(version)) return version;
  return readHeavily(house, actor, versionText, { versionId: version.id, format, words });
}

/** The work of reading a version that the actor is known to read. */
export const versionText: HeavyRead<{ versionId: string; format: ContentFormat; words: Words }, TextContent | Refusal> = {
  name: 'versionText',
  weigh: (sql, { versionId }) => weighVersion(sql, versionId),
  async read(sql, { versionId, format, words }) {
    const sealed = await findSealed(sql, versionId);
    return sealed === null ? refuse('not_found') : contentIn(readSealedText(sealed.content).doc, format, words);
  },
};

/** A version that a person may do something with: not found where they may not read its paper, forbidden where they may only that. */
export async function versionFor(
  house: House,
  actor: Actor,
  versionId: string,
  action: Action,
): Promise<(VersionRow & { groupId: string }) | Refusal> {
  const version = isId(versionId) ? await findVersion(house.sql, versionId) : null;
  if (version === null || !may(actor, 'paper.read', version.groupId)) return refuse('not_found');
  return may(actor, action, version.groupId) ? version : refuse('forbidden');
}

/** The same with what is sealed, for whoever may read it. */
export async function sealedFor(house: House, actor: Actor, versionId: string): Promise<(SealedRow & { groupId: string }) | Refusal> {
  const version = await versionFor(house, actor, versionId, 'paper.read');
  if (isRefusal(version)) return version;
  const whole = await findSealed(house.sql, version.id);
  return whole === null ? refuse('not_found') : { ...whole, groupId: version.groupId };
}
