import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { shareOnePack } from '#lib/server/api/material.ts';

export const POST = answer(shareOnePack);
export const fallback = nothingHere(['POST']);
