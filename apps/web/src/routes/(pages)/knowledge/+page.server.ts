import { listKnowledge } from '@samskriv/commands';
import { orError, signedIn } from '#lib/server/guard.ts';
import type { PageServerLoad } from './$types';

const topics = ['home', 'abroad', 'practice'] as const;

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const all = orError(await listKnowledge(house, actor));
  const query = event.url.searchParams.get('q')?.trim() ?? '';
  const wanted = query.toLocaleLowerCase('da');
  const found = all.filter(({ title, note, group }) => `${title} ${note} ${group.title}`.toLocaleLowerCase('da').includes(wanted));
  return {
    topics: topics.map((topic) => ({ topic, items: found.filter((item) => item.topic === topic) })),
    count: found.length,
    query,
    now: new Date(),
  };
};
