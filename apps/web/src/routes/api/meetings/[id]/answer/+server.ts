import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { answerOneMeeting } from '#lib/server/api/meetings.ts';

export const POST = answer(answerOneMeeting);
export const fallback = nothingHere(['POST']);
