import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { readPaperOpenMatters } from '#lib/server/api/versions.ts';

export const GET = answer(readPaperOpenMatters);
export const fallback = nothingHere(['GET']);
