import {
  deleteSettled,
  findProcess,
  holdGroup,
  inTransaction,
  insertSettled,
  notify,
  recordAct,
  saveSteeringDate,
  saveTemplateWay,
  saveWayOfGroup,
  selectGroups,
} from '@samskriv/database';
import { isRefusal, isWay, may, refuse, wayOn, whereItStands, type Actor, type Refusal } from '@samskriv/process';
import { day, line } from '../fields.ts';
import { closedGroup } from '../groups/reach.ts';
import type { House } from '../house.ts';
import { wayOf } from './ways.ts';

/**
 * Saves the partnership's template as a whole where it still has `version` (0: never changed). Groups that run keep the way
 * they were born with.
 */
export async function saveTemplate(
  house: House,
  actor: Actor,
  { way, version }: { way: unknown; version: number },
): Promise<{ version: number } | Refusal> {
  if (!may(actor, 'house.manage', null)) return refuse('forbidden');
  if (!isWay(way)) return refuse('invalid', 'way');
  return inTransaction(house.sql, async (sql) => {
    if (!(await saveTemplateWay(sql, { way, version, by: actor.personId }))) return refuse('changed_meanwhile');
    await recordAct(sql, { actor: actor.personId, action: 'process.template', thing: null, details: { steps: way.length } });
    return { version: version + 1 };
  });
}

/** Saves a group's own way as a whole where it still has `version`. A step the group has behind it cannot be left out. */
export async function saveGroupWay(
  house: House,
  actor: Actor,
  { groupId, way, version }: { groupId: string; way: unknown; version: number },
): Promise<{ groupId: string; version: number } | Refusal> {
  const closed = closedGroup(actor, groupId, 'process.change');
  if (closed !== null) return closed;
  if (!isWay(way)) return refuse('invalid', 'way');
  return inTransaction(house.sql, async (sql) => {
    if (!(await holdGroup(sql, groupId))) return refuse('not_found');
    const process = await findProcess(sql, groupId);
    if (process === null) return refuse('not_found');
    const kept = new Set(way.map(({ key }) => key));
    const behind = [...Object.keys(process.settled), ...process.convened];
    if (wayOf(process.way).some(({ key }) => behind.includes(key) && !kept.has(key))) return refuse('step_settled');
    if (!(await saveWayOfGroup(sql, { groupId, way, version }))) return refuse('changed_meanwhile');
    await recordAct(sql, {
      actor: actor.personId,
      action: 'process.way',
      thing: { kind: 'group', id: groupId },
      details: { steps: way.length },
    });
    await notify(sql, { kind: 'group', groupId });
    return { groupId, version: version + 1 };
  });
}

/** Writes the day the steering group meets about the target (`YYYY-MM-DD`; null: not known yet). */
export async function setSteeringDate(
  house: House,
  actor: Actor,
  { groupId, date }: { groupId: string; date: string | null },
): Promise<{ groupId: string } | Refusal> {
  const closed = closedGroup(actor, groupId, 'process.change');
  if (closed !== null) return closed;
  const tidy = date === null || date === '' ? null : day(date, 'date');
  if (isRefusal(tidy)) return tidy;
  return inTransaction(house.sql, async (sql) => {
    if (!(await holdGroup(sql, groupId))) return refuse('not_found');
    await saveSteeringDate(sql, groupId, tidy);
    await recordAct(sql, {
      actor: actor.personId,
      action: 'process.steeringDate',
      thing: { kind: 'group', id: groupId },
      details: { date: tidy },
    });
    await notify(sql, { kind: 'group', groupId });
    return { groupId };
  });
}

/**
 * Gets the step a group stands at behind it by hand: a meeting that is held only if needed is skipped, with a reason; a step of
 * the partnership's own is done, or skipped with a reason.
 */
export async function settleStep(
  house: House,
  actor: Actor,
  input: { groupId: string; step: string; outcome: string; reason: string },
): Promise<{ groupId: string } | Refusal> {
  const { groupId, step } = input;
  const closed = closedGroup(actor, groupId, 'process.change');
  if (closed !== null) return closed;
  const outcome = input.outcome === 'done' || input.outcome === 'skipped' ? input.outcome : null;
  if (outcome === null) return refuse('invalid', 'outcome');
  return inTransaction(house.sql, async (sql) => {
    if (!(await holdGroup(sql, groupId))) return refuse('not_found');
    const [[group], process] = await Promise.all([selectGroups(sql, [groupId]), findProcess(sql, groupId)]);
    if (group === undefined || process === null) return refuse('not_found');
    const { state } = group.target;
    const found = whereItStands({ state, way: wayOf(process.way), settled: process.settled }).find((one) => one.step.key === step);
    if (found === undefined) return refuse('not_found', 'step');
    if (found.standing === 'done' || found.standing === 'skipped') return refuse('step_settled');
    const on = wayOn(found.step, state);
    if (!(on === 'settle' || (on === 'holdOrSkip' && outcome === 'skipped'))) return refuse('step_not_optional');
    const reason = outcome === 'skipped' ? line(input.reason, 'reason', 1000) : '';
    if (isRefusal(reason)) return reason;
    await insertSettled(sql, { groupId, step, outcome, reason, by: actor.personId });
    await recordAct(sql, {
      actor: actor.personId,
      action: 'process.settle',
      thing: { kind: 'group', id: groupId },
      details: { step, outcome },
    });
    await notify(sql, { kind: 'group', groupId });
    return { groupId };
  });
}

/** Takes a step up again that was settled by hand. */
export async function resumeStep(
  house: House,
  actor: Actor,
  { groupId, step }: { groupId: string; step: string },
): Promise<{ groupId: string } | Refusal> {
  const closed = closedGroup(actor, groupId, 'process.change');
  if (closed !== null) return closed;
  return inTransaction(house.sql, async (sql) => {
    if (!(await holdGroup(sql, groupId))) return refuse('not_found');
    if (!(await deleteSettled(sql, groupId, step))) return refuse('not_found', 'step');
    await recordAct(sql, { actor: actor.personId, action: 'process.resume', thing: { kind: 'group', id: groupId }, details: { step } });
    await notify(sql, { kind: 'group', groupId });
    return { groupId };
  });
}
