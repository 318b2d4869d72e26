import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { endMySession } from '#lib/server/api/people.ts';

export const DELETE = answer(endMySession);
export const fallback = nothingHere(['DELETE']);
