import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { replyToOneThread } from '#lib/server/api/comments.ts';

export const POST = answer(replyToOneThread);
export const fallback = nothingHere(['POST']);
