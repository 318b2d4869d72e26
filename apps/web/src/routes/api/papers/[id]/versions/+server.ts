import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listPaperVersions, lockPaperVersion } from '#lib/server/api/versions.ts';

export const GET = answer(listPaperVersions);
export const POST = answer(lockPaperVersion);
export const fallback = nothingHere(['GET', 'POST']);
