import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { verifyOneVersion } from '#lib/server/api/versions.ts';

export const GET = answer(verifyOneVersion);
export const fallback = nothingHere(['GET']);
