import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { setMeetingAttendance } from '#lib/server/api/meetings.ts';

export const PUT = answer(setMeetingAttendance);
export const fallback = nothingHere(['PUT']);
