import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { openMeetingMinutes } from '#lib/server/api/meetings.ts';

export const POST = answer(openMeetingMinutes);
export const fallback = nothingHere(['POST']);
