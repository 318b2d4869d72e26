import {
  inTransaction,
  passOverPaper,
  recordFault,
  savePaperText,
  settleFault,
  selectUnreadPapers,
  type ReadSection,
} from '@samskriv/database';
import { plainText, sectionSummary } from '@samskriv/document';
import type { House } from '../house.ts';
import { readText } from '../papers/text.ts';
import { DamagedRound } from '../papers/wholeRound.ts';

const mostAtOnce = 25;

/**
 * Reads papers whose text has grown since it was last read for the search, some at a time, and says how many it read. Runs beside
 * the edits, never in their way: what is written while it reads is read the next time.
 */
export async function readPapersForSearch(house: House): Promise<number> {
  const papers = await selectUnreadPapers(house.sql, mostAtOnce);
  for (const paper of papers) {
    const fault = { kind: 'paperUnreadable', paperId: paper.id, round: paper.round } as const;
    try {
      const sections = await sectionsToFind(house, paper);
      await inTransaction(house.sql, (sql) => savePaperText(sql, paper, sections));
      await settleFault(house.sql, fault);
    } catch (error) {
      // First, so that a database that is away is no paper's fault. What was read before stays.
      await passOverPaper(house.sql, paper);
      if (!(error instanceof DamagedRound)) await recordFault(house.sql, fault);
    }
  }
  return papers.length;
}

async function sectionsToFind(house: House, { id: paperId, round }: { id: string; round: number }): Promise<ReadSection[]> {
  const doc = await readText(house.sql, paperId, round);
  const summaries = doc === null ? [] : sectionSummary(doc);
  return summaries.map(({ id, kind, part, title }, index) => {
    const section = doc?.content?.[index];
    const text = section === undefined ? '' : plainText({ type: 'doc', content: [section] });
    return { sectionId: id, kind, part, title, text };
  });
}
