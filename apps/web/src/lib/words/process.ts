import { itemTitle, meetingTitle, titleOf, type Acts, type Missing, type PointStanding } from '@samskriv/process';
import { m } from '#paraglide/messages.js';
import { getLocale } from '#paraglide/runtime.js';

const missing: Record<Missing, (count: number) => string> = {
  chair: () => m.missing_chair(),
  criteria: () => m.missing_criteria(),
  criteriaProposed: (count) => m.missing_criteria_proposed({ count }),
  steeringDate: () => m.missing_steering_date(),
  meetings: (count) => m.missing_meetings({ count }),
  presentation: () => m.missing_presentation(),
  presentations: (count) => m.missing_presentations({ count }),
  experts: (count) => m.missing_experts({ count }),
  homework: (count) => m.missing_homework({ count }),
  mapping: () => m.missing_mapping(),
  mappingRows: (count) => m.missing_mapping_rows({ count }),
  comparable: () => m.missing_comparable(),
  references: () => m.missing_references(),
  material: () => m.missing_material(),
  proposals: () => m.missing_proposals(),
  proposalsUndecided: (count) => m.missing_proposals_undecided({ count }),
  target: () => m.missing_target(),
  points: () => m.missing_points(),
  background: (count) => m.missing_background({ count }),
  tenderTexts: (count) => m.missing_tender_texts({ count }),
  cases: (count) => m.missing_cases({ count }),
  criteriaUnscored: (count) => m.missing_criteria_unscored({ count }),
  evaluation: () => m.missing_evaluation(),
  treatment: () => m.missing_treatment(),
};

const acts: Record<Acts, () => string> = {
  chair: m.role_chair,
  members: m.acts_members,
  secretariat: m.role_secretariat,
  experts: m.acts_experts,
};

const aims: Readonly<Record<string, () => string>> = {
  meeting1: m.aim_meeting1,
  meeting2: m.aim_meeting2,
  meeting3: m.aim_meeting3,
  meeting4: m.aim_meeting4,
  ownOrganisation: m.aim_own_organisation,
  revision: m.aim_revision,
  politicalTreatment: m.aim_political_treatment,
  finalApproval: m.aim_final_approval,
  launch: m.aim_launch,
  implementation: m.aim_implementation,
};

/** What a point lacks, or null when nothing. */
export function missingWords(point: PointStanding): string | null {
  return point.missing === null ? null : missing[point.missing.code](point.missing.count);
}

/** Who has to act. */
export function actsWords(who: Acts): string {
  return acts[who]();
}

/** What a step is for; null for one of the partnership's own. */
export function aimWords(step: string): string | null {
  return aims[step]?.() ?? null;
}

/** What a point of the way is called. */
export function pointWords(point: { key: string; title: string | null }): string {
  return titleOf(point, getLocale());
}

/** What a meeting is called. */
export function meetingWords(meeting: { title: string | null; step: string | null; stepTitle: string | null }): string {
  return meetingTitle(meeting, getLocale());
}

/** What an item of an agenda is called. */
export function itemWords(item: { title: string | null; point: string | null; pointTitle: string | null }): string {
  return itemTitle(item, getLocale());
}

/** Where a point of a group's way is worked at. */
export function placeOf(key: string, groupId: string, paperId: string): string | null {
  const group = `/groups/${groupId}`;
  const places: Readonly<Record<string, string>> = {
    chair: `${group}#roster`,
    criteria: `${group}/criteria`,
    schedule: `${group}/meetings`,
    presentation: `${group}/meetings`,
    experts: `${group}/experts`,
    homework1: `${group}/homework`,
    homework2: `${group}/homework`,
    mapping: `${group}/mapping`,
    comparable: `${group}/mapping`,
    references: `${group}/mapping`,
    material: `${group}/material`,
    proposals: `${group}/proposals`,
    proposal: `/papers/${paperId}`,
    writing: `/papers/${paperId}`,
    background: `/papers/${paperId}`,
    tenderTexts: `/papers/${paperId}`,
    cases: `/papers/${paperId}`,
    furtherWork: `/papers/${paperId}`,
    evaluation: `${group}/criteria#evaluation`,
  };
  return places[key] ?? null;
}
