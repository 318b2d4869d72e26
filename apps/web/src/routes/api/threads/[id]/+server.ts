import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { changeOneThread, deleteOneThread, readOneThread } from '#lib/server/api/threads.ts';

export const GET = answer(readOneThread);
export const PATCH = answer(changeOneThread);
export const DELETE = answer(deleteOneThread);
export const fallback = nothingHere(['GET', 'PATCH', 'DELETE']);
