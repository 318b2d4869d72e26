import {
  findGroupTitle,
  inTransaction,
  notify,
  organisationOf,
  recordAct,
  saveBasis,
  selectBasis,
  type BasisRow,
} from '@samskriv/database';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { oneOf, text } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { inGroup } from '../material/reach.ts';

/** The levels an organisation can be at today. */
export const basisLevels = ['none', 'core', 'comprehensive'] as const;

/** An organisation's line in the mapping, and whether the one who reads may fill it in. A line not sent in is blank to others. */
export type BasisView = BasisRow & { mayFill: boolean };

/** The existing basis at the members (2.1): one line per organisation, for whoever is in the group. */
export async function listBasis(
  house: House,
  actor: Actor,
  { groupId }: { groupId: string },
): Promise<{ group: { id: string; title: string }; rows: BasisView[] } | Refusal> {
  if (!isId(groupId) || !may(actor, 'mapping.see', groupId)) return refuse('not_found');
  const title = await findGroupTitle(house.sql, groupId);
  if (title === null) return refuse('not_found');
  const [rows, own] = await Promise.all([selectBasis(house.sql, groupId), organisationOf(house.sql, actor.personId)]);
  return {
    group: { id: groupId, title },
    rows: rows.map((row) => {
      const mayFill = fills(actor, groupId, own, row.organisation.id);
      if (mayFill || row.submittedAt !== null) return { ...row, mayFill };
      return { ...row, mayFill, level: null, policies: '', contracts: '', practice: '', changedBy: null, changedAt: null };
    }),
  };
}

/**
 * Writes an organisation's line: its own people in the group, or for any of them who leads. `version` is the one that was seen, 0
 * where nothing was there; where somebody else has written meanwhile, nothing is done. `submit` sends it in, else it is kept as a
 * draft of the organisation's.
 */
export async function fillBasis(
  house: House,
  actor: Actor,
  input: {
    groupId: string;
    organisationId: string;
    version: number;
    level?: string | null;
    policies?: string | null;
    contracts?: string | null;
    practice?: string | null;
    submit: boolean;
  },
): Promise<{ basisId: string } | Refusal> {
  const { groupId, organisationId } = input;
  const no = inGroup(actor, groupId, 'mapping.see', 'mapping.fill');
  if (no !== null) return no;
  const rows = isId(organisationId) ? await selectBasis(house.sql, groupId) : [];
  if (!rows.some(({ organisation }) => organisation.id === organisationId)) return refuse('not_found');
  if (!fills(actor, groupId, await organisationOf(house.sql, actor.personId), organisationId)) return refuse('forbidden');
  const level = (input.level ?? '') === '' ? null : oneOf(input.level ?? '', basisLevels, 'level');
  if (isRefusal(level)) return level;
  const policies = text(input.policies, 'policies', 4000);
  if (isRefusal(policies)) return policies;
  const contracts = text(input.contracts, 'contracts', 4000);
  if (isRefusal(contracts)) return contracts;
  const practice = text(input.practice, 'practice', 4000);
  if (isRefusal(practice)) return practice;
  if (input.submit && level === null) return refuse('required', 'level');
  if (input.submit && policies + contracts + practice === '') return refuse('required', 'policies');
  return inTransaction(house.sql, async (sql) => {
    if ((await findGroupTitle(sql, groupId)) === null) return refuse('not_found');
    const { version, submit: submitted } = input;
    const by = actor.personId;
    const basisId = await saveBasis(sql, { groupId, organisationId, version, level, policies, contracts, practice, by, submitted });
    if (basisId === null) return refuse('changed_meanwhile');
    const thing = { kind: 'basis' as const, id: basisId };
    await recordAct(sql, { actor: by, action: 'basis.fill', thing, details: { groupId, organisationId, submitted } });
    await notify(sql, { kind: 'group', groupId });
    return { basisId };
  });
}

function fills(actor: Actor, groupId: string, own: string | null, organisationId: string): boolean {
  return may(actor, 'mapping.fillForOthers', groupId) || (own === organisationId && may(actor, 'mapping.fill', groupId));
}
