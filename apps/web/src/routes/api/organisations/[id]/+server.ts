import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { changeOneOrganisation } from '#lib/server/api/organisations.ts';

export const PATCH = answer(changeOneOrganisation);
export const fallback = nothingHere(['PATCH']);
