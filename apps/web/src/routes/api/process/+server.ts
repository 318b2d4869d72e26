import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { readPartnershipsWay, savePartnershipsWay } from '#lib/server/api/process.ts';

export const GET = answer(readPartnershipsWay);
export const PUT = answer(savePartnershipsWay);
export const fallback = nothingHere(['GET', 'PUT']);
