import { inTransaction, savePaperText, selectUnreadPapers, type ReadSection } from '@samskriv/database';
import { plainText, sectionSummary } from '@samskriv/document';
import type { House } from '../house.ts';
import { readText } from '../papers/text.ts';

const mostAtOnce = 25;

/**
 * Reads papers whose text has grown since it was last read for the search, some at a time, and says how many it read. Runs beside
 * the edits, never in their way: what is written while it reads is read the next time.
 */
export async function readPapersForSearch(house: House): Promise<number> {
  const papers = await selectUnreadPapers(house.sql, mostAtOnce);
  for (const paper of papers) {
    const doc = await readText(house.sql, paper.id, paper.round);
    const summaries = doc === null ? [] : sectionSummary(doc);
    const sections = summaries.map(({ id, kind, part, title }, index): ReadSection => {
      const section = doc?.content?.[index];
      const text = section === undefined ? '' : plainText({ type: 'doc', content: [section] });
      return { sectionId: id, kind, part, title, text };
    });
    await inTransaction(house.sql, (sql) => savePaperText(sql, paper, sections));
  }
  return papers.length;
}
