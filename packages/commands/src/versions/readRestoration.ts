import { selectThreads, weighText } from '@samskriv/database';
import { becomeText, documentJson, listChanges, redline, withoutComments, type ListedChanges, type Redline } from '@samskriv/document';
import { isRefusal, refuse, type Actor, type Refusal } from '@samskriv/process';
import { readHeavily, type HeavyRead } from '../heavy/run.ts';
import type { House } from '../house.ts';
import { indexText } from '../threads/place.ts';
import { paperFor } from '../threads/reach.ts';
import { standingOf } from '../threads/view.ts';
import { findEarlier, readEarlier, weighEarlier, type Earlier, type EarlierAt } from './earlierText.ts';
import { openReplica } from './text.ts';
import type { VersionView } from './view.ts';

/**
 * What bringing an earlier text back would do to the text of today. `seen` is the number of the last edit of that, and `lost`
 * how many unresolved threads would lose the words they stand at.
 */
export type Restoration = {
  at: string;
  version: VersionView | null;
  seen: number;
  redline: Redline;
  listed: ListedChanges;
  lost: number;
};

/** Shows what `restoreText` would do, for whoever may do it; nothing is changed. A closed round is shown as it stands. */
export async function readRestoration(
  house: House,
  actor: Actor,
  { paperId, earlier }: { paperId: string; earlier: Earlier },
): Promise<Restoration | Refusal> {
  const paper = await paperFor(house.sql, actor, paperId, 'paper.write');
  if (isRefusal(paper)) return paper;
  const found = await findEarlier(house, actor, paper.id, earlier);
  if (isRefusal(found)) return found;
  const read = await readHeavily(house, actor, restoration, {
    paperId: paper.id,
    round: paper.round,
    personId: actor.personId,
    earlier: found.where,
  });
  return isRefusal(read) ? read : { ...read, version: found.version };
}

type Input = { paperId: string; round: number; personId: string; earlier: EarlierAt };

/** The work of showing what would be put back, for a person who is known to be allowed to. */
export const restoration: HeavyRead<Input, Omit<Restoration, 'version'> | Refusal> = {
  name: 'restoration',
  weigh: async (sql, { paperId, round, earlier }) => (await weighText(sql, paperId, round)) + (await weighEarlier(sql, earlier)),
  async read(sql, { paperId, round, personId, earlier }) {
    const text = await readEarlier(sql, earlier);
    if (isRefusal(text)) return text;
    const replica = await openReplica(sql, paperId, round);
    if (replica === null) return refuse('not_found');
    const threads = await selectThreads(sql, paperId, personId, null);
    const { ydoc, head } = replica;
    try {
      const lines = redline(withoutComments(documentJson(ydoc)), text.doc);
      const today = indexText(ydoc, head);
      const standing = threads.filter((thread) => !thread.resolved && standingOf(thread, today).state === 'anchored');
      becomeText(ydoc, text.doc);
      const then = indexText(ydoc, head);
      return {
        at: text.at.toISOString(),
        seen: head,
        redline: lines,
        listed: listChanges(lines),
        lost: standing.filter((thread) => standingOf(thread, then).state !== 'anchored').length,
      };
    } finally {
      ydoc.destroy();
    }
  },
};
