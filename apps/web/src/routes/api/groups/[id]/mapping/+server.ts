import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listGroupBasis } from '#lib/server/api/mapping.ts';

export const GET = answer(listGroupBasis);
export const fallback = nothingHere(['GET']);
