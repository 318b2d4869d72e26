import { readCalendar } from '@samskriv/commands';
import { orError, signedIn } from '#lib/server/guard.ts';
import type { RequestHandler } from './$types';

/** The meeting as a file for a calendar. */
export const GET: RequestHandler = async (event) => {
  const { house, actor } = signedIn(event);
  const { name, text } = orError(await readCalendar(house, actor, { meetingId: event.params.id, locale: event.locals.locale }));
  return new Response(text, {
    headers: { 'content-type': 'text/calendar; charset=utf-8', 'content-disposition': `attachment; filename="${name}"` },
  });
};
