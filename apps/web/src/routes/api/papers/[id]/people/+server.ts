import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listPeopleOfPaper } from '#lib/server/api/threads.ts';

export const GET = answer(listPeopleOfPaper);
export const fallback = nothingHere(['GET']);
