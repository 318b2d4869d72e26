import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { chooseMyMails, readMyMails } from '#lib/server/api/notices.ts';

export const GET = answer(readMyMails);
export const PUT = answer(chooseMyMails);
export const fallback = nothingHere(['GET', 'PUT']);
