import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { shareOneMaterial } from '#lib/server/api/material.ts';

export const PUT = answer(shareOneMaterial);
export const fallback = nothingHere(['PUT']);
