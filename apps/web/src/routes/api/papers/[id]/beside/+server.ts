import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { readBesidePaper } from '#lib/server/api/proposals.ts';

export const GET = answer(readBesidePaper);
export const fallback = nothingHere(['GET']);
