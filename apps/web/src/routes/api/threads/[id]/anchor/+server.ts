import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { reattachOneThread } from '#lib/server/api/threads.ts';

export const PUT = answer(reattachOneThread);
export const fallback = nothingHere(['PUT']);
