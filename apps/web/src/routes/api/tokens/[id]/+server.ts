import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { revokeMyToken } from '#lib/server/api/people.ts';

export const DELETE = answer(revokeMyToken);
export const fallback = nothingHere(['DELETE']);
