import { listBasis, listComparables } from '@samskriv/commands';
import { orError, signedIn } from '#lib/server/guard.ts';
import type { PageServerLoad } from './$types';

const sorts = ['source', 'statedOn', 'level', 'kind'] as const;
const basisSorts = ['organisation', 'level', 'submittedAt'] as const;

export const load: PageServerLoad = async (event) => {
  const { house, actor } = signedIn(event);
  const groupId = event.params.id;
  const [{ group, rows: basis }, { rows, mayWrite }] = await Promise.all([
    listBasis(house, actor, { groupId }).then((listed) => orError(listed)),
    listComparables(house, actor, { groupId }).then((listed) => orError(listed)),
  ]);
  const asked = (name: string) => event.url.searchParams.get(name) ?? '';
  const choices = {
    q: asked('q').trim(),
    kind: asked('kind'),
    level: asked('level'),
    sort: sorts.find((sort) => sort === asked('sort')) ?? 'source',
    order: asked('order') === 'down' ? ('down' as const) : ('up' as const),
    show: asked('show'),
    basisSort: basisSorts.find((sort) => sort === asked('basisSort')) ?? 'organisation',
  };
  const wanted = choices.q.toLocaleLowerCase('da');
  const found = rows.filter(
    ({ source, wording, note, kind, level }) =>
      `${source} ${wording} ${note}`.toLocaleLowerCase('da').includes(wanted) &&
      (choices.kind === '' || kind === choices.kind) &&
      (choices.level === '' || level === choices.level),
  );
  const way = choices.order === 'down' ? -1 : 1;
  return {
    group,
    choices,
    mayWrite,
    basis: basis
      .filter(({ submittedAt }) => choices.show === '' || (submittedAt === null) === (choices.show === 'missing'))
      .toSorted((one, other) => compare(basisKey(one, choices.basisSort), basisKey(other, choices.basisSort))),
    coverage: {
      all: basis.length,
      answered: basis.filter(({ submittedAt }) => submittedAt !== null).length,
      none: count(basis, 'none'),
      core: count(basis, 'core'),
      comprehensive: count(basis, 'comprehensive'),
    },
    found: found.toSorted((one, other) => way * compare(one[choices.sort] ?? '', other[choices.sort] ?? '')),
    all: rows.length,
    now: new Date(),
  };
};

type Basis = { organisation: { name: string }; level: string | null; submittedAt: Date | null };

function basisKey(row: Basis, sort: (typeof basisSorts)[number]): string {
  if (sort === 'organisation') return row.organisation.name;
  return sort === 'level' ? String(['none', 'core', 'comprehensive'].indexOf(row.level ?? '')) : (row.submittedAt?.toISOString() ?? '');
}

function compare(one: string, other: string): number {
  return one.localeCompare(other, 'da');
}

function count(rows: readonly Basis[], level: string): number {
  return rows.filter((row) => row.submittedAt !== null && row.level === level).length;
}
