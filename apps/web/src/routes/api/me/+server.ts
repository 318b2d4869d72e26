import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { changeMe, readMe } from '#lib/server/api/people.ts';

export const GET = answer(readMe);
export const PATCH = answer(changeMe);
export const fallback = nothingHere(['GET', 'PATCH']);
