import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { makeOnePack } from '#lib/server/api/material.ts';

export const POST = answer(makeOnePack);
export const fallback = nothingHere(['POST']);
