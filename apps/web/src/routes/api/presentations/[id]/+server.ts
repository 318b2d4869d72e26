import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { changeOnePresentation, removeOnePresentation } from '#lib/server/api/meetings.ts';

export const PATCH = answer(changeOnePresentation);
export const DELETE = answer(removeOnePresentation);
export const fallback = nothingHere(['PATCH', 'DELETE']);
