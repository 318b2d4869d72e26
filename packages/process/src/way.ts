import type { Settled, Way, Step } from './template.ts';
import { defaultWay } from './template.ts';

/** Where a target is (procurement_target.state). */
export type TargetState =
  'draft' | 'ready' | 'locked' | 'ownOrganisation' | 'revision' | 'politicalTreatment' | 'approved' | 'inForce' | 'withdrawn';

/** How far one step is. A step that was left aside with a reason is `skipped`. */
export type StepStanding = { readonly step: Step; readonly standing: 'done' | 'skipped' | 'now' | 'ahead' };

// The step of the default way that each state of a target stands in; null when the whole way has been gone. The group's own
// meetings are not told by the target's state but by what was held.
const stepOf: Record<TargetState, string | null> = {
  draft: null,
  ready: null,
  locked: 'ownOrganisation',
  ownOrganisation: 'ownOrganisation',
  revision: 'revision',
  politicalTreatment: 'politicalTreatment',
  approved: 'launch',
  inForce: 'implementation',
  withdrawn: null,
};

const order = defaultWay.map(({ key }) => key);

/**
 * The way with how far a group and its target have come on it. Meetings, and steps that a partnership has added, are behind
 * it when they are in `settled`; the other steps follow the target's state. There is one step now, the first that is not
 * settled, until all are: a way without a step now has been gone to its end.
 */
export function whereItStands({
  state,
  way = defaultWay,
  settled = {},
}: {
  state: TargetState;
  way?: Way;
  settled?: Readonly<Partial<Settled>>;
}): readonly StepStanding[] {
  const at = state === 'withdrawn' ? order.length : order.indexOf(stepOf[state] ?? '');
  const passed = (step: Step): 'done' | 'skipped' | null => {
    if (state === 'withdrawn') return settled[step.key] ?? 'done';
    const known = order.indexOf(step.key);
    // A target that has gone out to the members has its meetings behind it, held or not.
    if (step.part === 'meetings' && at >= 0) return settled[step.key] ?? 'done';
    return settled[step.key] ?? (step.part === 'after' && known >= 0 && known < at ? 'done' : null);
  };
  const now = way.findIndex((step) => passed(step) === null);
  return way.map((step, index) => ({ step, standing: index === now ? 'now' : (passed(step) ?? 'ahead') }));
}

/** What a group can do to get a step behind it. */
export type WayOn = 'hold' | 'holdOrSkip' | 'settle' | 'lock' | 'target';

/**
 * How a step is left behind: a meeting is held (or skipped where it is held only if needed), a step of the partnership's own
 * is settled by hand, the first step after the group begins with a locked version, and the later ones follow the target.
 */
export function wayOn(step: Step, state: TargetState): WayOn {
  if (step.part === 'meetings') return step.optional ? 'holdOrSkip' : 'hold';
  if (!order.includes(step.key)) return 'settle';
  return state === 'draft' || state === 'ready' ? 'lock' : 'target';
}

const restAfter = 60;

/**
 * For how many whole days a group has rested, or null when it works: nothing was written or met about for sixty days, no
 * meeting is planned, and the work still is the group's.
 */
export function restingDays(
  { state, lastActivityAt, nextMeetingAt }: { state: TargetState; lastActivityAt: Date; nextMeetingAt: Date | null },
  now: Date,
): number | null {
  if (nextMeetingAt !== null && nextMeetingAt > now) return null;
  if (state !== 'draft' && state !== 'ready' && state !== 'revision') return null;
  const days = Math.floor((now.getTime() - lastActivityAt.getTime()) / 86_400_000);
  return days >= restAfter ? days : null;
}
