import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { changeMeetingItem, removeMeetingItem } from '#lib/server/api/meetings.ts';

export const PATCH = answer(changeMeetingItem);
export const DELETE = answer(removeMeetingItem);
export const fallback = nothingHere(['PATCH', 'DELETE']);
