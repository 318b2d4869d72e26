import type { Point, Step, Way } from './template.ts';

/** What is counted about a group, for its points and its readiness. Days are `YYYY-MM-DD`. */
export type GroupFacts = {
  readonly chair: boolean;
  readonly steeringDate: string | null;
  readonly criteria: { readonly proposed: number; readonly agreed: number; readonly scored: number; readonly met: number };
  readonly presentations: { readonly planned: number; readonly presented: number };
  readonly experts: { readonly nominated: number; readonly invited: number; readonly accepted: number };
  readonly homework: { readonly open: number; readonly overdue: number; readonly done: number };
  /** Member organisations that are asked for their row, and those that have answered. */
  readonly mapping: { readonly asked: number; readonly submitted: number };
  readonly comparable: number;
  readonly references: number;
  readonly packs: { readonly draft: number; readonly shared: number };
  readonly proposals: { readonly undecided: number; readonly kept: number; readonly dropped: number };
  readonly sections: readonly { readonly kind: string; readonly status: 'empty' | 'draft' | 'complete' | 'checked' }[];
  readonly evaluated: boolean;
  /** Steps with a meeting planned or held. */
  readonly convened: readonly string[];
  /** Points, as `step/point`, that stood as treated on the agenda of a meeting that was held. */
  readonly treated: readonly string[];
};

/** Why a point is not done; with `count` where it is about several. */
export type Missing =
  | 'chair'
  | 'criteria'
  | 'criteriaProposed'
  | 'steeringDate'
  | 'meetings'
  | 'presentation'
  | 'presentations'
  | 'experts'
  | 'homework'
  | 'mapping'
  | 'mappingRows'
  | 'comparable'
  | 'references'
  | 'material'
  | 'proposals'
  | 'proposalsUndecided'
  | 'target'
  | 'points'
  | 'background'
  | 'tenderTexts'
  | 'cases'
  | 'criteriaUnscored'
  | 'evaluation'
  | 'treatment';

/** Who has to act for a point. */
export type Acts = 'chair' | 'members' | 'secretariat' | 'experts';

/**
 * How far a numbered point is. `number` is its place in the way ('1.4'). `free`: nothing is asked for, it is used if there is
 * a need. `missing` is null when nothing is.
 */
export type PointStanding = {
  readonly point: Point;
  readonly path: string;
  readonly number: string;
  readonly standing: 'done' | 'missing' | 'free';
  readonly missing: { readonly code: Missing; readonly count: number } | null;
  readonly acts: Acts;
};

type Verdict = 'done' | 'free' | { code: Missing; count?: number };
type Rule = { acts: Acts; judge(facts: GroupFacts, way: Way): Verdict };

const lacks = (code: Missing, count = 1): Verdict => ({ code, count });
const unfinished = (facts: GroupFacts, kind: string) =>
  facts.sections.filter((section) => section.kind === kind && section.status !== 'complete' && section.status !== 'checked').length;
const none = (facts: GroupFacts, kind: string) => !facts.sections.some((section) => section.kind === kind);

const homework: Rule = {
  acts: 'members',
  judge: ({ homework: { open, done } }) => (open > 0 ? lacks('homework', open) : done > 0 ? 'done' : 'free'),
};

// One entry a point: what it needs before it is done, and who has to act. A new point is one entry here.
const rules: Readonly<Record<string, Rule>> = {
  chair: { acts: 'secretariat', judge: ({ chair }) => (chair ? 'done' : lacks('chair')) },
  criteria: {
    acts: 'chair',
    judge: ({ criteria: { proposed, agreed } }) =>
      proposed > 0 ? lacks('criteriaProposed', proposed) : agreed > 0 ? 'done' : lacks('criteria'),
  },
  schedule: {
    acts: 'chair',
    judge: ({ steeringDate, convened }, way) => {
      const open = way.filter(({ part, optional, key }) => part === 'meetings' && !optional && !convened.includes(key)).length;
      return open > 0 ? lacks('meetings', open) : steeringDate === null ? lacks('steeringDate') : 'done';
    },
  },
  presentation: {
    acts: 'experts',
    judge: ({ presentations: { planned, presented } }) =>
      planned > 0 ? lacks('presentations', planned) : presented > 0 ? 'done' : lacks('presentation'),
  },
  experts: {
    acts: 'chair',
    judge: ({ experts: { nominated, invited, accepted } }) =>
      nominated + invited > 0 ? lacks('experts', nominated + invited) : accepted > 0 ? 'done' : 'free',
  },
  homework1: homework,
  homework2: homework,
  mapping: {
    acts: 'members',
    judge: ({ mapping: { asked, submitted } }) =>
      asked > submitted ? lacks('mappingRows', asked - submitted) : submitted > 0 ? 'done' : lacks('mapping'),
  },
  comparable: { acts: 'members', judge: ({ comparable }) => (comparable > 0 ? 'done' : lacks('comparable')) },
  references: { acts: 'members', judge: ({ references }) => (references > 0 ? 'done' : lacks('references')) },
  material: { acts: 'secretariat', judge: ({ packs }) => (packs.shared > 0 ? 'done' : lacks('material')) },
  proposals: {
    acts: 'members',
    judge: ({ proposals: { undecided, kept, dropped } }) =>
      undecided > 0 ? lacks('proposalsUndecided', undecided) : kept + dropped > 0 ? 'done' : lacks('proposals'),
  },
  proposal: { acts: 'chair', judge: (facts) => (none(facts, 'target') || unfinished(facts, 'target') > 0 ? lacks('target') : 'done') },
  writing: {
    acts: 'members',
    judge: ({ sections }) => (sections.some(({ kind, status }) => kind === 'target' && status !== 'empty') ? 'done' : lacks('points')),
  },
  background: {
    acts: 'members',
    judge: (facts) => {
      const count = unfinished(facts, 'background');
      return count > 0 || none(facts, 'background') ? lacks('background', Math.max(1, count)) : 'done';
    },
  },
  tenderTexts: {
    acts: 'members',
    judge: (facts) => {
      const count = unfinished(facts, 'tenderText');
      return count > 0 || none(facts, 'tenderText') ? lacks('tenderTexts', Math.max(1, count)) : 'done';
    },
  },
  cases: {
    acts: 'members',
    judge: (facts) => {
      const count = unfinished(facts, 'caseExample');
      return count > 0 || none(facts, 'caseExample') ? lacks('cases', Math.max(1, count)) : 'done';
    },
  },
  furtherWork: {
    acts: 'members',
    judge: ({ sections }) =>
      sections.length > 0 && sections.every(({ status }) => status === 'complete' || status === 'checked') ? 'done' : 'free',
  },
  evaluation: {
    acts: 'chair',
    judge: ({ criteria: { agreed, scored }, evaluated }) =>
      agreed > scored ? lacks('criteriaUnscored', agreed - scored) : evaluated ? 'done' : lacks('evaluation'),
  },
};

// A point of the partnership's own is done when it has been treated at a meeting.
const ownPoint: Rule = { acts: 'chair', judge: () => lacks('treatment') };

/** How far the points of one step are, in the step's order. */
export function pointsOf(way: Way, step: Step, facts: GroupFacts): readonly PointStanding[] {
  const meeting = way.filter(({ part }) => part === step.part).indexOf(step) + 1;
  return step.points.map((point, index) => {
    const path = `${step.key}/${point.key}`;
    const { acts, judge } = rules[point.key] ?? ownPoint;
    const judged = judge(facts, way);
    const treated = facts.treated.includes(path) && (judged === 'free' || rules[point.key] === undefined);
    const verdict = treated ? 'done' : judged;
    return {
      point,
      path,
      number: `${meeting}.${index + 1}`,
      standing: verdict === 'done' || verdict === 'free' ? verdict : 'missing',
      missing: typeof verdict === 'string' ? null : { code: verdict.code, count: verdict.count ?? 1 },
      acts,
    };
  });
}

/** How ready a group is for the steering group: what is finished of what there is, and the days that are left (below 0: past). */
export type Readiness = {
  readonly sections: { readonly finished: number; readonly all: number };
  readonly criteria: { readonly met: number; readonly agreed: number };
  readonly homework: { readonly open: number; readonly overdue: number };
  readonly days: number | null;
};

/** How ready a group is on the day `today` (`YYYY-MM-DD`). */
export function readinessOf(facts: GroupFacts, today: string): Readiness {
  const finished = facts.sections.filter(({ status }) => status === 'complete' || status === 'checked').length;
  return {
    sections: { finished, all: facts.sections.length },
    criteria: { met: facts.criteria.met, agreed: facts.criteria.agreed },
    homework: { open: facts.homework.open, overdue: facts.homework.overdue },
    days: facts.steeringDate === null ? null : daysBetween(today, facts.steeringDate),
  };
}

/** How many days lie from one day to another (`YYYY-MM-DD`); below 0 when the other came first. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The last day a step should be over, counted back from the steering group's meeting; null where nothing is said. */
export function latestDay(step: Step, steeringDate: string | null): string | null {
  if (steeringDate === null || step.daysBefore === null) return null;
  return new Date(Date.parse(`${steeringDate}T00:00:00Z`) - step.daysBefore * 86_400_000).toISOString().slice(0, 10);
}
