import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { giveGroupHomework, listGroupHomework } from '#lib/server/api/work.ts';

export const GET = answer(listGroupHomework);
export const POST = answer(giveGroupHomework);
export const fallback = nothingHere(['GET', 'POST']);
