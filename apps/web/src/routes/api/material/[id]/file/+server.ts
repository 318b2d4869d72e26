import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { readOneFile } from '#lib/server/api/material.ts';

export const GET = answer(readOneFile);
export const fallback = nothingHere(['GET']);
