import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { readOnePaper } from '#lib/server/api/papers.ts';

export const GET = answer(readOnePaper);
export const fallback = nothingHere(['GET']);
