import {
  findGroupTitle,
  findProposal,
  inTransaction,
  insertProposal,
  notify,
  recordAct,
  saveProposalSources,
  saveStance,
  selectOwnSources,
  selectProposals,
  updateDecision,
  updateProposal,
  type ProposalRow,
  type ProposalText,
  type SourceRef,
  type Sql,
} from '@samskriv/database';
import { isRefusal, may, refuse, type Action, type Actor, type Refusal } from '@samskriv/process';
import { line, oneOf, text } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { inGroup } from '../material/reach.ts';
import { standsInText, withStanding, type ProposalStanding } from './standing.ts';

const sourceKinds = ['basis', 'comparable', 'material'] as const;

/** What a person proposes for the target, and what it rests on. */
export type ProposalInput = { wording: string; level: string; reason?: string | null; sources?: readonly { kind: string; id: string }[] };

/** A group's proposals, and what the one who reads may do there. */
export type ProposalList = {
  group: { id: string; title: string };
  proposals: ProposalStanding[];
  may: { propose: boolean; decide: boolean; write: boolean };
};

/** The proposals of a group (2.5), for whoever is in it. */
export async function listProposals(house: House, actor: Actor, { groupId }: { groupId: string }): Promise<ProposalList | Refusal> {
  if (!isId(groupId) || !may(actor, 'proposal.see', groupId)) return refuse('not_found');
  const title = await findGroupTitle(house.sql, groupId);
  if (title === null) return refuse('not_found');
  return {
    group: { id: groupId, title },
    proposals: await withStanding(house.sql, await selectProposals(house.sql, groupId)),
    may: {
      propose: may(actor, 'proposal.make', groupId),
      decide: may(actor, 'proposal.decide', groupId),
      write: may(actor, 'paper.write', groupId),
    },
  };
}

/** Proposes a wording for the target. What it rests on must be the group's own. */
export async function makeProposal(
  house: House,
  actor: Actor,
  { groupId, ...input }: ProposalInput & { groupId: string },
): Promise<{ proposalId: string } | Refusal> {
  const no = inGroup(actor, groupId, 'proposal.see', 'proposal.make');
  if (no !== null) return no;
  const judged = judge(input);
  if (isRefusal(judged)) return judged;
  return inTransaction(house.sql, async (sql) => {
    if ((await findGroupTitle(sql, groupId)) === null) return refuse('not_found');
    const sources = await ownSources(sql, groupId, input.sources ?? []);
    if (isRefusal(sources)) return sources;
    const proposalId = await insertProposal(sql, { ...judged, groupId, by: actor.personId });
    await saveProposalSources(sql, proposalId, sources);
    await record(sql, actor, 'proposal.make', proposalId, groupId);
    return { proposalId };
  });
}

/** Changes an undecided proposal: who made it, or who decides. `version` is the one that was seen. */
export async function changeProposal(
  house: House,
  actor: Actor,
  { proposalId, version, ...input }: ProposalInput & { proposalId: string; version: number },
): Promise<{ proposalId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const proposal = await proposalFor(sql, actor, proposalId, 'proposal.make');
    if (isRefusal(proposal)) return proposal;
    const { id, groupId } = proposal;
    if (proposal.madeBy.id !== actor.personId && !may(actor, 'proposal.decide', groupId)) return refuse('forbidden');
    if (proposal.state !== 'proposed') return refuse('proposal_decided');
    const judged = judge(input);
    if (isRefusal(judged)) return judged;
    const sources = input.sources === undefined ? null : await ownSources(sql, groupId, input.sources);
    if (isRefusal(sources)) return sources;
    if (!(await updateProposal(sql, { ...judged, id, version }))) return refuse('changed_meanwhile');
    if (sources !== null) await saveProposalSources(sql, id, sources);
    await record(sql, actor, 'proposal.change', id, groupId);
    return { proposalId: id };
  });
}

/** Says what one thinks of an undecided proposal, with a word; `stance` null takes it back. */
export async function standOnProposal(
  house: House,
  actor: Actor,
  input: { proposalId: string; stance: string | null; word?: string | null },
): Promise<{ proposalId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const proposal = await proposalFor(sql, actor, input.proposalId, 'proposal.make');
    if (isRefusal(proposal)) return proposal;
    if (proposal.state !== 'proposed') return refuse('proposal_decided');
    const stance = input.stance === null ? null : oneOf(input.stance, ['support', 'doubt'] as const, 'stance');
    if (isRefusal(stance)) return stance;
    const word = text(input.word, 'word', 1000);
    if (isRefusal(word)) return word;
    await saveStance(sql, { proposalId: proposal.id, personId: actor.personId, stance, word });
    await record(sql, actor, 'proposal.stand', proposal.id, proposal.groupId);
    return { proposalId: proposal.id };
  });
}

/**
 * Keeps or drops a proposal, with a reason where it is dropped; `proposed` opens the question again, as long as it is not in
 * the text; the point it once was is then no longer its.
 */
export async function decideProposal(
  house: House,
  actor: Actor,
  input: { proposalId: string; state: string; reason?: string | null },
): Promise<{ proposalId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const proposal = await proposalFor(sql, actor, input.proposalId, 'proposal.decide');
    if (isRefusal(proposal)) return proposal;
    const state = oneOf(input.state, ['proposed', 'kept', 'dropped'] as const, 'state');
    if (isRefusal(state)) return state;
    if (await standsInText(sql, proposal)) return refuse('proposal_placed');
    if (state !== 'proposed' && proposal.state !== 'proposed') return refuse('proposal_decided');
    const reason = text(input.reason, 'reason', 2000);
    if (isRefusal(reason)) return reason;
    if (state === 'dropped' && reason === '') return refuse('required', 'reason');
    const by = state === 'proposed' ? null : actor.personId;
    await updateDecision(sql, { id: proposal.id, state, by, reason: by === null || reason === '' ? null : reason });
    await record(sql, actor, `proposal.${state}`, proposal.id, proposal.groupId);
    return { proposalId: proposal.id };
  });
}

/** A proposal that a person may do something with; its row is kept until the transaction ends. */
export async function proposalFor(sql: Sql, actor: Actor, proposalId: string, action: Action): Promise<ProposalRow | Refusal> {
  const proposal = isId(proposalId) ? await findProposal(sql, proposalId, { hold: true }) : null;
  if (proposal === null || !may(actor, 'proposal.see', proposal.groupId)) return refuse('not_found');
  return may(actor, action, proposal.groupId) ? proposal : refuse('forbidden');
}

function judge({ wording: given, level: word, reason: why }: ProposalInput): ProposalText | Refusal {
  const wording = text(given, 'wording', 4000);
  if (isRefusal(wording)) return wording;
  const first = line(wording, 'wording', 4000);
  if (isRefusal(first)) return first;
  const level = oneOf(word, ['requirement', 'recommendation'] as const, 'level');
  if (isRefusal(level)) return level;
  const reason = text(why, 'reason', 4000);
  return isRefusal(reason) ? reason : { wording, level, reason };
}

async function ownSources(sql: Sql, groupId: string, given: readonly { kind: string; id: string }[]): Promise<SourceRef[] | Refusal> {
  const asked: SourceRef[] = [];
  for (const { kind, id } of given) {
    const word = oneOf(kind, sourceKinds, 'sources');
    if (isRefusal(word)) return word;
    if (!isId(id)) return refuse('not_found');
    asked.push({ kind: word, id });
  }
  const own = asked.length === 0 ? [] : await selectOwnSources(sql, groupId, asked);
  const there = asked.every(({ kind, id }) => own.some((found) => found.kind === kind && found.id === id));
  return there ? asked : refuse('not_found');
}

async function record(sql: Sql, actor: Actor, action: string, proposalId: string, groupId: string): Promise<void> {
  await recordAct(sql, { actor: actor.personId, action, thing: { kind: 'proposal', id: proposalId }, details: { groupId } });
  await notify(sql, { kind: 'group', groupId });
}
