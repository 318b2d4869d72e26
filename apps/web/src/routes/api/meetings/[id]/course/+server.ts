import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { runOneMeeting } from '#lib/server/api/meetings.ts';

export const POST = answer(runOneMeeting);
export const fallback = nothingHere(['POST']);
