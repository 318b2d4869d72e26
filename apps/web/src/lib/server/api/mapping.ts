import {
  addComparable,
  changeComparable,
  fillBasis,
  listBasis,
  listComparables,
  pasteComparables,
  removeComparable,
} from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { z } from 'zod';
import { asDone } from './asDone.ts';
import { operation } from './operation.ts';
import * as shapes from './shapes.ts';
import { whole } from './shapes.ts';

const moment = z.iso.datetime();
const person = z.object({ id: z.uuid(), name: z.string() });
const kind = z.enum(['target', 'label', 'area']).describe('A target elsewhere, a labelling scheme, a similar area');

const basis = z.object({
  organisation: z.object({ id: z.uuid(), name: z.string() }),
  level: z.enum(['none', 'core', 'comprehensive']).nullable(),
  policies: z.string(),
  contracts: z.string(),
  practice: z.string(),
  version: z.int().describe('0 where nothing has been written yet'),
  submittedAt: moment.nullable().describe('Null while the answer is missing; its draft is blank to others'),
  changedBy: person.nullable(),
});

const comparable = z.object({
  id: z.uuid(),
  kind,
  source: z.string(),
  wording: z.string(),
  level: z.enum(['core', 'comprehensive']).nullable(),
  statedOn: z.iso.date().nullable(),
  address: z.string().nullable(),
  note: z.string(),
  version: z.int(),
  changedBy: person,
});

const comparableInput = z.strictObject({
  kind,
  source: z.string(),
  wording: z.string(),
  level: z.enum(['core', 'comprehensive']).nullable().optional(),
  statedOn: z.string().nullable().optional().describe('YYYY-MM-DD'),
  address: z.string().nullable().optional(),
  note: z.string().optional(),
});

export const listGroupBasis = operation({
  method: 'GET',
  path: '/api/groups/{id}/mapping',
  summary: 'The existing basis at the members: one line per organisation',
  output: z.array(basis),
  run: async ({ house, actor, params }) => {
    const listed = await listBasis(house, actor, { groupId: params.id ?? '' });
    if (isRefusal(listed)) return listed;
    return listed.rows.map(({ organisation, level, policies, contracts, practice, version, submittedAt, changedBy }) => ({
      organisation,
      level,
      policies,
      contracts,
      practice,
      version,
      submittedAt: submittedAt?.toISOString() ?? null,
      changedBy,
    }));
  },
});

export const fillGroupBasis = operation({
  method: 'PUT',
  path: '/api/groups/{id}/mapping/{organisation}',
  summary: 'Write an organisation’s line: its own people in the group, the chair or the secretariat',
  input: z.strictObject({
    version: whole.describe('The version that was seen, 0 where nothing was there'),
    level: z.enum(['none', 'core', 'comprehensive']).nullable().optional(),
    policies: z.string().optional(),
    contracts: z.string().optional(),
    practice: z.string().optional(),
    submit: z.boolean(),
  }),
  output: shapes.done,
  refusals: ['forbidden', 'required', 'too_long', 'changed_meanwhile'],
  run: async ({ house, actor, params, input: { version, level = null, policies = '', contracts = '', practice = '', submit } }) =>
    asDone(
      await fillBasis(house, actor, {
        groupId: params.id ?? '',
        organisationId: params.organisation ?? '',
        version,
        level,
        policies,
        contracts,
        practice,
        submit,
      }),
    ),
});

export const listGroupComparables = operation({
  method: 'GET',
  path: '/api/groups/{id}/comparables',
  summary: 'Targets elsewhere, labelling schemes and similar areas',
  output: z.array(comparable),
  run: async ({ house, actor, params }) => {
    const listed = await listComparables(house, actor, { groupId: params.id ?? '' });
    return isRefusal(listed) ? listed : listed.rows.map(({ groupId: _, changedAt: __, ...row }) => row);
  },
});

export const addGroupComparable = operation({
  method: 'POST',
  path: '/api/groups/{id}/comparables',
  summary: 'Add something found elsewhere; its address is kept and never fetched',
  status: 201,
  input: comparableInput,
  output: shapes.done,
  refusals: ['forbidden', 'required', 'too_long', 'invalid_date', 'invalid_address'],
  run: async ({ house, actor, params, input: { level = null, statedOn = null, address = null, note = '', ...rest } }) =>
    asDone(await addComparable(house, actor, { ...rest, level, statedOn, address, note, groupId: params.id ?? '' })),
});

export const pasteGroupComparables = operation({
  method: 'POST',
  path: '/api/groups/{id}/comparables/lines',
  summary: 'Paste lines of a spreadsheet; with dry nothing is stored, else all lines or, where one is at fault, none',
  input: z.strictObject({ kind, text: z.string(), dry: z.boolean() }),
  output: z.object({
    added: z.int(),
    lines: z.array(z.object({ line: z.int(), source: z.string(), code: z.string().nullable(), field: z.string().nullable() })),
  }),
  refusals: ['forbidden', 'required', 'too_long'],
  run: async ({ house, actor, params, input }) => {
    const pasted = await pasteComparables(house, actor, { ...input, groupId: params.id ?? '' });
    if (isRefusal(pasted)) return pasted;
    const { added, lines } = pasted;
    return {
      added,
      lines: lines.map(({ line, cells, row, refused }) => ({
        line,
        source: row?.source ?? cells[0] ?? '',
        code: refused?.refused ?? null,
        field: refused?.field ?? null,
      })),
    };
  },
});

export const changeOneComparable = operation({
  method: 'PUT',
  path: '/api/comparables/{id}',
  summary: 'Change something found elsewhere',
  input: comparableInput.extend({ version: whole }),
  output: shapes.done,
  refusals: ['forbidden', 'required', 'too_long', 'invalid_date', 'invalid_address', 'changed_meanwhile'],
  run: async ({ house, actor, params, input: { level = null, statedOn = null, address = null, note = '', ...rest } }) =>
    asDone(await changeComparable(house, actor, { ...rest, level, statedOn, address, note, comparableId: params.id ?? '' })),
});

export const removeOneComparable = operation({
  method: 'DELETE',
  path: '/api/comparables/{id}',
  summary: 'Remove something found elsewhere',
  output: shapes.done,
  refusals: ['forbidden'],
  run: async ({ house, actor, params }) => asDone(await removeComparable(house, actor, { comparableId: params.id ?? '' })),
});
