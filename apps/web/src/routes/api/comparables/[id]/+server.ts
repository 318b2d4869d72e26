import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { changeOneComparable, removeOneComparable } from '#lib/server/api/mapping.ts';

export const PUT = answer(changeOneComparable);
export const DELETE = answer(removeOneComparable);
export const fallback = nothingHere(['PUT', 'DELETE']);
