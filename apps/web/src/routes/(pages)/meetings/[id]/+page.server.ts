import {
  addAgendaItem,
  answerMeeting,
  changeAgendaItem,
  changePresentation,
  endMeeting,
  listHomework,
  listMaterial,
  listPaperPeople,
  moveAgendaItem,
  openMinutes,
  planPresentation,
  readDecisions,
  readGroup,
  readMeeting,
  removeAgendaItem,
  removePresentation,
  seeUncalled,
  setAttendance,
  type House,
} from '@samskriv/commands';
import { isRefusal, type Actor } from '@samskriv/process';
import { redirect } from '@sveltejs/kit';
import { acts } from '#lib/server/acts.ts';
import { onVersion, optional, refused, text } from '#lib/server/form.ts';
import { orError, signedIn, signedInForm } from '#lib/server/guard.ts';
import { ticked } from '#lib/server/meetingInput.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor, person } = signedIn(event);
  const { id } = event.params;
  const meeting = orError(await readMeeting(house, actor, id));
  if (meeting.uncalled) orError(await seeUncalled(house, actor, { meetingId: id }));
  const [decisions, homework, group] = await Promise.all([
    readDecisions(house, actor, id),
    listHomework(house, actor, meeting.groupId),
    readGroup(house, actor, meeting.groupId),
  ]);
  const { paper } = orError(group);
  const presents = meeting.items.some(({ presentations }) => presentations.some(({ presenter }) => presenter?.id === person.id));
  const prepares = meeting.may.prepare || presents;
  return {
    meeting,
    self: person.id,
    decisions: orError(decisions),
    homework: orError(homework).filter(({ doneAt }) => doneAt === null),
    people: prepares ? orError(await listPaperPeople(house, actor, paper.id)) : [],
    files: prepares ? await filesOf(house, actor, meeting.groupId) : [],
  };
};

async function filesOf(house: House, actor: Actor, groupId: string): Promise<{ id: string; title: string }[]> {
  const material = await listMaterial(house, actor, { groupId });
  if (isRefusal(material)) return [];
  const shown = [...material.packs.filter(({ state }) => state === 'shared').flatMap(({ items }) => items), ...material.items];
  return shown.filter(({ file }) => file !== null).map(({ id, title }) => ({ id, title }));
}

export const actions: Actions = {
  answer: acts('answer', ({ house, actor, form, id: meetingId }) =>
    answerMeeting(house, actor, { meetingId, answer: text(form, 'answer'), note: text(form, 'note') }),
  ),
  add: acts('add', ({ house, actor, form, id: meetingId }) =>
    addAgendaItem(house, actor, { meetingId, title: text(form, 'title'), note: text(form, 'note') }),
  ),
  change: acts('change', ({ house, actor, form }) =>
    onVersion(form, (version) =>
      changeAgendaItem(house, actor, { itemId: text(form, 'key'), title: optional(form, 'title'), note: text(form, 'note'), version }),
    ),
  ),
  move: acts('move', ({ house, actor, form }) =>
    moveAgendaItem(house, actor, { itemId: text(form, 'key'), by: text(form, 'by') === 'up' ? -1 : 1 }),
  ),
  remove: acts('remove', ({ house, actor, form }) => removeAgendaItem(house, actor, { itemId: text(form, 'key') })),
  present: acts('present', ({ house, actor, form }) =>
    planPresentation(house, actor, {
      itemId: text(form, 'key'),
      title: text(form, 'title'),
      presenter: optional(form, 'presenter'),
      presenterName: optional(form, 'presenterName'),
    }),
  ),
  presentation: acts('presentation', ({ house, actor, form }) =>
    onVersion(form, (version) =>
      changePresentation(house, actor, {
        presentationId: text(form, 'key'),
        title: text(form, 'title'),
        presenter: optional(form, 'presenter'),
        presenterName: optional(form, 'presenterName'),
        note: text(form, 'note'),
        materialId: optional(form, 'materialId'),
        presented: text(form, 'presented') !== '',
        version,
      }),
    ),
  ),
  unpresent: acts('unpresent', ({ house, actor, form }) => removePresentation(house, actor, { presentationId: text(form, 'key') })),
  attendance: acts('attendance', ({ house, actor, form, id: meetingId }) =>
    setAttendance(house, actor, { meetingId, present: ticked(form, 'present-') }),
  ),
  end: acts('end', ({ house, actor, form, id: meetingId }) => endMeeting(house, actor, { meetingId, treated: ticked(form, 'treated-') })),
  minutes: async (event) => {
    const { house, actor, form } = await signedInForm(event);
    const outcome = await openMinutes(house, actor, { meetingId: event.params.id });
    if (isRefusal(outcome)) return refused('minutes', outcome, form);
    redirect(303, `/papers/${outcome.paperId}`);
  },
};
