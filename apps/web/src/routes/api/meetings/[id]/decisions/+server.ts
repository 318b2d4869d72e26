import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listMeetingDecisions } from '#lib/server/api/meetings.ts';

export const GET = answer(listMeetingDecisions);
export const fallback = nothingHere(['GET']);
