import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { withdrawOneExpert } from '#lib/server/api/work.ts';

export const DELETE = answer(withdrawOneExpert);
export const fallback = nothingHere(['DELETE']);
