import { changePerson } from '@samskriv/commands';
import { redirect } from '@sveltejs/kit';
import { asLocale, localeCookie } from '#lib/server/locale.ts';
import { asTheme, themeCookie } from '#lib/server/theme.ts';
import { text } from '#lib/server/form.ts';
import { kept } from '#lib/server/session.ts';
import { readForm } from '#lib/server/readForm.ts';
import type { RequestHandler } from './$types';

const year = 60 * 60 * 24 * 365;

/** Keeps language or theme: in a cookie, the language also with the person. Answers by going back to where one was. */
export const POST: RequestHandler = async (event) => {
  const { request, cookies, locals } = event;
  const { house, actor } = locals;
  const form = await readForm(request);
  const locale = asLocale(text(form, 'locale'));
  if (locale !== null) {
    cookies.set(localeCookie, locale, { ...kept(event), maxAge: year });
    if (actor !== null) await changePerson(house, actor, { personId: actor.personId, locale });
  }
  if (form.has('theme')) {
    const theme = asTheme(text(form, 'theme'));
    if (theme === null) cookies.delete(themeCookie, { path: '/' });
    else cookies.set(themeCookie, theme, { ...kept(event), maxAge: year });
  }
  redirect(303, wayBack(text(form, 'back')));
};

/** A path on this house; anything that could lead elsewhere becomes the front page. */
function wayBack(path: string): string {
  return /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : '/';
}
