import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listWordingsOfComment } from '#lib/server/api/comments.ts';

export const GET = answer(listWordingsOfComment);
export const fallback = nothingHere(['GET']);
