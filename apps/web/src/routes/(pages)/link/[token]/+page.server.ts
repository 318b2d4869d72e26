import { acceptLink, openFirstAccount, readFirstAccount, readLink } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { refused, text } from '#lib/server/form.ts';
import { browserOf, keepSignedIn } from '#lib/server/session.ts';
import { tell } from '#lib/server/told.ts';
import { readForm } from '#lib/server/readForm.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { house }, params: { token } }) => {
  const link = await readLink(house, token);
  if (!isRefusal(link)) return { link: { purpose: link.purpose, mail: link.mail, name: link.name }, first: null };
  return { link: null, first: await readFirstAccount(house, token) };
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
  first: async (event) => {
    const { house, locale } = event.locals;
    const form = await readForm(event.request);
    const [name, mail, organisation, password] = [
      text(form, 'name'),
      text(form, 'mail'),
      text(form, 'organisation'),
      text(form, 'password'),
    ];
    const account = { name, mail, organisation, password, locale };
    const session = await openFirstAccount(house, { secret: event.params.token, browser: browserOf(event), ...account });
    if (isRefusal(session)) return refused('first', session, form);
    keepSignedIn(event, session);
    tell(event, 'welcome');
    redirect(303, '/');
  },
};
