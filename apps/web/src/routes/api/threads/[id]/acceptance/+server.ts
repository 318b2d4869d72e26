import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { acceptThreadProposal } from '#lib/server/api/threads.ts';

export const POST = answer(acceptThreadProposal);
export const fallback = nothingHere(['POST']);
