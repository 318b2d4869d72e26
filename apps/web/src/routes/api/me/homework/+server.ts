import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listOwnHomework } from '#lib/server/api/work.ts';

export const GET = answer(listOwnHomework);
export const fallback = nothingHere(['GET']);
