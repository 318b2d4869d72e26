import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { restorePaperText } from '#lib/server/api/history.ts';

export const POST = answer(restorePaperText);
export const fallback = nothingHere(['POST']);
