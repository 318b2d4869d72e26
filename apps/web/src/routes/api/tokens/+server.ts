import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listMyTokens, makeMyToken } from '#lib/server/api/people.ts';

export const GET = answer(listMyTokens);
export const POST = answer(makeMyToken);
export const fallback = nothingHere(['GET', 'POST']);
