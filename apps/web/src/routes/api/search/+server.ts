import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { searchEverything } from '#lib/server/api/search.ts';

export const GET = answer(searchEverything);
export const fallback = nothingHere(['GET']);
