import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { readTheAudit } from '#lib/server/api/audit.ts';

export const GET = answer(readTheAudit);
export const fallback = nothingHere(['GET']);
