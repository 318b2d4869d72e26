import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { proposeGroupCriterion, readGroupCriteria } from '#lib/server/api/work.ts';

export const GET = answer(readGroupCriteria);
export const POST = answer(proposeGroupCriterion);
export const fallback = nothingHere(['GET', 'POST']);
