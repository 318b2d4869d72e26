import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { listSharedKnowledge } from '#lib/server/api/material.ts';

export const GET = answer(listSharedKnowledge);
export const fallback = nothingHere(['GET']);
