import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { addGroupComparable, listGroupComparables } from '#lib/server/api/mapping.ts';

export const GET = answer(listGroupComparables);
export const POST = answer(addGroupComparable);
export const fallback = nothingHere(['GET', 'POST']);
