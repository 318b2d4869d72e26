import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listGroupCandidates } from '#lib/server/api/groups.ts';

export const GET = answer(listGroupCandidates);
export const fallback = nothingHere(['GET']);
