import {
  changePassword,
  changePerson,
  chooseMails,
  endOtherSessions,
  endOwnSession,
  listSessions,
  listTokens,
  makeToken,
  readMailChoice,
  revokeToken,
  signOutEverywhere,
} from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { done, optional, refused, text, whole } from '#lib/server/form.ts';
import { signedIn, signedInForm } from '#lib/server/guard.ts';
import { asLocale, localeCookie } from '#lib/server/locale.ts';
import { browserOf, dropSession, kept, keepSignedIn } from '#lib/server/session.ts';
import { tell } from '#lib/server/told.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor, person } = signedIn(event);
  const [sessions, tokens, mails] = await Promise.all([
    listSessions(house, actor, { credential: event.locals.sessionId }),
    listTokens(house, actor),
    readMailChoice(house, actor),
  ]);
  return { account: person, sessions, tokens, mails, now: new Date() };
};

export const actions: Actions = {
  change: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await changePerson(house, actor, { personId: actor.personId, name: text(form, 'name') });
    if (isRefusal(outcome)) return refused('change', outcome, form);
    tell(event, 'saved');
    redirect(303, '/account');
  },
  locale: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await changePerson(house, actor, { personId: actor.personId, locale: text(form, 'locale') });
    if (isRefusal(outcome)) return refused('locale', outcome, form);
    const locale = asLocale(text(form, 'locale'));
    if (locale !== null) event.cookies.set(localeCookie, locale, { ...kept(event), maxAge: 31_536_000 });
    redirect(303, '/account');
  },
  mails: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await chooseMails(house, actor, { choice: text(form, 'choice') });
    if (isRefusal(outcome)) return refused('mails', outcome, form);
    tell(event, 'saved');
    redirect(303, '/account');
  },
  password: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    for (const field of ['current', 'next']) {
      if (text(form, field) === '') return refused('password', { refused: 'required', field }, form);
    }
    const session = await changePassword(house, actor, {
      current: text(form, 'current'),
      next: text(form, 'next'),
      address: event.getClientAddress(),
      browser: browserOf(event),
    });
    if (isRefusal(session)) return refused('password', session, form);
    keepSignedIn(event, session);
    tell(event, 'password_changed');
    redirect(303, '/account');
  },
  endSession: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await endOwnSession(house, actor, { handle: text(form, 'key') });
    if (isRefusal(outcome)) return refused('endSession', outcome, form);
    tell(event, 'session_ended');
    redirect(303, '/account');
  },
  others: async (event) => {
    const { house, actor } = await signedInForm(event);
    await endOtherSessions(house, actor, { credential: event.locals.sessionId });
    tell(event, 'sessions_ended');
    redirect(303, '/account');
  },
  everywhere: async (event) => {
    const { house, actor } = await signedInForm(event);
    await signOutEverywhere(house, actor);
    dropSession(event);
    tell(event, 'signed_out_everywhere');
    redirect(303, '/');
  },
  makeToken: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const days = optional(form, 'days') === null ? null : whole(form, 'days');
    if (isRefusal(days)) return refused('makeToken', days, form);
    const made = await makeToken(house, actor, { label: text(form, 'label'), ...(days === null ? {} : { days }) });
    return isRefusal(made) ? refused('makeToken', made, form) : done('makeToken', form, { token: made.token });
  },
  revokeToken: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await revokeToken(house, actor, { handle: text(form, 'key') });
    if (isRefusal(outcome)) return refused('revokeToken', outcome, form);
    tell(event, 'token_revoked');
    redirect(303, '/account');
  },
};
