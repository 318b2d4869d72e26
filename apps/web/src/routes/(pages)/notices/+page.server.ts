import { listNotices, readNotices } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { refused, text } from '#lib/server/form.ts';
import { signedIn, signedInForm } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const unread = event.url.searchParams.get('show') === 'unread';
  return { list: await listNotices(house, actor, { unread }), onlyUnread: unread, now: new Date() };
};

export const actions: Actions = {
  // What is read is gone from where one is; one stays there.
  read: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const key = text(form, 'key');
    const outcome = await readNotices(house, actor, { ids: key === 'all' ? 'all' : [key] });
    if (isRefusal(outcome)) return refused('read', outcome, form);
    redirect(303, event.url.searchParams.get('show') === 'unread' ? '/notices?show=unread' : '/notices');
  },
};
