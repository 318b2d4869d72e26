import {
  deleteMembership,
  findMembership,
  findPerson,
  holdGroup,
  inTransaction,
  keepChairs,
  lowerChair,
  notify,
  recordAct,
  upsertMembership,
} from '@samskriv/database';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { day, oneOf } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';

/** A line for a roster. `untilDate` (`YYYY-MM-DD`, the last day of access) is required for an expert and never a chair's. */
export type MembershipInput = {
  groupId: string;
  personId: string;
  role: string;
  competence?: string | null;
  untilDate?: string | null;
};

/**
 * Puts a person into a roster, or changes their role there; it counts at once, on open papers too. Appointing a chair is the
 * secretariat's and makes the former chair a member.
 */
export async function setMembership(
  house: House,
  actor: Actor,
  input: MembershipInput,
): Promise<{ groupId: string; personId: string } | Refusal> {
  const { groupId, personId } = input;
  const closed = refuseRoster(actor, groupId);
  if (closed !== null) return closed;
  if (!isId(personId)) return refuse('not_found', 'personId');
  const line = tidy(input);
  if (isRefusal(line)) return line;

  return inTransaction(house.sql, async (sql) => {
    if (!(await holdGroup(sql, groupId))) return refuse('not_found');
    const person = await findPerson(sql, personId);
    if (person === null || person.suspended) return refuse('not_found', 'personId');
    const before = await findMembership(sql, groupId, personId);
    const changesChair = (before?.role === 'chair') !== (line.role === 'chair');
    if (changesChair && !may(actor, 'group.appointChair', groupId)) return refuse('forbidden', 'role');
    const former = changesChair && line.role === 'chair' ? await lowerChair(sql, groupId) : null;
    await upsertMembership(sql, { groupId, personId, ...line });
    if (changesChair) await keepChairs(sql, groupId, actor.personId);
    await recordAct(sql, {
      actor: actor.personId,
      action: 'roster.set',
      thing: { kind: 'group', id: groupId },
      details: { personId, role: line.role, before: before?.role ?? null, formerChair: former, untilDate: line.untilDate },
    });
    if (former !== null) await notify(sql, { kind: 'rights', personId: former });
    await notify(sql, { kind: 'rights', personId });
    await notify(sql, { kind: 'group', groupId });
    return { groupId, personId };
  });
}

/** Takes a person out of a roster; it counts at once, on open papers too. Taking out the chair is the secretariat's. */
export async function removeMembership(
  house: House,
  actor: Actor,
  { groupId, personId }: { groupId: string; personId: string },
): Promise<{ groupId: string; personId: string } | Refusal> {
  const closed = refuseRoster(actor, groupId);
  if (closed !== null) return closed;
  if (!isId(personId)) return refuse('not_found', 'personId');
  return inTransaction(house.sql, async (sql) => {
    if (!(await holdGroup(sql, groupId))) return refuse('not_found');
    const before = await findMembership(sql, groupId, personId);
    if (before === null) return refuse('not_found', 'personId');
    if (before.role === 'chair' && !may(actor, 'group.appointChair', groupId)) return refuse('forbidden', 'role');
    await deleteMembership(sql, groupId, personId);
    if (before.role === 'chair') await keepChairs(sql, groupId, actor.personId);
    await recordAct(sql, {
      actor: actor.personId,
      action: 'roster.remove',
      thing: { kind: 'group', id: groupId },
      details: { personId, before: before.role },
    });
    await notify(sql, { kind: 'rights', personId });
    await notify(sql, { kind: 'group', groupId });
    return { groupId, personId };
  });
}

function refuseRoster(actor: Actor, groupId: string): Refusal | null {
  if (!isId(groupId) || !may(actor, 'group.see', groupId)) return refuse('not_found');
  return may(actor, 'roster.change', groupId) ? null : refuse('forbidden');
}

function tidy(input: MembershipInput) {
  const role = oneOf(input.role, ['chair', 'member', 'expert', 'observer'], 'role');
  if (isRefusal(role)) return role;
  const competence = input.competence ? oneOf(input.competence, ['environmental', 'procurement'], 'competence') : null;
  if (isRefusal(competence)) return competence;
  const untilDate = input.untilDate ? day(input.untilDate, 'untilDate') : null;
  if (isRefusal(untilDate)) return untilDate;
  if (role === 'expert' && untilDate === null) return refuse('required', 'untilDate');
  if (role === 'chair' && untilDate !== null) return refuse('invalid', 'untilDate');
  if (untilDate !== null && untilDate < today()) return refuse('date_passed', 'untilDate');
  return { role, competence, untilDate };
}

/** Today where the partnership is, as `YYYY-MM-DD`; the same day that active_membership counts by. */
function today(): string {
  return new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Copenhagen' });
}
