import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { restore, suspend } from '#lib/server/api/people.ts';

export const PUT = answer(suspend);
export const DELETE = answer(restore);
export const fallback = nothingHere(['PUT', 'DELETE']);
