import { searchHouse, type SearchOutcome } from '@samskriv/commands';
import { orError, signedIn } from '#lib/server/guard.ts';
import type { PageServerLoad } from './$types';

type Found = SearchOutcome['results'][number];

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const query = event.url.searchParams.get('q')?.trim() ?? '';
  const { results, behind } = orError(await searchHouse(house, actor, { query }));
  return {
    query,
    behind,
    results: results.map(({ kind, id, title, excerpt, group, wide, minutes, ...found }, index) => ({
      key: `${kind}:${id}:${String(index)}`,
      kind: kind === 'paper' && minutes ? ('minutes' as const) : kind,
      title,
      pieces: pieces(excerpt),
      group,
      wide,
      href: hrefOf({ kind, id, title, excerpt, group, wide, minutes, ...found }),
    })),
    now: new Date(),
  };
};

/** The place where something was found. */
function hrefOf({ kind, id, group, paperId, inside, wide }: Found): string {
  const base = `/groups/${group.id}`;
  switch (kind) {
    case 'paper':
      return `/papers/${id}${inside === null ? '' : `#${inside}`}`;
    case 'comment':
      return `/papers/${paperId ?? ''}?thread=${inside ?? ''}`;
    case 'material':
      return wide ? `/knowledge#m-${id}` : `${base}/material#m-${id}`;
    case 'comparable':
      return `${base}/mapping#c-${id}`;
    case 'basis':
      return `${base}/mapping#basis`;
    case 'proposal':
      return `${base}/proposals#p-${id}`;
  }
}

/** An excerpt as pieces of plain text, those that were found told apart: nothing of it is ever html. */
function pieces(excerpt: string): { text: string; found: boolean }[] {
  const [first = '', ...rest] = excerpt.split('\u0001');
  const marked = rest.flatMap((piece) => {
    const [found = '', after = ''] = piece.split('\u0002');
    return [
      { text: found, found: true },
      { text: after, found: false },
    ];
  });
  return [{ text: first, found: false }, ...marked].filter(({ text }) => text !== '');
}
