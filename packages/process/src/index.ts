export { may, mayMakeGroup, mayReadKnowledge, roleIn, rolesThatMay, type Action, type Actor, type Role } from './may.ts';
export { danishMoment, danishTime, weekOf } from './clock.ts';
export { personColour } from './personColour.ts';
export {
  daysBetween,
  latestDay,
  pointsOf,
  readinessOf,
  type Acts,
  type GroupFacts,
  type Missing,
  type PointStanding,
  type Readiness,
} from './points.ts';
export { isRefusal, refusalStatus, refuse, type Refusal, type RefusalCode } from './refusal.ts';
export {
  changeWay,
  defaultWay,
  isWay,
  leftOut,
  mostDaysBefore,
  type Point,
  type Settled,
  type Step,
  type Way,
  type WayChange,
} from './template.ts';
export { itemTitle, meetingTitle, titleOf } from './titles.ts';
export { restingDays, wayOn, whereItStands, type StepStanding, type TargetState, type WayOn } from './way.ts';
