import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listMyMeetings } from '#lib/server/api/meetings.ts';

export const GET = answer(listMyMeetings);
export const fallback = nothingHere(['GET']);
