import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { readOneVersion } from '#lib/server/api/versions.ts';

export const GET = answer(readOneVersion);
export const fallback = nothingHere(['GET']);
