import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { removeRosterLine, setRosterLine } from '#lib/server/api/groups.ts';

export const PUT = answer(setRosterLine);
export const DELETE = answer(removeRosterLine);
export const fallback = nothingHere(['PUT', 'DELETE']);
