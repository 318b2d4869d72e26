import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { decideOneProposal } from '#lib/server/api/proposals.ts';

export const PUT = answer(decideOneProposal);
export const fallback = nothingHere(['PUT']);
