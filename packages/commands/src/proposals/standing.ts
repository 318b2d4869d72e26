import { findPaper, type ProposalRow, type Sql } from '@samskriv/database';
import { readPointIds } from '../papers/text.ts';

/** A proposal, and whether the point it became stands in the text now: deleted it does not, and with the deletion undone it does again. */
export type ProposalStanding = ProposalRow & { inText: boolean };

/** Looks proposals up in the texts they were put into, as these are saved. */
export async function withStanding(sql: Sql, proposals: readonly ProposalRow[]): Promise<ProposalStanding[]> {
  const papers = new Set(proposals.flatMap(({ paperId }) => paperId ?? []));
  const points = new Map<string, Set<string>>();
  for (const paperId of papers) {
    const paper = await findPaper(sql, paperId);
    if (paper !== null) points.set(paperId, await readPointIds(sql, paper));
  }
  return proposals.map((proposal) => {
    const { paperId, pointId } = proposal;
    return { ...proposal, inText: paperId !== null && pointId !== null && points.get(paperId)?.has(pointId) === true };
  });
}

/** Whether the point a proposal became stands in the text now. */
export async function standsInText(sql: Sql, proposal: ProposalRow): Promise<boolean> {
  const [standing] = await withStanding(sql, [proposal]);
  return standing?.inText ?? false;
}
