import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { changeSomebody, readSomebody } from '#lib/server/api/people.ts';

export const GET = answer(readSomebody);
export const PATCH = answer(changeSomebody);
export const fallback = nothingHere(['GET', 'PATCH']);
