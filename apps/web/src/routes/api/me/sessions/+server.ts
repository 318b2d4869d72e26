import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { endMyOtherSessions, listMySessions } from '#lib/server/api/people.ts';

export const GET = answer(listMySessions);
export const DELETE = answer(endMyOtherSessions);
export const fallback = nothingHere(['GET', 'DELETE']);
