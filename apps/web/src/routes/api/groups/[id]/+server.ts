import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { readOneGroup, renameOneGroup } from '#lib/server/api/groups.ts';

export const GET = answer(readOneGroup);
export const PATCH = answer(renameOneGroup);
export const fallback = nothingHere(['GET', 'PATCH']);
