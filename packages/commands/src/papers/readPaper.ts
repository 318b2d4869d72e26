import { findBaseVersionId, findClosingVersion, findPaper, weighText, type PaperRow } from '@samskriv/database';
import { html, markdown, plainText, type NodeJson, type SectionSummary, type Words } from '@samskriv/document';
import { isRefusal, may, refuse, roleIn, type Actor, type Refusal, type Role } from '@samskriv/process';
import { readHeavily, type HeavyRead } from '../heavy/run.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { versionView, type VersionView } from '../versions/view.ts';
import { readSections, readText } from './text.ts';
import { DamagedRound } from './wholeRound.ts';

/**
 * A paper as one person meets it. `document` is its name on the sockets; `readOnly` says whether this person may write in
 * it now. `sections` are as of the last edit in the log.
 */
export type PaperView = {
  id: string;
  title: string;
  kind: 'target' | 'minutes';
  groupId: string;
  group: { id: string; title: string };
  round: number;
  document: string;
  state: 'open' | 'closed';
  role: Role;
  readOnly: boolean;
  mayComment: boolean;
  mayLock: boolean;
  /** The version that closed the present round; null while it is open. */
  lock: VersionView | null;
  /** What an update started from; null for a new target. */
  baseVersionId: string | null;
  sections: SectionSummary[];
};

/** One paper, for whoever may read it; to others it is not found. */
export async function readPaper(house: House, actor: Actor, paperId: string): Promise<PaperView | Refusal> {
  const paper = await paperToRead(house, actor, paperId);
  const role = paper === null ? null : roleIn(actor, paper.groupId);
  if (paper === null || role === null) return refuse('not_found');
  const [lock, baseVersionId] = await Promise.all([
    paper.state === 'open' ? null : findClosingVersion(house.sql, paper.id, paper.round),
    findBaseVersionId(house.sql, paper.id),
  ]);
  return {
    id: paper.id,
    title: paper.title,
    kind: paper.kind,
    groupId: paper.groupId,
    group: { id: paper.groupId, title: paper.groupTitle },
    round: paper.round,
    document: `paper:${paper.id}:${paper.round}`,
    state: paper.state,
    role,
    readOnly: paper.state !== 'open' || !may(actor, 'paper.write', paper.groupId),
    mayComment: may(actor, 'paper.comment', paper.groupId),
    mayLock: may(actor, 'paper.lock', paper.groupId),
    lock: lock === null ? null : versionView(lock),
    baseVersionId,
    sections: await readSections(house.sql, paper),
  };
}

/** The formats a paper's text can be had in. */
export const contentFormats = ['json', 'html', 'md', 'txt'] as const;
export type ContentFormat = (typeof contentFormats)[number];

/**
 * The text of a paper as saved: `json` is canonical ProseMirror JSON, `html` a fragment safe to show, `md` Markdown, `txt`
 * plain text in reading order. `words` name sections and fields in `html` and `md`; `txt` holds what people wrote and
 * nothing else but the numbers of points.
 */
export async function readPaperContent(
  house: House,
  actor: Actor,
  { paperId, format, words = {} }: { paperId: string; format: ContentFormat; words?: Words },
): Promise<TextContent | Refusal> {
  const paper = await paperToRead(house, actor, paperId);
  if (paper === null) return refuse('not_found');
  return readHeavily(house, actor, paperText, { paperId: paper.id, round: paper.round, format, words });
}

/** A text in one of the formats. */
export type TextContent = { format: 'json'; json: NodeJson } | { format: 'html' | 'md' | 'txt'; text: string };

/** The work of reading the text of a paper that the actor is known to read. */
export const paperText: HeavyRead<{ paperId: string; round: number; format: ContentFormat; words: Words }, TextContent | Refusal> = {
  name: 'paperText',
  weigh: (sql, { paperId, round }) => weighText(sql, paperId, round),
  async read(sql, { paperId, round, format, words }) {
    const json = await readText(sql, paperId, round).catch(asDamaged);
    if (json === null) return refuse('not_found');
    return isRefusal(json) ? json : contentIn(json, format, words);
  },
};

/** A text in the format that was asked for. */
export function contentIn(json: NodeJson, format: ContentFormat, words: Words): TextContent {
  switch (format) {
    case 'json':
      return { format, json };
    case 'html':
      return { format, text: html(json, words) };
    case 'md':
      return { format, text: markdown(json, words) };
    case 'txt':
      return { format, text: plainText(json) };
  }
}

function asDamaged(error: unknown): Refusal {
  if (error instanceof DamagedRound) return refuse('text_damaged');
  throw error;
}

async function paperToRead(house: House, actor: Actor, paperId: string): Promise<PaperRow | null> {
  const paper = isId(paperId) ? await findPaper(house.sql, paperId) : null;
  return paper !== null && may(actor, 'paper.read', paper.groupId) ? paper : null;
}
