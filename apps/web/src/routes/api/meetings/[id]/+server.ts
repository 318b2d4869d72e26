import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { cancelOneMeeting, changeOneMeeting, readOneMeeting } from '#lib/server/api/meetings.ts';

export const GET = answer(readOneMeeting);
export const PATCH = answer(changeOneMeeting);
export const DELETE = answer(cancelOneMeeting);
export const fallback = nothingHere(['GET', 'PATCH', 'DELETE']);
