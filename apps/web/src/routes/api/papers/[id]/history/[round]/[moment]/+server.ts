import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { readMomentOfPaper } from '#lib/server/api/history.ts';

export const GET = answer(readMomentOfPaper);
export const fallback = nothingHere(['GET']);
