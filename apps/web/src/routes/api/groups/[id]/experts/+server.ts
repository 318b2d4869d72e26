import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listGroupExperts, nominateGroupExpert } from '#lib/server/api/work.ts';

export const GET = answer(listGroupExperts);
export const POST = answer(nominateGroupExpert);
export const fallback = nothingHere(['GET', 'POST']);
