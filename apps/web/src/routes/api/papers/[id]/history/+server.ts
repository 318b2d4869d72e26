import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { readHistoryOfPaper } from '#lib/server/api/history.ts';

export const GET = answer(readHistoryOfPaper);
export const fallback = nothingHere(['GET']);
