import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { openPaperRound } from '#lib/server/api/versionThreads.ts';

export const POST = answer(openPaperRound);
export const fallback = nothingHere(['POST']);
