import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { changeOnePack, removeOnePack } from '#lib/server/api/material.ts';

export const PATCH = answer(changeOnePack);
export const DELETE = answer(removeOnePack);
export const fallback = nothingHere(['PATCH', 'DELETE']);
