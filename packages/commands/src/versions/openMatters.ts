import { selectRecentAuthors, selectThreads, type Sql, type ThreadRow } from '@samskriv/database';
import { sectionSummary, type BackgroundPart, type NodeJson, type SectionKindName, type SectionStatus } from '@samskriv/document';
import { isRefusal, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { readText } from '../papers/text.ts';
import { paperFor } from '../threads/reach.ts';

/** What is not settled in a text: it may be locked all the same, but nobody shall be in doubt about it. */
export type OpenMatters = {
  undecidedThreads: { id: string; quote: string; sectionId: string | null; point: string | null }[];
  unfinishedSections: { id: string | null; kind: SectionKindName; part: BackgroundPart | null; title: string; status: SectionStatus }[];
  /** Who has written within the last seconds. */
  typing: { id: string; name: string }[];
};

/** How long ago somebody may have written to count as writing now (seconds). */
const lately = 15;

/** What is not settled in a paper as it stands, for whoever may read it. */
export async function readOpenMatters(house: House, actor: Actor, { paperId }: { paperId: string }): Promise<OpenMatters | Refusal> {
  const paper = await paperFor(house.sql, actor, paperId, 'paper.read');
  if (isRefusal(paper)) return paper;
  const [text, threads, typing] = await Promise.all([
    readText(house.sql, paper.id, paper.round),
    selectThreads(house.sql, paper.id, actor.personId, null),
    selectRecentAuthors(house.sql, paper.id, paper.round, lately),
  ]);
  return openMatters(text ?? { type: 'doc' }, threads, typing);
}

/** Who is writing in a round just now. */
export function writingNow(sql: Sql, paperId: string, round: number): Promise<{ id: string; name: string }[]> {
  return selectRecentAuthors(sql, paperId, round, lately);
}

/** What is not settled in a text with these threads. */
export function openMatters(text: NodeJson, threads: readonly ThreadRow[], typing: OpenMatters['typing']): OpenMatters {
  return {
    undecidedThreads: threads
      .filter(({ resolved }) => !resolved)
      .map(({ id, quote, sectionId, point }) => ({ id, quote, sectionId, point })),
    unfinishedSections: sectionSummary(text)
      .filter(({ status }) => status === 'empty' || status === 'draft')
      .map(({ id, kind, part, title, status }) => ({ id, kind, part, title, status })),
    typing,
  };
}
