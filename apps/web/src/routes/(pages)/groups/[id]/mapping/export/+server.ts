import { csv, listBasis, listComparables } from '@samskriv/commands';
import { basisLevelWords, foundKindWords, foundLevelWords } from '#lib/mapping/words.ts';
import { orError, signedIn } from '#lib/server/guard.ts';
import { m } from '#paraglide/messages.js';
import type { RequestHandler } from './$types';

/** A table of the mapping for a spreadsheet. */
export const GET: RequestHandler = async (event) => {
  const { house, actor } = signedIn(event);
  const groupId = event.params.id;
  const basis = event.url.searchParams.get('table') === 'basis';
  const rows = basis
    ? [
        [m.roster_organisation(), m.basis_level(), m.basis_policies(), m.basis_contracts(), m.basis_practice(), m.basis_state()],
        ...orError(await listBasis(house, actor, { groupId })).rows.map((row) => [
          row.organisation.name,
          row.level === null ? '' : basisLevelWords[row.level](),
          row.policies,
          row.contracts,
          row.practice,
          row.submittedAt?.toISOString().slice(0, 10) ?? m.basis_missing(),
        ]),
      ]
    : [
        [m.found_kind(), m.found_source(), m.found_wording(), m.basis_level(), m.found_date(), m.material_address(), m.material_note()],
        ...orError(await listComparables(house, actor, { groupId })).rows.map((row) => [
          foundKindWords[row.kind](),
          row.source,
          row.wording,
          row.level === null ? '' : foundLevelWords[row.level](),
          row.statedOn,
          row.address,
          row.note,
        ]),
      ];
  const name = basis ? 'grundlag' : 'fundet';
  return new Response(csv(rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'private, no-store',
    },
  });
};
