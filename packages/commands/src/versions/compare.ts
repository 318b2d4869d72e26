import { listChanges, readSealedText, redline, type ListedChanges, type NodeJson, type Redline } from '@samskriv/document';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { findPaper, findSealed, weighText, weighVersion, type Pool } from '@samskriv/database';
import { readHeavily, type HeavyRead } from '../heavy/run.ts';
import type { House } from '../house.ts';
import { readText } from '../papers/text.ts';
import { paperFor } from '../threads/reach.ts';
import { versionFor } from './read.ts';
import { versionView, type VersionView } from './view.ts';

/** One of two texts that were compared: a version, or a paper as it is saved now. */
export type ComparedText = {
  paper: { id: string; title: string; groupId: string };
  /** Null for the text of today. */
  version: VersionView | null;
};

/** Two texts and what became of the first when it became the second. */
export type Comparison = { from: ComparedText; to: ComparedText; redline: Redline; listed: ListedChanges };

/**
 * What changed from one text to another. Each of `from` and `to` is the id of a version, or `paper:<id>` for the text of
 * today; each is judged by itself, and is not found where one may not read it.
 */
export async function compareTexts(house: House, actor: Actor, { from, to }: { from: string; to: string }): Promise<Comparison | Refusal> {
  const [before, after] = await Promise.all([textToCompare(house, actor, from), textToCompare(house, actor, to)]);
  if (isRefusal(before)) return before;
  if (isRefusal(after)) return after;
  const compared = await readHeavily(house, actor, comparison, [before.at, after.at]);
  return isRefusal(compared) ? compared : { from: before.text, to: after.text, ...compared };
}

/** Where one of two texts is read. */
type TextAt = { versionId: string } | { paperId: string; round: number };

/** The work of comparing two texts that the actor is known to read. */
export const comparison: HeavyRead<readonly [TextAt, TextAt], Pick<Comparison, 'redline' | 'listed'> | Refusal> = {
  name: 'comparison',
  weigh: async (sql, [before, after]) => (await weighAt(sql, before)) + (await weighAt(sql, after)),
  async read(sql, [before, after]) {
    const [from, to] = [await readAt(sql, before), await readAt(sql, after)];
    if (from === null || to === null) return refuse('not_found');
    const lines = redline(from, to);
    return { redline: lines, listed: listChanges(lines) };
  },
};

function weighAt(sql: Pool, at: TextAt): Promise<number> {
  return 'versionId' in at ? weighVersion(sql, at.versionId) : weighText(sql, at.paperId, at.round);
}

async function readAt(sql: Pool, at: TextAt): Promise<NodeJson | null> {
  if (!('versionId' in at)) return readText(sql, at.paperId, at.round);
  const sealed = await findSealed(sql, at.versionId);
  return sealed === null ? null : readSealedText(sealed.content).doc;
}

const today = 'paper:';

async function textToCompare(house: House, actor: Actor, name: string): Promise<{ text: ComparedText; at: TextAt } | Refusal> {
  if (name.startsWith(today)) {
    const paper = await paperFor(house.sql, actor, name.slice(today.length), 'paper.read');
    if (isRefusal(paper)) return paper;
    const text = { paper: { id: paper.id, title: paper.title, groupId: paper.groupId }, version: null };
    return { text, at: { paperId: paper.id, round: paper.round } };
  }
  const version = await versionFor(house, actor, name, 'paper.read');
  if (isRefusal(version)) return version;
  const paper = await findPaper(house.sql, version.paperId);
  if (paper === null || !may(actor, 'paper.read', paper.groupId)) return refuse('not_found');
  const text = { paper: { id: paper.id, title: paper.title, groupId: paper.groupId }, version: versionView(version) };
  return { text, at: { versionId: version.id } };
}
