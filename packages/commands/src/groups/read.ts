import {
  selectGroups,
  selectPeople,
  selectRoster,
  selectRosters,
  selectTargets,
  type GroupRow,
  type RosterRow,
  type TargetRow,
} from '@samskriv/database';
import type { SectionSummary } from '@samskriv/document';
import { may, mayMakeGroup, refuse, restingDays, roleIn, type Actor, type Refusal, type Role, type Way } from '@samskriv/process';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { readSections, readSectionsOf } from '../papers/text.ts';
import { wayOf } from '../process/ways.ts';

/** A group in a person's list: what they are in it, and how far its paper's sections are. */
export type ListedGroup = Omit<GroupRow, 'way'> & {
  role: Role;
  sections: SectionSummary[];
  way: Way;
  /** For how many days the group has rested; null when it works. */
  resting: number | null;
};

/** A group with its roster, and what the one who reads it may do there. */
export type GroupView = ListedGroup & {
  roster: RosterRow[];
  may: { readAudit: boolean; rename: boolean; changeRoster: boolean; appointChair: boolean; write: boolean };
};

/** The groups a person is in; for the secretariat all of them. By title. */
export async function listGroups(house: House, actor: Actor): Promise<ListedGroup[]> {
  const groups = await selectGroups(house.sql, actor.secretariat ? null : [...actor.roles.keys()]);
  const seen = groups.flatMap((group) => {
    const role = roleIn(actor, group.id);
    return role === null ? [] : [{ ...standing(group), role }];
  });
  const sections = await readSectionsOf(
    house.sql,
    seen.map(({ paper }) => paper),
  );
  return seen.map((group, index) => ({ ...group, sections: sections[index] ?? [] }));
}

/** The rosters of the groups that a person chairs, by group. */
export async function listLedRosters(house: House, actor: Actor): Promise<Map<string, RosterRow[]>> {
  const led = [...actor.roles.keys()].filter((groupId) => roleIn(actor, groupId) === 'chair' && may(actor, 'roster.see', groupId));
  return selectRosters(house.sql, led);
}

/** One group, for whoever is in it; to others it is not found. */
export async function readGroup(house: House, actor: Actor, groupId: string): Promise<GroupView | Refusal> {
  const role = isId(groupId) ? roleIn(actor, groupId) : null;
  if (role === null || !may(actor, 'group.see', groupId)) return refuse('not_found');
  const [[group], roster] = await Promise.all([selectGroups(house.sql, [groupId]), selectRoster(house.sql, groupId)]);
  if (group === undefined) return refuse('not_found');
  return {
    ...standing(group),
    role,
    sections: await readSections(house.sql, group.paper),
    roster,
    may: {
      readAudit: may(actor, 'group.readAudit', groupId),
      rename: may(actor, 'group.rename', groupId),
      changeRoster: may(actor, 'roster.change', groupId),
      appointChair: may(actor, 'group.appointChair', groupId),
      write: group.paper.state === 'open' && may(actor, 'paper.write', groupId),
    },
  };
}

function standing(group: GroupRow): Omit<GroupRow, 'way'> & { way: Way; resting: number | null } {
  const nextMeetingAt = group.nextMeeting === null ? null : new Date(group.nextMeeting.startsAt);
  const resting = restingDays({ state: group.target.state, lastActivityAt: lastActivity(group), nextMeetingAt }, new Date());
  return { ...group, way: wayOf(group.way), resting };
}

/** When anything last happened in a group. */
export function lastActivity(group: { createdAt: Date; lastEditAt: Date | null; lastMeetingAt: Date | null }): Date {
  const moments = [group.createdAt, group.lastEditAt, group.lastMeetingAt].filter((at) => at !== null);
  return new Date(Math.max(...moments.map((at) => at.getTime())));
}

/** Who can be put into a group's roster: everybody not suspended and not in it, by name, for whoever may change it. */
export async function listCandidates(
  house: House,
  actor: Actor,
  groupId: string,
): Promise<{ id: string; name: string; organisation: { id: string; name: string } | null }[] | Refusal> {
  if (!isId(groupId) || !may(actor, 'group.see', groupId)) return refuse('not_found');
  if (!may(actor, 'roster.change', groupId)) return refuse('forbidden');
  const [groups, people, roster] = await Promise.all([
    selectGroups(house.sql, [groupId]),
    selectPeople(house.sql),
    selectRoster(house.sql, groupId),
  ]);
  if (groups.length === 0) return refuse('not_found');
  const inside = new Set(roster.map(({ id }) => id));
  return people
    .filter(({ id, suspended }) => !suspended && !inside.has(id))
    .map(({ id, name, organisation }) => ({ id, name, organisation }));
}

/** The targets that an update could start from, by title, for whoever may make a group. */
export async function listTargets(house: House, actor: Actor): Promise<Pick<TargetRow, 'id' | 'title' | 'state'>[] | Refusal> {
  if (!mayMakeGroup(actor)) return refuse('forbidden');
  const targets = await selectTargets(house.sql);
  return targets.filter((target) => maySeeTarget(actor, target)).map(({ id, title, state }) => ({ id, title, state }));
}

/** Whether a person may know a target: once it is approved everybody may, before that only the groups that write it. */
export function maySeeTarget(actor: Actor, { state, groupIds }: TargetRow): boolean {
  return (
    state === 'approved' || state === 'inForce' || may(actor, 'house.manage', null) || groupIds.some((id) => may(actor, 'group.see', id))
  );
}
