import { acceptLink, readLink } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { refused, text } from '#lib/server/form.ts';
import { browserOf, keepSignedIn } from '#lib/server/session.ts';
import { tell } from '#lib/server/told.ts';
import { readForm } from '#lib/server/readForm.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { house }, params: { token } }) => {
  const link = await readLink(house, token);
  return { link: isRefusal(link) ? null : { purpose: link.purpose, mail: link.mail, name: link.name } };
};

export const actions: Actions = {
  accept: async (event) => {
    const form = await readForm(event.request);
    if (text(form, 'password') === '') return refused('accept', { refused: 'required', field: 'password' }, form);
    const session = await acceptLink(event.locals.house, {
      secret: event.params.token,
      password: text(form, 'password'),
      browser: browserOf(event),
    });
    if (isRefusal(session)) return refused('accept', session, form);
    keepSignedIn(event, session);
    tell(event, 'welcome');
    redirect(303, '/');
  },
};
