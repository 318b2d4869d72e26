import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { compareTwoTexts } from '#lib/server/api/compare.ts';

export const GET = answer(compareTwoTexts);
export const fallback = nothingHere(['GET']);
