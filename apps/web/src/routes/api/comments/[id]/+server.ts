import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { deleteOneComment, editOneComment } from '#lib/server/api/comments.ts';

export const PATCH = answer(editOneComment);
export const DELETE = answer(deleteOneComment);
export const fallback = nothingHere(['PATCH', 'DELETE']);
