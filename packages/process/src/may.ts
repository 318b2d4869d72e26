/** What a person is in one group. `secretariat` is held in every group, without a row in the roster. */
export type Role = 'chair' | 'member' | 'secretariat' | 'expert' | 'observer';

/** A signed-in person with what they are in each group where their membership counts now. */
export type Actor = {
  readonly personId: string;
  readonly secretariat: boolean;
  readonly roles: ReadonlyMap<string, Exclude<Role, 'secretariat'>>;
};

const everyRole: readonly Role[] = ['chair', 'member', 'secretariat', 'expert', 'observer'];
const leading: readonly Role[] = ['chair', 'secretariat'];
const writing: readonly Role[] = ['chair', 'member', 'secretariat'];
const adding: readonly Role[] = ['chair', 'member', 'secretariat', 'expert'];
const house: readonly Role[] = ['secretariat'];

/**
 * The one table of rights (architecture, "People and rights"): buttons, commands, sockets and the API all ask it.
 * An action that is not here is nobody's.
 */
const table = {
  'group.see': everyRole,
  'group.rename': leading,
  'group.appointChair': house,
  'process.change': leading,
  'meeting.convene': leading,
  'meeting.prepare': writing,
  'criteria.propose': writing,
  'criteria.agree': leading,
  'expert.nominate': writing,
  'expert.invite': leading,
  'homework.give': writing,
  'homework.settle': leading,
  'roster.see': everyRole,
  'roster.change': leading,
  'paper.read': everyRole,
  'paper.write': writing,
  'paper.comment': everyRole,
  'paper.lock': leading,
  'material.see': everyRole,
  'material.add': adding,
  'material.prepare': leading,
  'material.widen': writing,
  'mapping.see': everyRole,
  'mapping.fill': writing,
  'mapping.fillForOthers': leading,
  'proposal.see': everyRole,
  'proposal.make': writing,
  'proposal.decide': leading,
  'group.readAudit': leading,
  'house.manage': house,
  'house.readAudit': house,
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof table;

/** What `actor` is in the group, or null where they are nothing. The secretariat is the secretariat everywhere. */
export function roleIn(actor: Actor, groupId: string): Role | null {
  return actor.secretariat ? 'secretariat' : (actor.roles.get(groupId) ?? null);
}

/** Whether `actor` may do `action` in the group; for `house.` actions `groupId` is null. Default: no. */
export function may(actor: Actor, action: Action, groupId: string | null): boolean {
  const role = groupId === null ? (actor.secretariat ? 'secretariat' : null) : roleIn(actor, groupId);
  return role !== null && rolesThatMay(action).includes(role);
}

/** The roles an action is open to, for the few places that must ask inside SQL (the append of an edit). */
export function rolesThatMay(action: Action): readonly Role[] {
  return table[action];
}

/** Whether `actor` may make a new group: the secretariat, and whoever chairs one already. */
export function mayMakeGroup(actor: Actor): boolean {
  return actor.secretariat || [...actor.roles.values()].includes('chair');
}

/** Whether `actor` may read what groups share with all members of the partnership: the secretariat, and people of its members. */
export function mayReadKnowledge(actor: Actor, ofMemberOrganisation: boolean): boolean {
  return actor.secretariat || ofMemberOrganisation;
}
