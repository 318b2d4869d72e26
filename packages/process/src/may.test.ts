import { describe, expect, it } from 'vitest';
import { may, mayMakeGroup, mayReadKnowledge, roleIn, rolesThatMay, type Action, type Actor, type Role } from './may.ts';

const group = 'g';
const actors: Record<Role | 'nobody', Actor> = {
  chair: { personId: 'c', secretariat: false, roles: new Map([[group, 'chair']]) },
  member: { personId: 'm', secretariat: false, roles: new Map([[group, 'member']]) },
  expert: { personId: 'e', secretariat: false, roles: new Map([[group, 'expert']]) },
  observer: { personId: 'o', secretariat: false, roles: new Map([[group, 'observer']]) },
  secretariat: { personId: 's', secretariat: true, roles: new Map() },
  nobody: { personId: 'n', secretariat: false, roles: new Map([['another', 'chair']]) },
};

const who: Record<Action, (keyof typeof actors)[]> = {
  'group.see': ['chair', 'member', 'expert', 'observer', 'secretariat'],
  'group.rename': ['chair', 'secretariat'],
  'group.appointChair': ['secretariat'],
  'process.change': ['chair', 'secretariat'],
  'meeting.convene': ['chair', 'secretariat'],
  'meeting.prepare': ['chair', 'member', 'secretariat'],
  'criteria.propose': ['chair', 'member', 'secretariat'],
  'criteria.agree': ['chair', 'secretariat'],
  'expert.nominate': ['chair', 'member', 'secretariat'],
  'expert.invite': ['chair', 'secretariat'],
  'homework.give': ['chair', 'member', 'secretariat'],
  'homework.settle': ['chair', 'secretariat'],
  'group.readAudit': ['chair', 'secretariat'],
  'roster.see': ['chair', 'member', 'expert', 'observer', 'secretariat'],
  'roster.change': ['chair', 'secretariat'],
  'paper.read': ['chair', 'member', 'expert', 'observer', 'secretariat'],
  'paper.write': ['chair', 'member', 'secretariat'],
  'paper.comment': ['chair', 'member', 'expert', 'observer', 'secretariat'],
  'paper.lock': ['chair', 'secretariat'],
  'material.see': ['chair', 'member', 'expert', 'observer', 'secretariat'],
  'material.add': ['chair', 'member', 'expert', 'secretariat'],
  'material.prepare': ['chair', 'secretariat'],
  'material.widen': ['chair', 'member', 'secretariat'],
  'mapping.see': ['chair', 'member', 'expert', 'observer', 'secretariat'],
  'mapping.fill': ['chair', 'member', 'secretariat'],
  'mapping.fillForOthers': ['chair', 'secretariat'],
  'proposal.see': ['chair', 'member', 'expert', 'observer', 'secretariat'],
  'proposal.make': ['chair', 'member', 'secretariat'],
  'proposal.decide': ['chair', 'secretariat'],
  'house.manage': ['secretariat'],
  'house.readAudit': ['secretariat'],
};

describe('the table of rights', () => {
  it.each(Object.keys(who) as Action[])('%s is open to whom it says, and to nobody else', (action) => {
    const place = action.startsWith('house.') ? null : group;
    const open = Object.entries(actors).filter(([, actor]) => may(actor, action, place));
    expect(open.map(([name]) => name).sort()).toEqual(who[action].toSorted());
    expect([...rolesThatMay(action)].sort()).toEqual(who[action].toSorted());
  });

  it('gives a chair of another group nothing here', () => {
    expect(roleIn(actors.nobody, group)).toBeNull();
    expect(roleIn(actors.secretariat, 'any')).toBe('secretariat');
  });

  it('lets the secretariat and chairs make groups', () => {
    expect(
      Object.entries(actors)
        .filter(([, actor]) => mayMakeGroup(actor))
        .map(([name]) => name)
        .sort(),
    ).toEqual(['chair', 'nobody', 'secretariat']);
  });
});

it('what is shared with all members is read by their people and the secretariat, not by guests', () => {
  expect(mayReadKnowledge(actors.nobody, true)).toBe(true);
  expect(mayReadKnowledge(actors.secretariat, false)).toBe(true);
  expect(mayReadKnowledge(actors.expert, false)).toBe(false);
});
