import {
  deleteHomework,
  findItemMeeting,
  holdGroup,
  inTransaction,
  insertHomework,
  notify,
  recordAct,
  selectBasis,
  selectComparables,
  selectGroups,
  selectHomework,
  selectMeetings,
  updateHomework,
  updateHomeworkDone,
  type HomeworkRow,
  type HomeworkWords,
  type Sql,
} from '@samskriv/database';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { meanwhile } from '../criteria/criteria.ts';
import { day, line, oneOf, text } from '../fields.ts';
import { closedGroup, missingGroup } from '../groups/reach.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { readSections } from '../papers/text.ts';
import { peopleOf } from '../threads/people.ts';

/** A piece of homework, and whether the reader may change it and say that it is done. */
export type HomeworkView = HomeworkRow & { may: { change: boolean; settle: boolean } };

/** What belongs together: work, whose it is, until when (`YYYY-MM-DD`), and a section, mapping row or agenda item it is about. */
export type HomeworkInput = {
  title: string;
  note?: string;
  owner: string;
  dueDate?: string | null;
  belongs?: { kind: string; id: string } | null;
  meetingId?: string | null;
};

/** A group's homework, what is open first, for whoever is in it. */
export async function listHomework(house: House, actor: Actor, groupId: string): Promise<HomeworkView[] | Refusal> {
  const closed = await missingGroup(house.sql, actor, groupId, 'group.see');
  return closed ?? (await selectHomework(house.sql, { groupId })).map((row) => viewOf(actor, row));
}

/** One's own open homework in the groups one is in, the most urgent first. */
export async function listMyHomework(house: House, actor: Actor): Promise<HomeworkView[]> {
  const rows = await selectHomework(house.sql, { owner: actor.personId });
  return rows.filter(({ group }) => may(actor, 'group.see', group.id)).map((row) => viewOf(actor, row));
}

/** One piece of homework, for whoever is in its group. */
export async function readHomework(house: House, actor: Actor, homeworkId: string): Promise<HomeworkView | Refusal> {
  const [row] = isId(homeworkId) ? await selectHomework(house.sql, { id: homeworkId }) : [];
  return row === undefined || !may(actor, 'group.see', row.group.id) ? refuse('not_found') : viewOf(actor, row);
}

/** Gives somebody in the group homework. */
export async function giveHomework(
  house: House,
  actor: Actor,
  { groupId, meetingId = null, ...input }: HomeworkInput & { groupId: string },
): Promise<{ homeworkId: string } | Refusal> {
  const closed = closedGroup(actor, groupId, 'homework.give');
  if (closed !== null) return closed;
  return inTransaction(house.sql, async (sql) => {
    if (!(await holdGroup(sql, groupId))) return refuse('not_found');
    const words = await tidy(sql, groupId, input);
    if (isRefusal(words)) return words;
    if (meetingId !== null) {
      const [meeting] = isId(meetingId) ? await selectMeetings(sql, { id: meetingId }) : [];
      if (meeting?.groupId !== groupId) return refuse('invalid', 'meetingId');
    }
    const homeworkId = await insertHomework(sql, { ...words, groupId, meetingId, givenBy: actor.personId });
    await told(sql, actor, 'homework.give', groupId, words.owner);
    return { homeworkId };
  });
}

/** Changes homework, where it still has `version`. Another day or owner is reminded of anew. */
export async function changeHomework(
  house: House,
  actor: Actor,
  { homeworkId, version, ...input }: Omit<HomeworkInput, 'meetingId'> & { homeworkId: string; version: number },
): Promise<{ homeworkId: string } | Refusal> {
  return onHomework(house, actor, homeworkId, async (sql, row) => {
    if (!may(actor, 'homework.give', row.group.id)) return refuse('forbidden');
    const words = await tidy(sql, row.group.id, input, row);
    if (isRefusal(words)) return words;
    if (!(await updateHomework(sql, homeworkId, words, version))) {
      const title = words.title !== row.title;
      return meanwhile(title ? 'title' : 'note', row.version, title ? row.title : row.note);
    }
    await told(sql, actor, 'homework.change', row.group.id, words.owner);
    return { homeworkId };
  });
}

/** Says that homework is done, or open again: its owner, and whoever leads the group. */
export async function settleHomework(
  house: House,
  actor: Actor,
  { homeworkId, done }: { homeworkId: string; done: boolean },
): Promise<{ homeworkId: string } | Refusal> {
  return onHomework(house, actor, homeworkId, async (sql, row) => {
    if (!viewOf(actor, row).may.settle) return refuse('forbidden');
    await updateHomeworkDone(sql, homeworkId, done ? actor.personId : null);
    await told(sql, actor, done ? 'homework.done' : 'homework.reopen', row.group.id, row.owner.id);
    return { homeworkId };
  });
}

/** Takes homework away: who gave it, and whoever leads the group. */
export async function removeHomework(
  house: House,
  actor: Actor,
  { homeworkId }: { homeworkId: string },
): Promise<{ homeworkId: string; groupId: string } | Refusal> {
  return onHomework(house, actor, homeworkId, async (sql, row) => {
    if (row.givenBy?.id !== actor.personId && !may(actor, 'homework.settle', row.group.id)) return refuse('forbidden');
    await deleteHomework(sql, homeworkId);
    await told(sql, actor, 'homework.remove', row.group.id, row.owner.id);
    return { homeworkId, groupId: row.group.id };
  });
}

function viewOf(actor: Actor, row: HomeworkRow): HomeworkView {
  const settle = row.owner.id === actor.personId || may(actor, 'homework.settle', row.group.id);
  return { ...row, may: { change: may(actor, 'homework.give', row.group.id), settle } };
}

async function onHomework<Result>(
  house: House,
  actor: Actor,
  homeworkId: string,
  work: (sql: Sql, row: HomeworkRow) => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  if (!isId(homeworkId)) return refuse('not_found');
  return inTransaction(house.sql, async (sql) => {
    const [found] = await selectHomework(sql, { id: homeworkId });
    if (found === undefined || !may(actor, 'group.see', found.group.id)) return refuse('not_found');
    await holdGroup(sql, found.group.id);
    const [row] = await selectHomework(sql, { id: homeworkId });
    return row === undefined ? refuse('not_found') : work(sql, row);
  });
}

async function tidy(sql: Sql, groupId: string, input: HomeworkInput, before?: HomeworkRow): Promise<HomeworkWords | Refusal> {
  const title = line(input.title, 'title');
  if (isRefusal(title)) return title;
  const note = text(input.note ?? '', 'note');
  if (isRefusal(note)) return note;
  const { owner } = input;
  if (owner === '') return refuse('required', 'owner');
  const known = owner === before?.owner.id || (await peopleOf(sql, groupId)).some(({ id }) => id === owner);
  if (!known) return refuse('invalid', 'owner');
  const dueDate = input.dueDate ? day(input.dueDate, 'dueDate') : null;
  if (isRefusal(dueDate)) return dueDate;
  const belongs = await belongsOf(sql, groupId, input.belongs ?? null);
  return isRefusal(belongs) ? belongs : { title, note, owner, dueDate, belongs };
}

// What homework belongs to must stand in the same group. A line of the mapping that nobody has begun is named by its
// organisation, for to begin it is what people are asked to.
async function belongsOf(
  sql: Sql,
  groupId: string,
  belongs: { kind: string; id: string } | null,
): Promise<HomeworkWords['belongs'] | Refusal> {
  if (belongs === null) return null;
  const kind = oneOf(belongs.kind, ['section', 'mapping', 'item'], 'belongs');
  if (isRefusal(kind)) return kind;
  const { id } = belongs;
  if (kind === 'section') {
    const [group] = await selectGroups(sql, [groupId]);
    const sections = group === undefined ? [] : await readSections(sql, group.paper);
    return sections.some((section) => section.id === id) ? { kind, id } : refuse('invalid', 'belongs');
  }
  if (!isId(id)) return refuse('invalid', 'belongs');
  if (kind === 'mapping') {
    const [basis, found] = await Promise.all([selectBasis(sql, groupId), selectComparables(sql, groupId)]);
    const ids = [...basis.flatMap((row) => [row.id, row.organisation.id]), ...found.map((row) => row.id)];
    return ids.includes(id) ? { kind, id } : refuse('invalid', 'belongs');
  }
  const meetingId = await findItemMeeting(sql, id);
  const [meeting] = meetingId === null ? [] : await selectMeetings(sql, { id: meetingId });
  return meeting?.groupId === groupId ? { kind, id } : refuse('invalid', 'belongs');
}

async function told(sql: Sql, actor: Actor, action: string, groupId: string, owner: string): Promise<void> {
  await recordAct(sql, { actor: actor.personId, action, thing: { kind: 'group', id: groupId }, details: { owner } });
  await notify(sql, { kind: 'group', groupId });
}
