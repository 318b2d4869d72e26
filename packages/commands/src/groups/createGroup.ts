import { createHash } from 'node:crypto';
import {
  findSealed,
  findVersionInForce,
  inTransaction,
  insertGroup,
  keepChairs,
  notify,
  recordAct,
  saveWayOfGroup,
  selectTargets,
  upsertMembership,
  type SealedRow,
  type Sql,
  type TargetRow,
} from '@samskriv/database';
import { birthUpdate, emptyTarget, readSealedText, type NodeJson } from '@samskriv/document';
import { isRefusal, mayMakeGroup, refuse, type Actor, type Refusal } from '@samskriv/process';
import { line, oneOf } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { readText } from '../papers/text.ts';
import { templateNow } from '../process/ways.ts';
import { sealBase } from '../versions/base.ts';
import { maySeeTarget } from './read.ts';
import { rebornText, withPoints } from './startingText.ts';

/**
 * What a new group begins from. An `update` starts from a target here (`targetId`: its version in force), from the wording in
 * force pasted in (`text`), or from both: then the pasted words are the text. That start is sealed as the paper's base.
 */
export type NewGroup = { title: string; kind: string; targetId?: string | null; text?: string | null };

/** What was made. */
export type MadeGroup = { groupId: string; targetId: string; paperId: string };

const longestText = 100_000;

/**
 * Makes a group with its target, its paper and the paper's first text, by a chair or the secretariat. A chair who makes a
 * group is its chair until one is appointed; the secretariat leads without a row in the roster.
 */
export async function createGroup(house: House, actor: Actor, input: NewGroup): Promise<MadeGroup | Refusal> {
  if (!mayMakeGroup(actor)) return refuse('forbidden');
  const title = line(input.title, 'title');
  if (isRefusal(title)) return title;
  const kind = oneOf(input.kind, ['new', 'update'], 'kind');
  if (isRefusal(kind)) return kind;
  const text = input.text?.trim() ?? '';
  if (text.length > longestText) return refuse('too_long', 'text', { most: longestText });
  const targetId = input.targetId ?? null;
  if (targetId !== null && kind === 'new') return refuse('invalid', 'targetId');

  return inTransaction(house.sql, async (sql) => {
    const target = targetId === null ? null : await targetToUpdate(sql, actor, targetId);
    if (isRefusal(target)) return target;
    const start = await startingText(sql, { title, text, target });
    const birth = birthUpdate(start.json);
    const birthHash = createHash('sha256').update(birth).digest('hex');
    const made = await insertGroup(sql, { title, kind, targetId, madeBy: actor.personId, birth, birthHash });
    await saveWayOfGroup(sql, { groupId: made.groupId, way: (await templateNow(sql)).way, version: null });
    if (kind === 'update') await sealBase(sql, { paperId: made.paperId, personId: actor.personId, birth, source: start.source });
    if (!actor.secretariat) {
      await upsertMembership(sql, { groupId: made.groupId, personId: actor.personId, role: 'chair', competence: null, untilDate: null });
      await keepChairs(sql, made.groupId, actor.personId);
    }
    await recordAct(sql, {
      actor: actor.personId,
      action: 'group.create',
      thing: { kind: 'group', id: made.groupId },
      details: { title, kind },
    });
    await notify(sql, { kind: 'rights', personId: actor.personId });
    return made;
  });
}

async function targetToUpdate(sql: Sql, actor: Actor, targetId: string): Promise<TargetRow | Refusal> {
  const target = isId(targetId) ? (await selectTargets(sql)).find(({ id }) => id === targetId) : undefined;
  return target !== undefined && maySeeTarget(actor, target) ? target : refuse('not_found', 'targetId');
}

/** The first text of a paper, and the version it was made from, if it was one. */
async function startingText(
  sql: Sql,
  { title, text, target }: { title: string; text: string; target: TargetRow | null },
): Promise<{ json: NodeJson; source: string | null }> {
  if (text !== '') return { json: withPoints(emptyTarget(title), text), source: null };
  const inForce = target === null ? null : await findVersionInForce(sql, target.id);
  if (inForce !== null) {
    const { content } = (await findSealed(sql, inForce.id)) as SealedRow;
    return { json: rebornText(readSealedText(content).doc), source: inForce.id };
  }
  const paper = target?.paper ?? null;
  const former = paper === null ? null : await readText(sql, paper.id, paper.round);
  return { json: former === null ? emptyTarget(title) : rebornText(former), source: null };
}
