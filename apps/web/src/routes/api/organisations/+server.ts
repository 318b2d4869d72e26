import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { addOneOrganisation, listAllOrganisations } from '#lib/server/api/organisations.ts';

export const GET = answer(listAllOrganisations);
export const POST = answer(addOneOrganisation);
export const fallback = nothingHere(['GET', 'POST']);
