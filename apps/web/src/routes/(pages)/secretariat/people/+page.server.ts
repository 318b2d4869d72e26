import { listPeople, type ListedPerson } from '@samskriv/commands';
import { orError, signedIn } from '#lib/server/guard.ts';
import type { PageServerLoad } from './$types';

const shows = {
  all: () => true,
  invited: ({ arrived, suspended }: ListedPerson) => !arrived && !suspended,
  suspended: ({ suspended }: ListedPerson) => suspended,
  secretariat: ({ secretariat }: ListedPerson) => secretariat,
};
type Show = keyof typeof shows;

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const everybody = orError(await listPeople(house, actor));
  const query = (event.url.searchParams.get('q') ?? '').trim().slice(0, 100);
  const asked = event.url.searchParams.get('show') ?? 'all';
  const show: Show = asked in shows ? (asked as Show) : 'all';
  const people = everybody.filter((person) => shows[show](person) && matches(person, query));
  return { people, query, show, all: everybody.length };
};

/** Whether every word of the query is in the person's name, mail or organisation. */
function matches({ name, mail, organisation }: ListedPerson, query: string): boolean {
  const text = `${name} ${mail} ${organisation?.name ?? ''}`.toLocaleLowerCase('da');
  return query
    .toLocaleLowerCase('da')
    .split(/\s+/)
    .every((word) => text.includes(word));
}
