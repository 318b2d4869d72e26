import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { settleGroupsStep } from '#lib/server/api/process.ts';

export const POST = answer(settleGroupsStep);
export const fallback = nothingHere(['POST']);
