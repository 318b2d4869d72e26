import { answer, nothingHere } from '#lib/server/api/answer.ts';
import { inviteOneExpert } from '#lib/server/api/work.ts';

export const POST = answer(inviteOneExpert);
export const fallback = nothingHere(['POST']);
