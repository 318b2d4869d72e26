import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { changeOneHomework, removeOneHomework } from '#lib/server/api/work.ts';

export const PATCH = answer(changeOneHomework);
export const DELETE = answer(removeOneHomework);
export const fallback = nothingHere(['PATCH', 'DELETE']);
