import {
  changeHomework,
  giveHomework,
  listBasis,
  listComparables,
  listHomework,
  listMeetings,
  listPaperPeople,
  readGroup,
  removeHomework,
  settleHomework,
} from '@samskriv/commands';
import { may } from '@samskriv/process';
import { acts } from '#lib/server/acts.ts';
import { onVersion, optional, text } from '#lib/server/form.ts';
import { orError, signedIn } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { house, actor, person } = signedIn(event);
  const group = orError(await readGroup(house, actor, event.params.id));
  const [homework, people, basis, found, meetings] = await Promise.all([
    listHomework(house, actor, group.id),
    listPaperPeople(house, actor, group.paper.id),
    listBasis(house, actor, { groupId: group.id }),
    listComparables(house, actor, { groupId: group.id }),
    listMeetings(house, actor, group.id),
  ]);
  return {
    group: { id: group.id, title: group.title, paperId: group.paper.id },
    sections: group.sections.flatMap(({ id, kind, part, title }) => (id === null ? [] : [{ id, kind, part, title }])),
    basis: orError(basis).rows.map(({ id, organisation }) => ({ id, organisation })),
    found: orError(found).rows.map(({ id, source }) => ({ id, source })),
    meetings: orError(meetings).map(({ id, step, stepTitle, title, startsAt, state, items }) => ({
      ...{ id, step, stepTitle, title, startsAt, state },
      items: items.map(({ id, number, title, point, pointTitle }) => ({ id, number, title, point, pointTitle })),
    })),
    homework: orError(homework),
    people: orError(people).map(({ id, name }) => ({ id, name })),
    self: person.id,
    mayGive: may(actor, 'homework.give', group.id),
    mayLead: may(actor, 'homework.settle', group.id),
  };
};

function words(form: FormData) {
  const [, kind, id] = /^(section|mapping|item):(.+)$/.exec(text(form, 'belongs')) ?? [];
  return {
    title: text(form, 'title'),
    note: text(form, 'note'),
    owner: text(form, 'owner'),
    dueDate: optional(form, 'dueDate'),
    belongs: kind === undefined || id === undefined ? null : { kind, id },
  };
}

export const actions: Actions = {
  give: acts('give', ({ house, actor, form, id }) => giveHomework(house, actor, { groupId: id, ...words(form) })),
  change: acts('change', ({ house, actor, form }) =>
    onVersion(form, (version) => changeHomework(house, actor, { homeworkId: text(form, 'key'), version, ...words(form) })),
  ),
  settle: acts('settle', ({ house, actor, form }) =>
    settleHomework(house, actor, { homeworkId: text(form, 'key'), done: text(form, 'done') === 'yes' }),
  ),
  remove: acts('remove', ({ house, actor, form }) => removeHomework(house, actor, { homeworkId: text(form, 'key') })),
};
