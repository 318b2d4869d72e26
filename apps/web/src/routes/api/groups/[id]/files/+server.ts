import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { addGroupFile } from '#lib/server/api/material.ts';

export const POST = answer(addGroupFile);
export const fallback = nothingHere(['POST']);
