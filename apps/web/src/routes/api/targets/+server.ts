import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listTargetsToUpdate } from '#lib/server/api/groups.ts';

export const GET = answer(listTargetsToUpdate);
export const fallback = nothingHere(['GET']);
