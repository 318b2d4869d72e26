import type { AssignedThread, ComingMeeting, GroupView, HomeworkView, ListedGroup, ListedPerson } from '@samskriv/commands';

/** Something that waits for the one who reads: one line on the start page, with the place where it is done. */
export type Waiting =
  | { kind: 'sections'; group: string; empty: number; draft: number; href: string }
  | { kind: 'invitations'; group: string; names: string[]; href: string }
  | { kind: 'invited'; count: number; href: string }
  | { kind: 'chair'; group: string; href: string }
  | { kind: 'homework'; group: string; title: string; dueDate: string | null; href: string }
  | { kind: 'answer'; group: string; meeting: Pick<ComingMeeting, 'step' | 'stepTitle' | 'title' | 'startsAt'>; href: string }
  | { kind: 'uncalled'; group: string; meeting: Pick<ComingMeeting, 'step' | 'stepTitle' | 'title' | 'startsAt'>; href: string }
  | { kind: 'material'; group: string; titles: string[]; href: string }
  | { kind: 'thread'; group: string; point: string | null; quote: string; dueDate: string | null; href: string };

/**
 * What waits for a person: the threads they were given, those with the nearest day first; their homework and the meetings
 * they have not answered, and those they are no longer asked to; the chair's unfinished sections and
 * unanswered invitations; for the secretariat, groups without a chair and people who have not come in. `rosters` are the
 * groups the person chairs.
 */
export function waitingFor({
  threads,
  groups,
  rosters,
  invited,
  material = [],
  homework = [],
  meetings = [],
  uncalled = [],
  secretariat,
}: {
  threads: readonly AssignedThread[];
  groups: readonly Pick<ListedGroup, 'id' | 'title' | 'role' | 'chair' | 'paper' | 'sections'>[];
  rosters: readonly Pick<GroupView, 'id' | 'title' | 'roster'>[];
  invited: readonly Pick<ListedPerson, 'id'>[];
  material?: readonly { title: string; group: { id: string; title: string } }[];
  homework?: readonly Pick<HomeworkView, 'id' | 'group' | 'title' | 'dueDate'>[];
  meetings?: readonly ComingMeeting[];
  uncalled?: readonly Omit<ComingMeeting, 'answer'>[];
  secretariat: boolean;
}): Waiting[] {
  const waiting: Waiting[] = threads.map(({ threadId, paperId, group, point, quote, dueDate }) => {
    return { kind: 'thread', group: group.title, point, quote, dueDate, href: `/papers/${paperId}?thread=${threadId}` };
  });
  for (const { id, group, title, dueDate } of homework) {
    waiting.push({ kind: 'homework', group: group.title, title, dueDate, href: `/groups/${group.id}/homework#${id}` });
  }
  for (const { id, group, answer, step, stepTitle, title, startsAt } of meetings) {
    if (answer !== null) continue;
    waiting.push({ kind: 'answer', group: group.title, meeting: { step, stepTitle, title, startsAt }, href: `/meetings/${id}/answer` });
  }
  for (const { id, group, step, stepTitle, title, startsAt } of uncalled) {
    waiting.push({ kind: 'uncalled', group: group.title, meeting: { step, stepTitle, title, startsAt }, href: `/meetings/${id}` });
  }
  for (const { title, role, paper, sections } of groups) {
    if (role !== 'chair' || paper.state !== 'open') continue;
    const empty = sections.filter(({ status }) => status === 'empty').length;
    const draft = sections.filter(({ status }) => status === 'draft').length;
    if (empty + draft > 0) waiting.push({ kind: 'sections', group: title, empty, draft, href: `/papers/${paper.id}` });
  }
  for (const { id, title, roster } of rosters) {
    const names = roster.filter(({ arrived, active }) => !arrived && active).map(({ name }) => name);
    if (names.length > 0) waiting.push({ kind: 'invitations', group: title, names, href: `/groups/${id}#roster` });
  }
  for (const [id, fresh] of Map.groupBy(material, ({ group }) => group.id)) {
    const titles = fresh.map(({ title }) => title);
    waiting.push({ kind: 'material', group: fresh[0]!.group.title, titles, href: `/groups/${id}/material` });
  }
  if (!secretariat) return waiting;
  for (const { id, title, chair } of groups)
    if (chair === null) waiting.push({ kind: 'chair', group: title, href: `/groups/${id}#roster` });
  if (invited.length > 0) waiting.push({ kind: 'invited', count: invited.length, href: '/secretariat/people?show=invited' });
  return waiting;
}
