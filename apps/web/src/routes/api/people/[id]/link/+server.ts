import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { makeLink } from '#lib/server/api/people.ts';

export const POST = answer(makeLink);
export const fallback = nothingHere(['POST']);
