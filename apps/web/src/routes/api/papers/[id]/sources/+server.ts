import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { citeOneSource } from '#lib/server/api/proposals.ts';

export const POST = answer(citeOneSource);
export const fallback = nothingHere(['POST']);
