import {
  changePerson,
  endOtherSessions,
  endOwnSession,
  handOverLink,
  invitePerson,
  listPeople,
  listSessions,
  listTokens,
  makeToken,
  readPerson,
  restorePerson,
  revokeToken,
  suspendPerson,
  type HandedLink,
} from '@samskriv/commands';
import { isRefusal, type Refusal } from '@samskriv/process';
import { z } from 'zod';
import { given } from './given.ts';
import { operation } from './operation.ts';
import { done, id, moment, organisation, rosterRole, whole } from './shapes.ts';

const locale = z.enum(['da', 'en']);

/** The one who asks. */
const me = z.object({ id, name: z.string(), mail: z.string(), locale, secretariat: z.boolean(), organisation });

/** A person as the secretariat sees them. */
const person = me.extend({
  suspended: z.boolean(),
  arrived: z.boolean().describe('Whether the invitation was accepted'),
});

/** A person in the secretariat's list. */
const listedPerson = person.extend({ groups: z.array(z.object({ id, title: z.string(), role: rosterRole })) });

/** A one-time link to hand over. */
const handedLink = z.object({
  path: z.string().describe('Shown this once; whoever opens it can set the password'),
  purpose: z.enum(['invitation', 'reset']),
  expiresAt: moment,
});

/** A place where one is signed in. */
const session = z.object({
  id,
  browser: z.string().nullable(),
  system: z.string().nullable(),
  createdAt: moment,
  seenAt: moment.describe('To the hour'),
  expiresAt: moment,
  current: z.boolean().describe('Whether it is the one that asks'),
});

/** A bearer token without its secret. */
const token = z.object({ id, label: z.string(), createdAt: moment, expiresAt: moment, usedAt: moment.nullable().describe('To the hour') });

/** A bearer token just made. */
const madeToken = z.object({ id, token: z.string().describe('Shown this once'), expiresAt: moment });

export const readMe = operation({
  method: 'GET',
  path: '/api/me',
  summary: 'Who asks',
  output: me,
  run: async ({ person }) => person,
});

export const changeMe = operation({
  method: 'PATCH',
  path: '/api/me',
  summary: 'Change your own name or language',
  input: z.strictObject({ name: z.string().optional(), locale: locale.optional() }),
  output: done,
  refusals: ['required', 'too_long'],
  run: async ({ house, actor, input }) => asDone(await changePerson(house, actor, { personId: actor.personId, ...given(input) })),
});

export const listMySessions = operation({
  method: 'GET',
  path: '/api/me/sessions',
  summary: 'Where you are signed in',
  output: z.array(session),
  run: async ({ house, actor, credential }) =>
    (await listSessions(house, actor, { credential })).map(({ handle, createdAt, seenAt, expiresAt, ...more }) => ({
      id: handle,
      createdAt: createdAt.toISOString(),
      seenAt: seenAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      ...more,
    })),
});

export const endMyOtherSessions = operation({
  method: 'DELETE',
  path: '/api/me/sessions',
  summary: 'End all your sessions but the one that asks (with a token: all)',
  output: z.object({ ended: whole }),
  run: ({ house, actor, credential }) => endOtherSessions(house, actor, { credential }),
});

export const endMySession = operation({
  method: 'DELETE',
  path: '/api/me/sessions/{id}',
  summary: 'End one of your sessions; its sockets close within two seconds',
  output: done,
  run: async ({ house, actor, params }) => {
    const ended = await endOwnSession(house, actor, { handle: params.id ?? '' });
    return isRefusal(ended) ? ended : { id: ended.handle };
  },
});

export const listMyTokens = operation({
  method: 'GET',
  path: '/api/tokens',
  summary: 'Your bearer tokens that count now',
  output: z.array(token),
  run: async ({ house, actor }) =>
    (await listTokens(house, actor)).map(({ handle, label, createdAt, expiresAt, usedAt }) => ({
      id: handle,
      label,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      usedAt: usedAt?.toISOString() ?? null,
    })),
});

export const makeMyToken = operation({
  method: 'POST',
  path: '/api/tokens',
  summary: 'Make a bearer token for yourself (signed in with a session, not with a token); days is 1 to 365, twenty count at a time',
  status: 201,
  session: true,
  input: z.strictObject({ label: z.string(), days: whole.optional() }),
  output: madeToken,
  refusals: ['forbidden', 'required', 'too_long', 'too_many_tokens'],
  run: async ({ house, actor, input }) => {
    const made = await makeToken(house, actor, { label: input.label, ...given({ days: input.days }) });
    return isRefusal(made) ? made : { id: made.handle, token: made.token, expiresAt: made.expiresAt.toISOString() };
  },
});

export const revokeMyToken = operation({
  method: 'DELETE',
  path: '/api/tokens/{id}',
  summary: 'Revoke one of your bearer tokens',
  output: done,
  run: async ({ house, actor, params }) => {
    const revoked = await revokeToken(house, actor, { handle: params.id ?? '' });
    return isRefusal(revoked) ? revoked : { id: revoked.handle };
  },
});

export const listEverybody = operation({
  method: 'GET',
  path: '/api/people',
  summary: 'Everybody (secretariat)',
  output: z.array(listedPerson),
  refusals: ['forbidden'],
  run: ({ house, actor }) => listPeople(house, actor),
});

export const invite = operation({
  method: 'POST',
  path: '/api/people',
  summary: 'Add a person and invite them (secretariat); link is null when the invitation goes by mail',
  status: 201,
  input: z.strictObject({
    mail: z.string(),
    name: z.string(),
    organisationId: z.string().nullable().optional(),
    locale: locale.optional(),
    secretariat: z.boolean().optional(),
  }),
  output: z.object({ id: z.uuid(), link: handedLink.nullable() }),
  refusals: ['forbidden', 'required', 'too_long', 'invalid_mail', 'already_exists'],
  run: async ({ house, actor, input }) => {
    const { mail, name, ...more } = input;
    const invited = await invitePerson(house, actor, { mail, name, ...given(more) });
    return isRefusal(invited) ? invited : { id: invited.personId, link: invited.link === null ? null : asLink(invited.link) };
  },
});

export const readSomebody = operation({
  method: 'GET',
  path: '/api/people/{id}',
  summary: 'One person: yourself, or anybody for the secretariat',
  output: person,
  run: ({ house, actor, params }) => readPerson(house, actor, params.id ?? ''),
});

export const changeSomebody = operation({
  method: 'PATCH',
  path: '/api/people/{id}',
  summary: 'Change a person; beside your own name and language this is the secretariat’s',
  input: z.strictObject({
    name: z.string().optional(),
    locale: locale.optional(),
    mail: z.string().optional(),
    organisationId: z.string().nullable().optional(),
    secretariat: z.boolean().optional(),
  }),
  output: done,
  refusals: ['forbidden', 'required', 'too_long', 'invalid_mail', 'already_exists', 'last_secretariat'],
  run: async ({ house, actor, params, input }) => asDone(await changePerson(house, actor, { personId: params.id ?? '', ...given(input) })),
});

export const makeLink = operation({
  method: 'POST',
  path: '/api/people/{id}/link',
  summary: 'Make a link to hand over that sets the person’s password (secretariat); older ones end',
  status: 201,
  session: true,
  output: handedLink,
  refusals: ['forbidden'],
  run: async ({ house, actor, params }) => {
    const link = await handOverLink(house, actor, { personId: params.id ?? '' });
    return isRefusal(link) ? link : asLink(link);
  },
});

export const suspend = operation({
  method: 'PUT',
  path: '/api/people/{id}/suspension',
  summary: 'Suspend a person (secretariat); it counts at once',
  output: done,
  refusals: ['last_secretariat'],
  run: async ({ house, actor, params }) => asDone(await suspendPerson(house, actor, { personId: params.id ?? '' })),
});

export const restore = operation({
  method: 'DELETE',
  path: '/api/people/{id}/suspension',
  summary: 'Let a suspended person in again (secretariat)',
  output: done,
  run: async ({ house, actor, params }) => asDone(await restorePerson(house, actor, { personId: params.id ?? '' })),
});

function asDone(outcome: { personId: string } | Refusal) {
  return isRefusal(outcome) ? outcome : { id: outcome.personId };
}

function asLink({ path, purpose, expiresAt }: HandedLink) {
  return { path, purpose, expiresAt: expiresAt.toISOString() };
}
