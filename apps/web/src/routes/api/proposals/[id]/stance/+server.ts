import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { standOnOneProposal } from '#lib/server/api/proposals.ts';

export const PUT = answer(standOnOneProposal);
export const fallback = nothingHere(['PUT']);
