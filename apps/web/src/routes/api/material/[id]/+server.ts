import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { changeOneMaterial, removeOneMaterial } from '#lib/server/api/material.ts';

export const PATCH = answer(changeOneMaterial);
export const DELETE = answer(removeOneMaterial);
export const fallback = nothingHere(['PATCH', 'DELETE']);
