import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { readGroupsWay, saveGroupsWay, setGroupsSteeringDate } from '#lib/server/api/process.ts';

export const GET = answer(readGroupsWay);
export const PUT = answer(saveGroupsWay);
export const PATCH = answer(setGroupsSteeringDate);
export const fallback = nothingHere(['GET', 'PUT', 'PATCH']);
