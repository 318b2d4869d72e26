import type { ListedGroup } from '@samskriv/commands';
import { whereItStands } from '@samskriv/process';

/** A group as a line in a list needs it: nothing of the text itself. */
export function groupLine(group: ListedGroup) {
  const { id, title, kind, role, target, paper, chair, people, lastEditAt, lastEditBy, sections, way, settled, nextMeeting } = group;
  return {
    id,
    title,
    kind,
    role,
    chair,
    people,
    lastEditAt,
    lastEditBy,
    state: target.state,
    way: whereItStands({ state: target.state, way, settled }),
    nextMeeting,
    resting: group.resting,
    paper: { id: paper.id, open: paper.state === 'open' },
    sections: sections.map(({ kind, part, status, title }) => ({ kind, part, status, title })),
  };
}

export type GroupLine = ReturnType<typeof groupLine>;
