import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { fillGroupBasis } from '#lib/server/api/mapping.ts';

export const PUT = answer(fillGroupBasis);
export const fallback = nothingHere(['PUT']);
