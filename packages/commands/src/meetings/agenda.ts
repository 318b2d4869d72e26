import {
  deleteItem,
  deletePresentation,
  findItemMeeting,
  findMaterial,
  findPresentationMeeting,
  inTransaction,
  insertItem,
  insertPresentation,
  saveItemOrder,
  updateItem,
  updatePresentation,
  updateTreated,
  type MeetingRow,
  type Sql,
} from '@samskriv/database';
import { isRefusal, may, refuse, type Action, type Actor, type Refusal } from '@samskriv/process';
import { line, optionalLine, text } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';
import { peopleOf } from '../threads/people.ts';
import { told } from './plan.ts';
import { meetingFor } from './reach.ts';

/** Puts an item of one's own last on a meeting's agenda. */
export async function addAgendaItem(
  house: House,
  actor: Actor,
  input: { meetingId: string; title: string; note?: string },
): Promise<{ meetingId: string; itemId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const meeting = open(await meetingFor(sql, actor, input.meetingId, 'meeting.prepare', { hold: true }));
    if (isRefusal(meeting)) return meeting;
    const title = line(input.title, 'title');
    if (isRefusal(title)) return title;
    const note = text(input.note ?? '', 'note');
    if (isRefusal(note)) return note;
    const itemId = await insertItem(sql, { meetingId: meeting.id, step: null, point: null, title, note });
    await told(sql, actor, 'agenda.add', { meetingId: meeting.id, groupId: meeting.groupId });
    return { meetingId: meeting.id, itemId };
  });
}

/** Changes an item's title (empty: the point's own) and note, where it still has `version`. */
export async function changeAgendaItem(
  house: House,
  actor: Actor,
  input: { itemId: string; title: string | null; note: string; version: number },
): Promise<{ meetingId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const found = await itemFor(sql, actor, input.itemId, 'meeting.prepare');
    if (isRefusal(found)) return found;
    const { meeting, item } = found;
    const title = optionalLine(input.title, 'title');
    if (isRefusal(title)) return title;
    if (title === null && item.point === null) return refuse('required', 'title');
    const note = text(input.note, 'note');
    if (isRefusal(note)) return note;
    if (!(await updateItem(sql, item.id, { title, note }, input.version))) {
      return refuse('changed_meanwhile', 'note', { version: item.version, now: item.note });
    }
    await told(sql, actor, 'agenda.change', { meetingId: meeting.id, groupId: meeting.groupId });
    return { meetingId: meeting.id };
  });
}

/** Moves an item one place up or down. */
export async function moveAgendaItem(
  house: House,
  actor: Actor,
  { itemId, by }: { itemId: string; by: -1 | 1 },
): Promise<{ meetingId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const found = await itemFor(sql, actor, itemId, 'meeting.prepare');
    if (isRefusal(found)) return found;
    const { meeting } = found;
    const ids = meeting.items.map(({ id }) => id);
    const at = ids.indexOf(itemId);
    const other = ids[at + by];
    if (other !== undefined) await saveItemOrder(sql, ids.with(at, other).with(at + by, itemId));
    await told(sql, actor, 'agenda.move', { meetingId: meeting.id, groupId: meeting.groupId });
    return { meetingId: meeting.id };
  });
}

/** Takes an item off the agenda. What was carried over from an earlier meeting comes back on the next one. */
export async function removeAgendaItem(
  house: House,
  actor: Actor,
  { itemId }: { itemId: string },
): Promise<{ meetingId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const found = await itemFor(sql, actor, itemId, 'meeting.convene');
    if (isRefusal(found)) return found;
    await deleteItem(sql, itemId);
    await told(sql, actor, 'agenda.remove', { meetingId: found.meeting.id, groupId: found.meeting.groupId });
    return { meetingId: found.meeting.id };
  });
}

/** Says whether an item has been treated. What was not is carried to the next agenda. */
export async function treatAgendaItem(
  house: House,
  actor: Actor,
  { itemId, treated }: { itemId: string; treated: boolean },
): Promise<{ meetingId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const found = await itemFor(sql, actor, itemId, 'meeting.convene', { held: true });
    if (isRefusal(found)) return found;
    await updateTreated(sql, itemId, treated);
    await told(sql, actor, 'agenda.treat', { meetingId: found.meeting.id, groupId: found.meeting.groupId, treated });
    return { meetingId: found.meeting.id };
  });
}

/** What is said of a presentation. `presenter` is somebody here, `presenterName` somebody who is not. */
export type PresentationInput = { title: string; presenter?: string | null; presenterName?: string | null; note?: string };

/** Plans a presentation on an agenda item. */
export async function planPresentation(
  house: House,
  actor: Actor,
  { itemId, ...input }: PresentationInput & { itemId: string },
): Promise<{ meetingId: string; presentationId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const found = await itemFor(sql, actor, itemId, 'meeting.prepare', { held: true });
    if (isRefusal(found)) return found;
    const { meeting } = found;
    const words = await presentationWords(sql, meeting.groupId, input);
    if (isRefusal(words)) return words;
    const presentationId = await insertPresentation(sql, { itemId, ...words });
    await told(sql, actor, 'presentation.plan', { meetingId: meeting.id, groupId: meeting.groupId });
    return { meetingId: meeting.id, presentationId };
  });
}

/**
 * Changes a presentation, says that it was held, or puts its file (a material that its group has been shown) to it; whoever
 * prepares meetings may, and the presenter. Where `version` is old, nothing is changed.
 */
export async function changePresentation(
  house: House,
  actor: Actor,
  {
    presentationId,
    version,
    presented,
    materialId = null,
    ...input
  }: PresentationInput & {
    presentationId: string;
    version: number;
    presented: boolean;
    materialId?: string | null;
  },
): Promise<{ meetingId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const found = await presentationFor(sql, actor, presentationId);
    if (isRefusal(found)) return found;
    const { meeting, presentation } = found;
    if (materialId !== null && !(await isFileOf(sql, actor, meeting.groupId, materialId))) return refuse('invalid', 'materialId');
    const words = await presentationWords(sql, meeting.groupId, input);
    if (isRefusal(words)) return words;
    if (!(await updatePresentation(sql, presentationId, { ...words, presented, materialId }, version))) {
      return refuse('changed_meanwhile', 'note', { version: presentation.version, now: presentation.note });
    }
    await told(sql, actor, 'presentation.change', { meetingId: meeting.id, groupId: meeting.groupId, presented });
    return { meetingId: meeting.id };
  });
}

/** Takes a presentation off the agenda. */
export async function removePresentation(
  house: House,
  actor: Actor,
  { presentationId }: { presentationId: string },
): Promise<{ meetingId: string } | Refusal> {
  return inTransaction(house.sql, async (sql) => {
    const found = await presentationFor(sql, actor, presentationId);
    if (isRefusal(found)) return found;
    await deletePresentation(sql, presentationId);
    await told(sql, actor, 'presentation.remove', { meetingId: found.meeting.id, groupId: found.meeting.groupId });
    return { meetingId: found.meeting.id };
  });
}

// What lies in a draft is not the group's yet: its title would be told by the agenda.
async function isFileOf(sql: Sql, actor: Actor, groupId: string, materialId: string): Promise<boolean> {
  const material = isId(materialId) ? await findMaterial(sql, materialId) : null;
  if (material === null || material.group.id !== groupId || !may(actor, 'material.see', groupId)) return false;
  return material.file !== null && material.pack?.state !== 'draft';
}

async function presentationFor(sql: Sql, actor: Actor, presentationId: string) {
  const place = isId(presentationId) ? await findPresentationMeeting(sql, presentationId) : null;
  if (place === null) return refuse('not_found');
  const meeting = await meetingFor(sql, actor, place.meetingId, 'group.see', { hold: true });
  if (isRefusal(meeting)) return meeting;
  if (place.presenter !== actor.personId && !may(actor, 'meeting.prepare', meeting.groupId)) return refuse('forbidden');
  const presentation = meeting.items.flatMap(({ presentations }) => presentations).find(({ id }) => id === presentationId);
  return presentation === undefined ? refuse('not_found') : { meeting, presentation };
}

async function presentationWords(sql: Sql, groupId: string, input: PresentationInput) {
  const title = line(input.title, 'title');
  if (isRefusal(title)) return title;
  const note = text(input.note ?? '', 'note');
  if (isRefusal(note)) return note;
  const presenterName = optionalLine(input.presenterName, 'presenterName');
  if (isRefusal(presenterName)) return presenterName;
  const presenter = input.presenter ? input.presenter : null;
  if (presenter !== null && !(await peopleOf(sql, groupId)).some(({ id }) => id === presenter)) return refuse('invalid', 'presenter');
  return { title, note, presenter, presenterName: presenterName ?? '' };
}

async function itemFor(sql: Sql, actor: Actor, itemId: string, action: Action, { held = false }: { held?: boolean } = {}) {
  const meetingId = isId(itemId) ? await findItemMeeting(sql, itemId) : null;
  if (meetingId === null) return refuse('not_found');
  const found = await meetingFor(sql, actor, meetingId, action, { hold: true });
  const meeting = held ? found : open(found);
  if (isRefusal(meeting)) return meeting;
  const item = meeting.items.find(({ id }) => id === itemId);
  return item === undefined ? refuse('not_found') : { meeting, item };
}

function open(meeting: MeetingRow | Refusal): MeetingRow | Refusal {
  if (isRefusal(meeting)) return meeting;
  return meeting.state === 'held' || meeting.state === 'cancelled' ? refuse('meeting_over') : meeting;
}
