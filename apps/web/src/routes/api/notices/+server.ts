import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listMyNotices, readMyNotices } from '#lib/server/api/notices.ts';

export const GET = answer(listMyNotices);
export const PATCH = answer(readMyNotices);
export const fallback = nothingHere(['GET', 'PATCH']);
