import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { planItemPresentation } from '#lib/server/api/meetings.ts';

export const POST = answer(planItemPresentation);
export const fallback = nothingHere(['POST']);
