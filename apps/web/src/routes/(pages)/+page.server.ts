import {
  listAssignedThreads,
  listComingMeetings,
  listGroups,
  listLedRosters,
  listMyHomework,
  listNewMaterial,
  listPeople,
  listUncalledMeetings,
  readFirstAccount,
  seeDemo,
  signIn,
  signOut,
} from '@samskriv/commands';
import { isRefusal, mayMakeGroup, type Actor } from '@samskriv/process';
import type { House } from '@samskriv/commands';
import { redirect } from '@sveltejs/kit';
import { demoAccounts } from '#lib/server/demoAccounts.ts';
import { refused, text } from '#lib/server/form.ts';
import { browserOf, dropSession, keepSignedIn, sessionOf } from '#lib/server/session.ts';
import { groupLine } from '#lib/server/groupLine.ts';
import { readForm } from '#lib/server/readForm.ts';
import { waitingFor } from '#lib/waiting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { house, actor }, url }) => {
  if (actor === null) {
    const next = ownPath(url.searchParams.get('next'));
    const demo = await seeDemo(house);
    return {
      start: null,
      signIn: {
        next,
        demoAccounts: demo === 'open' ? demoAccounts : [],
        demoClosed: demo === 'closed',
        awaited: demo !== 'open' && (await readFirstAccount(house, '')) === 'awaited',
        elsewhere: house.publicUrl !== null && new URL(house.publicUrl).hostname !== url.hostname ? house.publicUrl : null,
      },
    };
  }
  return { start: await startOf(house, actor), signIn: null };
};

async function startOf(house: House, actor: Actor) {
  const [groups, rosters, threads] = await Promise.all([
    listGroups(house, actor),
    listLedRosters(house, actor),
    listAssignedThreads(house, actor),
  ]);
  const people = actor.secretariat ? await listPeople(house, actor) : [];
  return {
    waiting: waitingFor({
      threads,
      groups,
      rosters: groups.map(({ id, title }) => ({ id, title, roster: rosters.get(id) ?? [] })),
      invited: isRefusal(people) ? [] : people.filter(({ arrived, suspended }) => !arrived && !suspended),
      material: await listNewMaterial(house, actor),
      homework: await listMyHomework(house, actor),
      meetings: await listComingMeetings(house, actor),
      uncalled: await listUncalledMeetings(house, actor),
      secretariat: actor.secretariat,
    }),
    groups: groups.map(groupLine),
    mayMakeGroup: mayMakeGroup(actor),
    secretariat: actor.secretariat,
    now: new Date(),
  };
}

export const actions: Actions = {
  signIn: async (event) => {
    const { request, locals, getClientAddress } = event;
    const form = await readForm(request);
    const input = { mail: text(form, 'mail'), password: text(form, 'password'), address: getClientAddress() };
    for (const field of ['mail', 'password'] as const) {
      if (input[field].trim() === '') return refused('signIn', { refused: 'required', field }, form);
    }
    const session = await signIn(locals.house, { ...input, browser: browserOf(event) });
    if (isRefusal(session)) return refused('signIn', session, form);
    keepSignedIn(event, session);
    redirect(303, ownPath(text(form, 'to')) || '/');
  },
  signOut: async (event) => {
    const session = sessionOf(event, event.locals.house);
    if (session !== undefined) await signOut(event.locals.house, session);
    dropSession(event);
    redirect(303, '/');
  },
};

/** A path on this house to go to after signing in, or '' for the front page; whatever could lead elsewhere is dropped. */
function ownPath(path: string | null): string {
  return path !== null && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : '';
}
