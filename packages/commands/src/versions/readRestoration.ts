import { selectThreads } from '@samskriv/database';
import { becomeText, documentJson, listChanges, redline, withoutComments, type ListedChanges, type Redline } from '@samskriv/document';
import { isRefusal, refuse, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { indexText } from '../threads/place.ts';
import { paperFor } from '../threads/reach.ts';
import { standingOf } from '../threads/view.ts';
import { earlierText, type Earlier, type EarlierText } from './earlierText.ts';
import { openReplica } from './text.ts';

/**
 * What bringing an earlier text back would do to the text of today. `seen` is the number of the last edit of that, and `lost`
 * how many unresolved threads would lose the words they stand at.
 */
export type Restoration = {
  at: string;
  version: EarlierText['version'];
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
  const text = await earlierText(house, actor, paper.id, earlier);
  if (isRefusal(text)) return text;
  const [replica, threads] = await Promise.all([
    openReplica(house.sql, paper.id, paper.round),
    selectThreads(house.sql, paper.id, actor.personId, null),
  ]);
  if (replica === null) return refuse('not_found');
  const { ydoc, head } = replica;
  try {
    const lines = redline(withoutComments(documentJson(ydoc)), text.doc);
    const today = indexText(ydoc, head);
    const standing = threads.filter((thread) => !thread.resolved && standingOf(thread, today).state === 'anchored');
    becomeText(ydoc, text.doc);
    const then = indexText(ydoc, head);
    return {
      at: text.at.toISOString(),
      version: text.version,
      seen: head,
      redline: lines,
      listed: listChanges(lines),
      lost: standing.filter((thread) => standingOf(thread, then).state !== 'anchored').length,
    };
  } finally {
    ydoc.destroy();
  }
}
