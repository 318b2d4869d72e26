import {
  findProposal,
  insertPointSources,
  keepRoundState,
  notify,
  recordAct,
  selectBasis,
  selectComparables,
  selectMaterial,
  selectOwnSources,
  selectPointSources,
  selectProposals,
  updatePlaced,
  type SourceKind,
  type Sql,
} from '@samskriv/database';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { oneOf } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { readPointIds } from '../papers/text.ts';
import { paperFor } from '../threads/reach.ts';
import { allOrNothing } from '../threads/undone.ts';
import { standsInText } from './standing.ts';

/**
 * Something that can stand beside the text: a proposal, a row of the mapping, something found elsewhere, a material. `quote` is what
 * would be put into the text, `source` what would be named as where it is from, `level` how it binds where it is a proposal.
 */
export type BesideItem = {
  kind: SourceKind;
  id: string;
  sort: 'proposal' | 'basis' | 'target' | 'label' | 'area' | 'file' | 'link' | 'note';
  title: string;
  quote: string;
  note: string;
  source: string;
  address: string | null;
  level: 'requirement' | 'recommendation' | null;
  state: 'proposed' | 'kept' | 'dropped' | null;
  pointId: string | null;
};

/** What meetings 1 and 2 brought, to stand beside a paper of the group; `points` says what its points rest on. */
export type Beside = {
  items: BesideItem[];
  points: { pointId: string; kind: SourceKind; id: string }[];
  mayInsert: boolean;
};

/** What stands beside the text of a paper (3.2), for whoever may read it. */
export async function readBeside(house: House, actor: Actor, { paperId }: { paperId: string }): Promise<Beside | Refusal> {
  const paper = await paperFor(house.sql, actor, paperId, 'paper.read');
  if (isRefusal(paper)) return paper;
  const { groupId } = paper;
  if (!may(actor, 'material.see', groupId) || !may(actor, 'mapping.see', groupId)) return refuse('not_found');
  const [proposals, basis, comparables, material, points] = await Promise.all([
    selectProposals(house.sql, groupId),
    selectBasis(house.sql, groupId),
    selectComparables(house.sql, groupId),
    selectMaterial(house.sql, groupId, { drafts: false }),
    selectPointSources(house.sql, paper.id),
  ]);
  const plain = { address: null, level: null, state: null, pointId: null, note: '' };
  const items: BesideItem[] = [
    ...proposals.map(({ id, wording, level, reason, state, pointId, madeBy }) => ({
      ...plain,
      kind: 'proposal' as const,
      sort: 'proposal' as const,
      id,
      title: wording,
      quote: wording,
      note: reason,
      source: madeBy.name,
      level,
      state,
      pointId,
    })),
    ...basis.flatMap(({ id, organisation, policies, contracts, practice, submittedAt }) => {
      if (id === null || submittedAt === null) return [];
      const [quote = '', ...rest] = [policies, practice, contracts].filter((part) => part !== '');
      return [
        {
          ...plain,
          kind: 'basis' as const,
          sort: 'basis' as const,
          id,
          title: organisation.name,
          quote,
          note: rest.join('\n'),
          source: organisation.name,
        },
      ];
    }),
    ...comparables.map(({ id, kind: sort, source, wording, note, address }) => ({
      ...plain,
      kind: 'comparable' as const,
      sort,
      id,
      title: source,
      quote: wording,
      note,
      source,
      address,
    })),
    ...material.map(({ id, kind: sort, title, note, address, file }) => ({
      ...plain,
      kind: 'material' as const,
      sort,
      id,
      title,
      quote: note === '' ? title : note,
      note: '',
      source: title,
      address: file === null ? address : `/api/material/${id}/file`,
    })),
  ];
  return { items, points, mayInsert: paper.state === 'open' && may(actor, 'paper.write', groupId) };
}

/**
 * Notes what a point of a paper rests on: something of the paper's own group. The point must stand in the text as saved, and the
 * paper be open. A kept proposal that is in no text yet becomes the point, and what it rests on is noted with it.
 */
export async function citeSource(
  house: House,
  actor: Actor,
  input: { paperId: string; pointId: string; kind: string; sourceId: string },
): Promise<{ pointId: string } | Refusal> {
  const paper = await paperFor(house.sql, actor, input.paperId, 'paper.write');
  if (isRefusal(paper)) return paper;
  const kind = oneOf(input.kind, ['proposal', 'basis', 'comparable', 'material'] as const, 'kind');
  if (isRefusal(kind)) return kind;
  if (!isId(input.sourceId)) return refuse('not_found', 'sourceId');
  if (paper.state !== 'open') return refuse('paper_closed');
  if (!(await readPointIds(house.sql, paper)).has(input.pointId)) return refuse('not_found', 'pointId');
  const source = { kind, id: input.sourceId };
  return allOrNothing(house.sql, async (sql) => {
    const own = await selectOwnSources(sql, paper.groupId, [source]);
    if (!own.some((found) => found.kind === kind && found.id === source.id)) return refuse('not_found', 'sourceId');
    await insertPointSources(sql, { paperId: paper.id, pointId: input.pointId, by: actor.personId }, [source]);
    if (kind === 'proposal') await becomePoint(sql, actor, source.id, { paperId: paper.id, pointId: input.pointId });
    const thing = { kind: 'paper' as const, id: paper.id };
    await recordAct(sql, {
      actor: actor.personId,
      action: 'point.cite',
      thing,
      details: { pointId: input.pointId, kind, sourceId: source.id },
    });
    await notify(sql, { kind: 'group', groupId: paper.groupId });
    return (await keepRoundState(sql, paper.id, paper.round)) === 'open' ? { pointId: input.pointId } : refuse('paper_closed');
  });
}

async function becomePoint(sql: Sql, actor: Actor, proposalId: string, at: { paperId: string; pointId: string }): Promise<void> {
  const proposal = await findProposal(sql, proposalId, { hold: true });
  if (proposal === null) return;
  const by = actor.personId;
  await insertPointSources(sql, { ...at, by }, proposal.sources);
  if (proposal.state === 'kept' && !(await standsInText(sql, proposal))) await updatePlaced(sql, { id: proposal.id, ...at, by });
}
