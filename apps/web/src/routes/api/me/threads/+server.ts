import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listMyAssignedThreads } from '#lib/server/api/notices.ts';

export const GET = answer(listMyAssignedThreads);
export const fallback = nothingHere(['GET']);
