import { findProcess, selectGroups, type ProcessRow } from '@samskriv/database';
import {
  latestDay,
  may,
  pointsOf,
  readinessOf,
  refuse,
  restingDays,
  wayOn,
  whereItStands,
  type Actor,
  type PointStanding,
  type Readiness,
  type Refusal,
  type Step,
  type StepStanding,
  type WayOn,
} from '@samskriv/process';
import { lastActivity } from '../groups/read.ts';
import { closedGroup } from '../groups/reach.ts';
import type { House } from '../house.ts';
import { readSections } from '../papers/text.ts';
import { factsOf } from './facts.ts';
import { templateNow, today, wayOf } from './ways.ts';

/** A step of a group's way with how far it and its points are. `by` is the last day it should be over. */
export type StepView = {
  step: Step;
  standing: StepStanding['standing'];
  points: readonly PointStanding[];
  by: string | null;
  on: WayOn;
  /** Why it was skipped, where it was. */
  reason: string | null;
};

/** Where a group stands on its way, and what one may do about it. */
export type ProcessView = {
  groupId: string;
  version: number;
  steps: StepView[];
  readiness: Readiness;
  steeringDate: string | null;
  /** For how many days the group has rested; null when it works. */
  resting: number | null;
  chairs: ProcessRow['chairs'];
  may: { change: boolean; convene: boolean };
};

/** Where a group stands on its way, for whoever is in it. */
export async function readProcess(house: House, actor: Actor, groupId: string): Promise<ProcessView | Refusal> {
  const closed = closedGroup(actor, groupId, 'group.see');
  if (closed !== null) return closed;
  const [[group], process] = await Promise.all([selectGroups(house.sql, [groupId]), findProcess(house.sql, groupId)]);
  if (group === undefined || process === null) return refuse('not_found');
  const sections = await readSections(house.sql, group.paper);
  const way = wayOf(process.way);
  const facts = factsOf({ process, chair: group.chair !== null, sections });
  const { state } = group.target;
  const reasons = new Map(process.reasons.map(({ step, reason }) => [step, reason]));
  return {
    groupId,
    version: process.wayVersion,
    steps: whereItStands({ state, way, settled: process.settled }).map(({ step, standing }) => ({
      step,
      standing,
      points: pointsOf(way, step, facts),
      by: latestDay(step, process.steeringDate),
      on: wayOn(step, state),
      reason: standing === 'skipped' ? (reasons.get(step.key) ?? null) : null,
    })),
    readiness: readinessOf(facts, today()),
    steeringDate: process.steeringDate,
    resting: restingDays({ state, lastActivityAt: lastActivity(group), nextMeetingAt: process.nextMeetingAt }, new Date()),
    chairs: process.chairs,
    may: { change: may(actor, 'process.change', groupId), convene: may(actor, 'meeting.convene', groupId) },
  };
}

/** How ready a group is for the steering group, for whoever is in it. */
export async function readReadiness(house: House, actor: Actor, groupId: string): Promise<Readiness | Refusal> {
  const process = await readProcess(house, actor, groupId);
  return 'refused' in process ? process : process.readiness;
}

/** The partnership's template, for whoever manages the house. */
export async function readTemplate(house: House, actor: Actor): Promise<{ way: readonly Step[]; version: number } | Refusal> {
  if (!may(actor, 'house.manage', null)) return refuse('forbidden');
  return templateNow(house.sql);
}
