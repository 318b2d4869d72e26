import {
  createGroup,
  documentName,
  listCandidates,
  listGroups,
  listTargets,
  readGroup,
  removeMembership,
  renameGroup,
  setMembership,
  type ListedGroup,
} from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { z } from 'zod';
import { operation } from './operation.ts';
import { documentOf, done, id, moment, organisation, paperState, role, rosterRole, section, who } from './shapes.ts';

const targetState = z.enum([
  'draft',
  'ready',
  'locked',
  'ownOrganisation',
  'revision',
  'politicalTreatment',
  'approved',
  'inForce',
  'withdrawn',
]);

/** A target an update can start from. */
const target = z.object({ id, title: z.string(), state: targetState });

/** A group in a list. */
const listedGroup = z.object({
  id,
  title: z.string(),
  kind: z.enum(['new', 'update']),
  role,
  target,
  paper: z.object({ id, title: z.string(), round: z.int(), state: paperState, document: documentOf }),
  chair: who.nullable(),
  people: z.int(),
  lastEditAt: moment.nullable(),
  createdAt: moment,
  sections: z.array(section),
});

const rosterLine = z.object({
  id,
  name: z.string(),
  mail: z.string(),
  organisation,
  role: rosterRole,
  competence: z.enum(['environmental', 'procurement']).nullable(),
  untilDate: z.iso.date().nullable(),
  active: z.boolean(),
  arrived: z.boolean(),
});

/** One group with its roster. */
const group = listedGroup.extend({
  roster: z.array(rosterLine),
  may: z.object({ readAudit: z.boolean(), rename: z.boolean(), changeRoster: z.boolean(), appointChair: z.boolean(), write: z.boolean() }),
});

/** Somebody who can be put into a roster. */
const candidate = z.object({ id, name: z.string(), organisation });

export const listMyGroups = operation({
  method: 'GET',
  path: '/api/groups',
  summary: 'Your groups; all of them for the secretariat',
  output: z.array(listedGroup),
  run: async ({ house, actor }) => (await listGroups(house, actor)).map(asListed),
});

export const createOneGroup = operation({
  method: 'POST',
  path: '/api/groups',
  summary: 'Make a group with its target and paper (a chair or the secretariat); an update starts from a target or a pasted text',
  status: 201,
  input: z.strictObject({
    title: z.string(),
    kind: z.enum(['new', 'update']),
    targetId: z.string().nullable().optional(),
    text: z.string().nullable().optional(),
  }),
  output: group,
  refusals: ['forbidden', 'required', 'too_long'],
  run: async ({ house, actor, input: { title, kind, targetId = null, text = null } }) => {
    const made = await createGroup(house, actor, { title, kind, targetId, text });
    if (isRefusal(made)) return made;
    // Whoever made it may be its chair since a moment ago.
    const now = actor.secretariat ? actor : { ...actor, roles: new Map([...actor.roles, [made.groupId, 'chair' as const]]) };
    const group = await readGroup(house, now, made.groupId);
    return isRefusal(group) ? group : { ...asListed(group), roster: group.roster, may: group.may };
  },
});

export const readOneGroup = operation({
  method: 'GET',
  path: '/api/groups/{id}',
  summary: 'One group with its roster and the sections of its paper',
  output: group,
  run: async ({ house, actor, params }) => {
    const group = await readGroup(house, actor, params.id ?? '');
    return isRefusal(group) ? group : { ...asListed(group), roster: group.roster, may: group.may };
  },
});

export const renameOneGroup = operation({
  method: 'PATCH',
  path: '/api/groups/{id}',
  summary: 'Give a group another title (its chair or the secretariat)',
  input: z.strictObject({ title: z.string() }),
  output: done,
  refusals: ['forbidden', 'required', 'too_long'],
  run: async ({ house, actor, params, input: { title } }) => {
    const renamed = await renameGroup(house, actor, { groupId: params.id ?? '', title });
    return isRefusal(renamed) ? renamed : { id: renamed.groupId };
  },
});

export const listGroupCandidates = operation({
  method: 'GET',
  path: '/api/groups/{id}/candidates',
  summary: 'Who can be put into the roster (its chair or the secretariat)',
  output: z.array(candidate),
  refusals: ['forbidden'],
  run: ({ house, actor, params }) => listCandidates(house, actor, params.id ?? ''),
});

export const setRosterLine = operation({
  method: 'PUT',
  path: '/api/groups/{id}/roster/{person}',
  summary: 'Put a person into the roster or change their role (its chair or the secretariat; a chair is appointed by the secretariat)',
  input: z.strictObject({
    role: z.enum(['chair', 'member', 'expert', 'observer']),
    competence: z.enum(['environmental', 'procurement']).nullable().optional(),
    untilDate: z.string().nullable().optional().describe('YYYY-MM-DD, the last day of access; required for an expert'),
  }),
  output: done,
  refusals: ['forbidden', 'required', 'invalid_date', 'date_passed'],
  run: async ({ house, actor, params, input: { role, competence = null, untilDate = null } }) => {
    const set = await setMembership(house, actor, { groupId: params.id ?? '', personId: params.person ?? '', role, competence, untilDate });
    return isRefusal(set) ? set : { id: set.personId };
  },
});

export const removeRosterLine = operation({
  method: 'DELETE',
  path: '/api/groups/{id}/roster/{person}',
  summary: 'Take a person out of the roster (its chair or the secretariat)',
  output: done,
  refusals: ['forbidden'],
  run: async ({ house, actor, params }) => {
    const removed = await removeMembership(house, actor, { groupId: params.id ?? '', personId: params.person ?? '' });
    return isRefusal(removed) ? removed : { id: removed.personId };
  },
});

export const listTargetsToUpdate = operation({
  method: 'GET',
  path: '/api/targets',
  summary: 'The targets an update can start from (a chair or the secretariat)',
  output: z.array(target),
  refusals: ['forbidden'],
  run: ({ house, actor }) => listTargets(house, actor),
});

function asListed({ id, title, kind, role, target, paper, chair, people, lastEditAt, createdAt, sections }: ListedGroup) {
  return {
    id,
    title,
    kind,
    role,
    target,
    paper: { id: paper.id, title: paper.title, round: paper.round, state: paper.state, document: documentName(paper.id, paper.round) },
    chair,
    people,
    lastEditAt: lastEditAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    sections,
  };
}
