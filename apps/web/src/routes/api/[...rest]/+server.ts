import { nothingHere } from '#lib/server/api/answer.ts';

export const fallback = nothingHere();
