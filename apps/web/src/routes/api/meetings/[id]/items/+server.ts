import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { addMeetingItem } from '#lib/server/api/meetings.ts';

export const POST = answer(addMeetingItem);
export const fallback = nothingHere(['POST']);
