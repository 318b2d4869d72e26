import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { readOnePaperContent } from '#lib/server/api/papers.ts';

export const GET = answer(readOnePaperContent);
export const fallback = nothingHere(['GET']);
