import { addOrganisation, changeOrganisation, listOrganisations } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { z } from 'zod';
import { operation } from './operation.ts';
import { done, id } from './shapes.ts';

/** A member organisation. */
const memberOrganisation = z.object({
  id,
  name: z.string(),
  mailDomain: z.string().nullable(),
  member: z.boolean(),
  people: z.int(),
});

export const listAllOrganisations = operation({
  method: 'GET',
  path: '/api/organisations',
  summary: 'The member organisations (secretariat)',
  output: z.array(memberOrganisation),
  refusals: ['forbidden'],
  run: ({ house, actor }) => listOrganisations(house, actor),
});

export const addOneOrganisation = operation({
  method: 'POST',
  path: '/api/organisations',
  summary: 'Add an organisation (secretariat)',
  status: 201,
  input: z.strictObject({ name: z.string(), mailDomain: z.string().nullable().optional(), member: z.boolean().optional() }),
  output: done,
  refusals: ['forbidden', 'required', 'too_long', 'already_exists'],
  run: async ({ house, actor, input: { name, mailDomain = null, member = true } }) => {
    const added = await addOrganisation(house, actor, { name, mailDomain, member });
    return isRefusal(added) ? added : { id: added.organisationId };
  },
});

export const changeOneOrganisation = operation({
  method: 'PATCH',
  path: '/api/organisations/{id}',
  summary: 'Change an organisation (secretariat)',
  input: z.strictObject({
    name: z.string().optional(),
    mailDomain: z.string().nullable().optional(),
    member: z.boolean().optional(),
  }),
  output: done,
  refusals: ['required', 'too_long', 'already_exists'],
  run: async ({ house, actor, params, input: { name, mailDomain, member } }) => {
    const changed = await changeOrganisation(house, actor, {
      organisationId: params.id ?? '',
      ...(name === undefined ? {} : { name }),
      ...(mailDomain === undefined ? {} : { mailDomain }),
      ...(member === undefined ? {} : { member }),
    });
    return isRefusal(changed) ? changed : { id: changed.organisationId };
  },
});
