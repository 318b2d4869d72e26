import {
  deleteCriterion,
  findEvaluation,
  holdGroup,
  inTransaction,
  insertCriterion,
  notify,
  recordAct,
  saveEvaluationRow,
  selectCriteria,
  updateAgreed,
  updateCriterion,
  updateScore,
  type CriterionRow,
  type EvaluationRow,
  type Sql,
} from '@samskriv/database';
import { isRefusal, may, refuse, type Action, type Actor, type Refusal } from '@samskriv/process';
import { line, oneOf, text } from '../fields.ts';
import { closedGroup, missingGroup } from '../groups/reach.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';

const longest = 500;

/** What a group wants to be measured by, how it judged its work, and what one may do about it. */
export type CriteriaView = {
  criteria: CriterionRow[];
  evaluation: EvaluationRow;
  may: { propose: boolean; agree: boolean };
};

/** A group's success criteria and evaluation, for whoever is in it. */
export async function readCriteria(house: House, actor: Actor, groupId: string): Promise<CriteriaView | Refusal> {
  const closed = await missingGroup(house.sql, actor, groupId, 'group.see');
  if (closed !== null) return closed;
  const [criteria, evaluation] = await Promise.all([selectCriteria(house.sql, { groupId }), findEvaluation(house.sql, groupId)]);
  return {
    criteria,
    evaluation,
    may: { propose: may(actor, 'criteria.propose', groupId), agree: may(actor, 'criteria.agree', groupId) },
  };
}

/** Proposes a criterion. */
export async function proposeCriterion(
  house: House,
  actor: Actor,
  { groupId, wording }: { groupId: string; wording: string },
): Promise<{ groupId: string; criterionId: string } | Refusal> {
  const closed = closedGroup(actor, groupId, 'criteria.propose');
  if (closed !== null) return closed;
  const words = line(wording, 'wording', longest);
  if (isRefusal(words)) return words;
  return inTransaction(house.sql, async (sql) => {
    if (!(await holdGroup(sql, groupId))) return refuse('not_found');
    const criterionId = await insertCriterion(sql, { groupId, wording: words, proposedBy: actor.personId });
    await told(sql, actor, 'criteria.propose', groupId);
    return { groupId, criterionId };
  });
}

/** Gives a criterion another wording, where it still has `version`. One that was agreed on is agreed on anew. */
export async function rewordCriterion(
  house: House,
  actor: Actor,
  { criterionId, wording, version }: { criterionId: string; wording: string; version: number },
): Promise<{ groupId: string } | Refusal> {
  return onCriterion(house, actor, criterionId, 'criteria.propose', async (sql, criterion) => {
    const words = line(wording, 'wording', longest);
    if (isRefusal(words)) return words;
    if (!(await updateCriterion(sql, criterionId, words, version))) return meanwhile('wording', criterion.version, criterion.wording);
    await told(sql, actor, 'criteria.reword', criterion.groupId);
    return { groupId: criterion.groupId };
  });
}

/** Agrees on a criterion, or takes that back. */
export async function agreeCriterion(
  house: House,
  actor: Actor,
  { criterionId, agreed }: { criterionId: string; agreed: boolean },
): Promise<{ groupId: string } | Refusal> {
  return onCriterion(house, actor, criterionId, 'criteria.agree', async (sql, { groupId }) => {
    await updateAgreed(sql, criterionId, agreed ? actor.personId : null);
    await told(sql, actor, agreed ? 'criteria.agree' : 'criteria.reopen', groupId);
    return { groupId };
  });
}

/** Takes a criterion away: a proposed one by whoever may propose, an agreed one by whoever may agree. */
export async function removeCriterion(
  house: House,
  actor: Actor,
  { criterionId }: { criterionId: string },
): Promise<{ groupId: string } | Refusal> {
  return onCriterion(house, actor, criterionId, 'criteria.propose', async (sql, { groupId, agreedAt }) => {
    if (agreedAt !== null && !may(actor, 'criteria.agree', groupId)) return refuse('forbidden');
    await deleteCriterion(sql, criterionId);
    await told(sql, actor, 'criteria.remove', groupId);
    return { groupId };
  });
}

/** Scores an agreed criterion (score '' or null: not yet), where it still has `version`. Possible without a meeting too. */
export async function scoreCriterion(
  house: House,
  actor: Actor,
  input: { criterionId: string; score: string | null; note: string; version: number },
): Promise<{ groupId: string } | Refusal> {
  const { criterionId, version } = input;
  return onCriterion(house, actor, criterionId, 'criteria.propose', async (sql, criterion) => {
    const score = input.score ? oneOf(input.score, ['met', 'partly', 'notMet'], 'score') : null;
    if (isRefusal(score)) return score;
    const note = text(input.note, 'note', 2000);
    if (isRefusal(note)) return note;
    if (criterion.agreedAt === null) return refuse('not_agreed');
    if (!(await updateScore(sql, criterionId, { score, note }, version))) return meanwhile('note', criterion.version, criterion.scoreNote);
    await told(sql, actor, 'criteria.score', criterion.groupId);
    return { groupId: criterion.groupId };
  });
}

/**
 * Writes the evaluation of a group's work, where it still has `version` (0: nothing is written yet). `finished` rounds it off,
 * which is the chair's; it can be taken up again.
 */
export async function saveEvaluation(
  house: House,
  actor: Actor,
  input: { groupId: string; wentWell: string; doDifferently: string; finished: boolean; version: number },
): Promise<{ groupId: string } | Refusal> {
  const { groupId, finished, version } = input;
  const closed = closedGroup(actor, groupId, 'criteria.propose');
  if (closed !== null) return closed;
  const wentWell = text(input.wentWell, 'wentWell');
  if (isRefusal(wentWell)) return wentWell;
  const doDifferently = text(input.doDifferently, 'doDifferently');
  if (isRefusal(doDifferently)) return doDifferently;
  return inTransaction(house.sql, async (sql) => {
    if (!(await holdGroup(sql, groupId))) return refuse('not_found');
    const before = await findEvaluation(sql, groupId);
    if (finished !== (before.finishedAt !== null) && !may(actor, 'criteria.agree', groupId)) return refuse('forbidden');
    const finishedBy = finished ? actor.personId : null;
    if (!(await saveEvaluationRow(sql, { groupId, wentWell, doDifferently, finishedBy, version }))) {
      const changed = before.wentWell !== wentWell;
      return meanwhile(changed ? 'wentWell' : 'doDifferently', before.version, changed ? before.wentWell : before.doDifferently);
    }
    await told(sql, actor, finished ? 'evaluation.finish' : 'evaluation.write', groupId);
    return { groupId };
  });
}

/** A no to a change of what another changed meanwhile; it says what stands there now, and under which version. */
export function meanwhile(field: string, version: number, now: string): Refusal {
  return refuse('changed_meanwhile', field, { version, ...(now === '' ? {} : { now }) });
}

async function told(sql: Sql, actor: Actor, action: string, groupId: string): Promise<void> {
  await recordAct(sql, { actor: actor.personId, action, thing: { kind: 'group', id: groupId } });
  await notify(sql, { kind: 'group', groupId });
}

// The group's row is held, so that what is read here is what is changed.
async function onCriterion(
  house: House,
  actor: Actor,
  criterionId: string,
  action: Action,
  work: (sql: Sql, criterion: CriterionRow) => Promise<{ groupId: string } | Refusal>,
): Promise<{ groupId: string } | Refusal> {
  if (!isId(criterionId)) return refuse('not_found');
  return inTransaction(house.sql, async (sql) => {
    const [found] = await selectCriteria(sql, { id: criterionId });
    const closed = found === undefined ? refuse('not_found') : closedGroup(actor, found.groupId, action);
    if (found === undefined || closed !== null) return closed ?? refuse('not_found');
    await holdGroup(sql, found.groupId);
    const [criterion] = await selectCriteria(sql, { id: criterionId });
    return criterion === undefined ? refuse('not_found') : work(sql, criterion);
  });
}
