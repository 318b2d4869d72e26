import { listChanges, readSealedText, redline, type ListedChanges, type NodeJson, type Redline } from '@samskriv/document';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { findPaper } from '@samskriv/database';
import type { House } from '../house.ts';
import { readText } from '../papers/text.ts';
import { paperFor } from '../threads/reach.ts';
import { sealedFor } from './read.ts';
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
  const lines = redline(before.json, after.json);
  return { from: before.text, to: after.text, redline: lines, listed: listChanges(lines) };
}

const today = 'paper:';

async function textToCompare(house: House, actor: Actor, name: string): Promise<{ text: ComparedText; json: NodeJson } | Refusal> {
  if (name.startsWith(today)) {
    const paper = await paperFor(house.sql, actor, name.slice(today.length), 'paper.read');
    if (isRefusal(paper)) return paper;
    const json = await readText(house.sql, paper.id, paper.round);
    if (json === null) return refuse('not_found');
    return { text: { paper: { id: paper.id, title: paper.title, groupId: paper.groupId }, version: null }, json };
  }
  const version = await sealedFor(house, actor, name);
  if (isRefusal(version)) return version;
  const paper = await findPaper(house.sql, version.paperId);
  if (paper === null || !may(actor, 'paper.read', paper.groupId)) return refuse('not_found');
  const text = { paper: { id: paper.id, title: paper.title, groupId: paper.groupId }, version: versionView(version) };
  return { text, json: readSealedText(version.content).doc };
}
