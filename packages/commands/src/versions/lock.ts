import { randomUUID } from 'node:crypto';
import {
  answerWithin,
  closeRound,
  findClosingVersion,
  findLatestVersion,
  findPerson,
  findVersion,
  holdRound,
  insertVersion,
  inTransaction,
  moveTargetOfPaper,
  notify,
  now,
  recordAct,
  selectThreads,
  type Sql,
  type VersionRow,
} from '@samskriv/database';
import { canonicalText, readSealedText } from '@samskriv/document';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { day, line, oneOf } from '../fields.ts';
import type { House } from '../house.ts';
import { actorOf } from '../people/actorOf.ts';
import { paperFor } from '../threads/reach.ts';
import { allOrNothing } from '../threads/undone.ts';
import { openMatters, writingNow } from './openMatters.ts';
import { sealed } from './seal.ts';
import { bringUp, openReplica, textToSeal, threadsToSeal, type Replica, type TextToSeal } from './text.ts';
import { versionView, type VersionView } from './view.ts';

/** What a version can be sealed for. */
export const lockPurposes = ['steeringConsideration', 'finalApproval', 'milestone'] as const;
type LockPurpose = (typeof lockPurposes)[number];

/** A version to be sealed. `until` is the day, `YYYY-MM-DD`, by which it is to be considered. */
export type LockInput = { paperId: string; purpose: string; reason: string; until?: string | null };

/** Two who seal the same text for the same within so long meant one version (ms). */
const sameMoment = 10_000;

/** How long the database may be away before nobody waits for its word about a lock any more (ms). */
const patience = 8_000;

/**
 * Seals the paper as it is saved, and ends its round unless the purpose is a milestone. One transaction decides: the version
 * holds exactly what the round's log holds then, every edit that was acknowledged before, and none that is later. Of two who
 * do it at once one is told of the other's (`already_locked`, with `by` and `at`).
 */
export async function lockVersion(house: House, actor: Actor, input: LockInput): Promise<VersionView | Refusal> {
  const paper = await paperFor(house.sql, actor, input.paperId, 'paper.lock');
  if (isRefusal(paper)) return paper;
  const purpose = oneOf(input.purpose, lockPurposes, 'purpose');
  if (isRefusal(purpose)) return purpose;
  const reason = line(input.reason, 'reason', 500);
  if (isRefusal(reason)) return reason;
  const until = (input.until ?? '') === '' ? null : day(String(input.until), 'until');
  if (isRefusal(until)) return until;

  const { id: paperId, groupId, round } = paper;
  // Everything that takes its time is done before the round is held.
  const replica = await openReplica(house.sql, paperId, round);
  if (replica === null) return refuse('not_found');
  const id = randomUUID();
  try {
    const prepared = textToSeal(replica);
    const about = { id, paperId, groupId, round, purpose, reason, until };
    return await allOrNothing(house.sql, (sql) => seal(sql, actor, about, { replica, prepared }));
  } catch (error) {
    return await trueOutcome(house, { id, paperId, round }, error);
  } finally {
    replica.ydoc.destroy();
  }
}

type About = { id: string; paperId: string; groupId: string; round: number; purpose: LockPurpose; reason: string; until: string | null };

async function seal(
  sql: Sql,
  { personId }: Actor,
  { id, paperId, groupId, round, purpose, reason, until }: About,
  { replica, prepared }: { replica: Replica; prepared: TextToSeal },
): Promise<VersionView | Refusal> {
  const held = await holdRound(sql, paperId, round);
  if (held === null) return refuse('not_found');
  const at = await now(sql);
  // What the request knew of rights when it began is not enough.
  const actor = await actorOf({ sql }, personId);
  const person = await findPerson(sql, personId);
  if (actor === null || person === null || !may(actor, 'paper.lock', groupId)) return refuse('forbidden');
  if (held.state === 'closed') return alreadyLocked(await findClosingVersion(sql, paperId, round));
  const latest = await findLatestVersion(sql, paperId);
  if (latest !== null && isSame(latest, { round, head: held.head, purpose, at })) return alreadyLocked(latest);

  const { content, state, text } = (await bringUp(sql, replica, paperId, round, held.head)) ? textToSeal(replica) : prepared;
  const threads = await selectThreads(sql, paperId, personId, null);
  const open = openMatters(readSealedText(content).doc, threads, await writingNow(sql, paperId, round));
  const version = sealed({
    id,
    paperId,
    number: (latest?.number ?? 0) + 1,
    round,
    head: held.head,
    purpose,
    reason,
    until,
    source: null,
    madeBy: person.id,
    madeByName: person.name,
    madeByOrganisation: person.organisation?.name ?? null,
    madeAt: at,
    content,
    state,
    threads: threadsToSeal(threads, text),
    openMatters: canonicalText(open),
    previousHash: latest?.hash ?? null,
  });
  await insertVersion(sql, version);
  const closes = purpose !== 'milestone';
  if (closes) {
    await closeRound(sql, paperId, round, at);
    await moveTargetOfPaper(sql, paperId, ['draft', 'ready', 'revision'], 'locked');
  }
  await recordAct(sql, {
    actor: personId,
    action: 'version.lock',
    thing: { kind: 'version', id },
    details: { paperId, round, number: version.number, head: held.head, purpose, reason, until, hash: version.hash },
  });
  await notify(sql, { kind: 'version', paperId, versionId: id });
  if (closes) await notify(sql, { kind: 'closed', paperId, round });
  return versionView(version);
}

function isSame(
  latest: VersionRow,
  { round, head, purpose, at }: { round: number; head: number; purpose: LockPurpose; at: Date },
): boolean {
  return (
    latest.round === round && latest.head === head && latest.purpose === purpose && at.getTime() - latest.madeAt.getTime() < sameMoment
  );
}

function alreadyLocked(version: VersionRow | null): Refusal {
  if (version === null) return refuse('paper_closed');
  return refuse('already_locked', undefined, {
    versionId: version.id,
    number: version.number,
    by: version.madeByName,
    at: version.madeAt.toISOString(),
  });
}

/**
 * What became of a lock whose transaction broke off. The round is held for the answer, so a commit that is still under way is
 * waited for. `not_done`: nothing has happened. `outcome_unknown`: the database does not say.
 */
async function trueOutcome(
  house: House,
  { id, paperId, round }: { id: string; paperId: string; round: number },
  error: unknown,
): Promise<VersionView | Refusal> {
  const look = () =>
    inTransaction(house.sql, async (sql) => {
      await holdRound(sql, paperId, round);
      return findVersion(sql, id);
    });
  const end = performance.now() + patience;
  while (performance.now() < end) {
    try {
      const found = await answerWithin(Math.max(1, end - performance.now()), look());
      if (found !== null) return versionView(found);
      if (isAway(error)) return refuse('not_done');
      throw error;
    } catch (again) {
      if (again === error) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return refuse('outcome_unknown');
}

// The driver's own codes, Node's for a broken line, and Postgres' classes 08 (connection) and 57P (shutdown, crash).
function isAway(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return /^(CONNECT|ECONN|EPIPE|ETIMEDOUT|ENOENT|08|57P)/.test(code);
}
