import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { readOneVersionContent } from '#lib/server/api/versions.ts';

export const GET = answer(readOneVersionContent);
export const fallback = nothingHere(['GET']);
