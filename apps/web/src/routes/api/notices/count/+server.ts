import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { countMyNotices } from '#lib/server/api/notices.ts';

export const GET = answer(countMyNotices);
export const fallback = nothingHere(['GET']);
