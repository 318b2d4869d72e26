import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { addGroupMaterial, listGroupMaterial } from '#lib/server/api/material.ts';

export const GET = answer(listGroupMaterial);
export const POST = answer(addGroupMaterial);
export const fallback = nothingHere(['GET', 'POST']);
