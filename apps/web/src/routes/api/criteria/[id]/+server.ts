import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { changeOneCriterion, removeOneCriterion } from '#lib/server/api/work.ts';

export const PATCH = answer(changeOneCriterion);
export const DELETE = answer(removeOneCriterion);
export const fallback = nothingHere(['PATCH', 'DELETE']);
