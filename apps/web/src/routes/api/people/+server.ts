import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { invite, listEverybody } from '#lib/server/api/people.ts';

export const GET = answer(listEverybody);
export const POST = answer(invite);
export const fallback = nothingHere(['GET', 'POST']);
