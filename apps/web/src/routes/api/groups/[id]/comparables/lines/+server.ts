import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { pasteGroupComparables } from '#lib/server/api/mapping.ts';

export const POST = answer(pasteGroupComparables);
export const fallback = nothingHere(['POST']);
