import {
  changeProposal,
  citeSource,
  decideProposal,
  listProposals,
  makeProposal,
  placeProposal,
  readBeside,
  standOnProposal,
} from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { z } from 'zod';
import { asDone } from './asDone.ts';
import { operation } from './operation.ts';
import * as shapes from './shapes.ts';
import { whole } from './shapes.ts';

const moment = z.iso.datetime();
const person = z.object({ id: z.uuid(), name: z.string() });
const level = z.enum(['requirement', 'recommendation']);
const sourceKind = z.enum(['proposal', 'basis', 'comparable', 'material']);
const sources = z.array(z.strictObject({ kind: z.enum(['basis', 'comparable', 'material']), id: z.string() }));

const proposal = z.object({
  id: z.uuid(),
  wording: z.string(),
  level,
  reason: z.string(),
  state: z.enum(['proposed', 'kept', 'dropped']),
  decisionReason: z.string().nullable(),
  decidedBy: person.nullable(),
  decidedAt: moment.nullable(),
  paperId: z.uuid().nullable(),
  pointId: z.string().nullable().describe('The stable id of the point it became'),
  inText: z.boolean().describe('Whether that point stands in the text now'),
  version: z.int(),
  madeBy: person,
  madeAt: moment,
  stances: z.array(
    z.object({
      person: z.object({ id: z.uuid(), name: z.string(), organisation: z.string().nullable() }),
      stance: z.enum(['support', 'doubt']),
      word: z.string(),
    }),
  ),
  sources: z.array(z.object({ kind: sourceKind, id: z.uuid() })),
});

export const listGroupProposals = operation({
  method: 'GET',
  path: '/api/groups/{id}/proposals',
  summary: 'The proposals for a group’s target',
  output: z.array(proposal),
  run: async ({ house, actor, params }) => {
    const listed = await listProposals(house, actor, { groupId: params.id ?? '' });
    if (isRefusal(listed)) return listed;
    return listed.proposals.map(({ groupId: _, placedAt: __, madeAt, decidedAt, ...rest }) => ({
      ...rest,
      madeAt: madeAt.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
    }));
  },
});

export const makeOneProposal = operation({
  method: 'POST',
  path: '/api/groups/{id}/proposals',
  summary: 'Propose a wording for the target, and say what it rests on',
  status: 201,
  input: z.strictObject({ wording: z.string(), level, reason: z.string().optional(), sources: sources.optional() }),
  output: shapes.done,
  refusals: ['forbidden', 'required', 'too_long'],
  run: async ({ house, actor, params, input: { wording, level, reason = '', sources = [] } }) =>
    asDone(await makeProposal(house, actor, { groupId: params.id ?? '', wording, level, reason, sources })),
});

export const changeOneProposal = operation({
  method: 'PUT',
  path: '/api/proposals/{id}',
  summary: 'Change an undecided proposal (who made it, the chair or the secretariat)',
  input: z.strictObject({ version: whole, wording: z.string(), level, reason: z.string().optional(), sources: sources.optional() }),
  output: shapes.done,
  refusals: ['forbidden', 'required', 'too_long', 'changed_meanwhile', 'proposal_decided'],
  run: async ({ house, actor, params, input: { version, wording, level, reason = '', sources } }) =>
    asDone(
      await changeProposal(house, actor, {
        proposalId: params.id ?? '',
        version,
        wording,
        level,
        reason,
        ...(sources === undefined ? {} : { sources }),
      }),
    ),
});

export const standOnOneProposal = operation({
  method: 'PUT',
  path: '/api/proposals/{id}/stance',
  summary: 'Say whether you support or doubt a proposal; null takes it back',
  input: z.strictObject({ stance: z.enum(['support', 'doubt']).nullable(), word: z.string().optional() }),
  output: shapes.done,
  refusals: ['forbidden', 'too_long', 'proposal_decided'],
  run: async ({ house, actor, params, input: { stance, word = '' } }) =>
    asDone(await standOnProposal(house, actor, { proposalId: params.id ?? '', stance, word })),
});

export const decideOneProposal = operation({
  method: 'PUT',
  path: '/api/proposals/{id}/decision',
  summary: 'Keep or drop a proposal, or open the question again (the chair or the secretariat)',
  input: z.strictObject({ state: z.enum(['proposed', 'kept', 'dropped']), reason: z.string().optional() }),
  output: shapes.done,
  refusals: ['forbidden', 'required', 'too_long', 'proposal_decided', 'proposal_placed'],
  run: async ({ house, actor, params, input: { state, reason = '' } }) =>
    asDone(await decideProposal(house, actor, { proposalId: params.id ?? '', state, reason })),
});

export const placeOneProposal = operation({
  method: 'POST',
  path: '/api/proposals/{id}/point',
  summary: 'Put a kept proposal into the target as a point, as your own edit',
  status: 201,
  input: z.strictObject({}),
  output: z.object({ proposalId: z.uuid(), paperId: z.uuid(), pointId: z.string() }),
  refusals: ['forbidden', 'paper_closed', 'proposal_not_kept', 'proposal_placed', 'changed_meanwhile'],
  run: ({ house, actor, params }) => placeProposal(house, actor, { proposalId: params.id ?? '' }),
});

export const readBesidePaper = operation({
  method: 'GET',
  path: '/api/papers/{id}/beside',
  summary: 'What meetings 1 and 2 brought, to stand beside the text, and what its points rest on',
  output: z.object({
    mayInsert: z.boolean(),
    items: z.array(
      z.object({
        kind: sourceKind,
        id: z.uuid(),
        sort: z.enum(['proposal', 'basis', 'target', 'label', 'area', 'file', 'link', 'note']),
        title: z.string(),
        quote: z.string(),
        note: z.string(),
        source: z.string(),
        address: z.string().nullable(),
        level: level.nullable(),
        state: z.enum(['proposed', 'kept', 'dropped']).nullable(),
        pointId: z.string().nullable(),
      }),
    ),
    points: z.array(z.object({ pointId: z.string(), kind: sourceKind, id: z.uuid() })),
  }),
  run: ({ house, actor, params }) => readBeside(house, actor, { paperId: params.id ?? '' }),
});

export const citeOneSource = operation({
  method: 'POST',
  path: '/api/papers/{id}/sources',
  summary: 'Note what a point rests on',
  input: z.strictObject({ pointId: z.string(), kind: sourceKind, sourceId: z.string() }),
  output: shapes.done,
  refusals: ['forbidden', 'paper_closed'],
  run: async ({ house, actor, params, input }) => asDone(await citeSource(house, actor, { ...input, paperId: params.id ?? '' })),
});
