import { findPaper, findProposal, findTargetPaper, insertPointSources, notify, recordAct, updatePlaced } from '@samskriv/database';
import { addTargetPoint, freshId } from '@samskriv/document';
import { isRefusal, may, refuse, rolesThatMay, type Actor, type Refusal } from '@samskriv/process';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { appendPrepared, prepareEdit } from '../threads/place.ts';
import { allOrNothing } from '../threads/undone.ts';
import { proposalFor } from './proposals.ts';
import { standsInText } from './standing.ts';

/**
 * Puts a kept proposal into the group's target as a point, as the actor's own edit, through the append path. The point and the
 * proposal stay tied by the point's id, and what the proposal rests on is what the point rests on.
 * Where its point has been deleted it can be put in again, as another point.
 */
export async function placeProposal(
  house: House,
  actor: Actor,
  { proposalId }: { proposalId: string },
): Promise<{ proposalId: string; paperId: string; pointId: string } | Refusal> {
  const seen = isId(proposalId) ? await findProposal(house.sql, proposalId) : null;
  if (seen === null || !may(actor, 'proposal.see', seen.groupId)) return refuse('not_found');
  if (!may(actor, 'paper.write', seen.groupId)) return refuse('forbidden');
  if (await standsInText(house.sql, seen)) return refuse('proposal_placed');
  if (seen.state !== 'kept') return refuse('proposal_not_kept');
  const targetId = await findTargetPaper(house.sql, seen.groupId);
  const paper = targetId === null ? null : await findPaper(house.sql, targetId);
  if (paper === null) return refuse('not_found');
  if (paper.state !== 'open') return refuse('paper_closed');
  const { id: paperId, round } = paper;
  const pointId = freshId();
  const { wording: words, level } = seen;
  const { result: placed, bytes } = await prepareEdit(house.sql, paperId, round, (ydoc) =>
    addTargetPoint(ydoc, { id: pointId, level, words }),
  );
  if (!placed || bytes === null) return refuse('text_changed');
  return allOrNothing(house.sql, async (sql) => {
    const proposal = await proposalFor(sql, actor, seen.id, 'paper.write');
    if (isRefusal(proposal)) return proposal;
    if (proposal.pointId !== seen.pointId) return refuse('proposal_placed');
    if (proposal.state !== 'kept' || proposal.version !== seen.version) return refuse('changed_meanwhile');
    const author = actor.personId;
    await updatePlaced(sql, { id: proposal.id, paperId, pointId, by: author });
    await insertPointSources(sql, { paperId, pointId, by: author }, [{ kind: 'proposal', id: proposal.id }, ...proposal.sources]);
    await notify(sql, { kind: 'group', groupId: proposal.groupId });
    const thing = { kind: 'proposal' as const, id: proposal.id };
    await recordAct(sql, { actor: author, action: 'proposal.place', thing, details: { paperId, round, pointId } });
    const appended = await appendPrepared(sql, { paperId, round, author, kind: 'edit', roles: rolesThatMay('paper.write'), bytes });
    return isRefusal(appended) ? appended : { proposalId: proposal.id, paperId, pointId };
  });
}
