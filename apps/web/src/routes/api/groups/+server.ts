import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { createOneGroup, listMyGroups } from '#lib/server/api/groups.ts';

export const GET = answer(listMyGroups);
export const POST = answer(createOneGroup);
export const fallback = nothingHere(['GET', 'POST']);
