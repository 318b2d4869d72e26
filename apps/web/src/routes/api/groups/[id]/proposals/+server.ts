import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listGroupProposals, makeOneProposal } from '#lib/server/api/proposals.ts';

export const GET = answer(listGroupProposals);
export const POST = answer(makeOneProposal);
export const fallback = nothingHere(['GET', 'POST']);
