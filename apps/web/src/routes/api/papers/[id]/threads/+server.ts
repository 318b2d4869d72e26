import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listPaperThreads, openPaperThread } from '#lib/server/api/threads.ts';

export const GET = answer(listPaperThreads);
export const POST = answer(openPaperThread);
export const fallback = nothingHere(['GET', 'POST']);
