import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { saveGroupEvaluation } from '#lib/server/api/work.ts';

export const PUT = answer(saveGroupEvaluation);
export const fallback = nothingHere(['PUT']);
