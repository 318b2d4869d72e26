import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { markOneThreadSeen } from '#lib/server/api/threads.ts';

export const POST = answer(markOneThreadSeen);
export const fallback = nothingHere(['POST']);
