import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listThreadsOfVersion, openThreadOnVersion } from '#lib/server/api/versionThreads.ts';

export const GET = answer(listThreadsOfVersion);
export const POST = answer(openThreadOnVersion);
export const fallback = nothingHere(['GET', 'POST']);
