import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { exportThreadsOfVersion } from '#lib/server/api/versionThreads.ts';

export const GET = answer(exportThreadsOfVersion);
export const fallback = nothingHere(['GET']);
