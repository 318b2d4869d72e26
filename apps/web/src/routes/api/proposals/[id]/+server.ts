import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { changeOneProposal } from '#lib/server/api/proposals.ts';

export const PUT = answer(changeOneProposal);
export const fallback = nothingHere(['PUT']);
