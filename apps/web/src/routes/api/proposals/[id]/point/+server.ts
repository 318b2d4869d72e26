import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { placeOneProposal } from '#lib/server/api/proposals.ts';

export const POST = answer(placeOneProposal);
export const fallback = nothingHere(['POST']);
