import { loadRounds, recordFault, type Sql } from '@samskriv/database';
import { documentJson, sectionSummary, type NodeJson, type SectionSummary } from '@samskriv/document';
import * as Y from 'yjs';
import { DamagedRound, fillFrom, fillRound } from './wholeRound.ts';

/** The text of a round as it stands in the log, as canonical ProseMirror JSON; null where there is no such round. */
export async function readText(sql: Sql, paperId: string, round: number): Promise<NodeJson | null> {
  const ydoc = new Y.Doc();
  try {
    return (await fillRound(sql, { paperId, round }, ydoc)) === null ? null : documentJson(ydoc);
  } finally {
    ydoc.destroy();
  }
}

/** A round of a paper; `head` is the number of its last edit. */
type RoundNow = { id: string; round: number; head: string };

// Start and group pages ask for the sections of papers that rest for months; working them out anew each time would load
// every text. A round's head says exactly which text it is, so an entry is never wrong, only old.
const known = new Map<string, { head: string; sections: SectionSummary[] }>();
const mostKnown = 500;
/** As many texts are loaded at once, so that those of a whole partnership are never in memory together. */
const atOnce = 25;

/** The sections of a round, for an outline. */
export async function readSections(sql: Sql, paper: RoundNow): Promise<SectionSummary[]> {
  const [sections] = await readSectionsOf(sql, [paper]);
  return sections ?? [];
}

/**
 * The sections of several rounds, in their order; none for a text that cannot be read, which is kept as a fault. Texts that are not known yet are loaded some at a
 * time, not one by one.
 */
export async function readSectionsOf(sql: Sql, papers: readonly RoundNow[]): Promise<SectionSummary[][]> {
  const read = papers.map((paper) => recall(paper));
  const unknown = papers.flatMap((paper, index) => (read[index] === null ? [{ paper, index }] : []));
  for (let from = 0; from < unknown.length; from += atOnce) {
    const some = unknown.slice(from, from + atOnce);
    const logs = await loadRounds(
      sql,
      some.map(({ paper: { id, round } }) => ({ paperId: id, round })),
    );
    for (const [place, { paper, index }] of some.entries()) {
      const log = logs[place] ?? null;
      const ydoc = new Y.Doc();
      try {
        if (log !== null) await fillFrom(sql, { paperId: paper.id, round: paper.round }, log, ydoc);
        read[index] = remember(paper, log === null ? [] : sectionSummary(documentJson(ydoc)));
      } catch (error) {
        // One paper's fault stays that paper's: the others are read.
        await keepUnreadable(sql, paper, error);
      } finally {
        ydoc.destroy();
      }
    }
  }
  return read.map((sections) => sections ?? []);
}

async function keepUnreadable(sql: Sql, { id, round }: RoundNow, error: unknown): Promise<void> {
  if (!(error instanceof DamagedRound)) await recordFault(sql, { kind: 'paperUnreadable', paperId: id, round });
}

function recall(paper: RoundNow): SectionSummary[] | null {
  const entry = known.get(`${paper.id}:${paper.round}`);
  return entry?.head === paper.head ? remember(paper, entry.sections) : null;
}

/** Keeps what was read last the longest. */
function remember({ id, round, head }: RoundNow, sections: SectionSummary[]): SectionSummary[] {
  const key = `${id}:${round}`;
  known.delete(key);
  known.set(key, { head, sections });
  const [oldest] = known.keys();
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
  return sections;
}

/** The ids of the points that stand in a round's text. */
export async function readPointIds(sql: Sql, paper: { id: string; round: number; head: string }): Promise<Set<string>> {
  const sections = await readSections(sql, paper);
  return new Set(sections.flatMap(({ points }) => points.flatMap(({ id }) => (id === null ? [] : [id]))));
}
