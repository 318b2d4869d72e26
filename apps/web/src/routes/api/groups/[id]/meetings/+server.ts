import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listGroupMeetings, planGroupMeeting } from '#lib/server/api/meetings.ts';

export const GET = answer(listGroupMeetings);
export const POST = answer(planGroupMeeting);
export const fallback = nothingHere(['GET', 'POST']);
