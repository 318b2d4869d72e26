import { searchHouse } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { z } from 'zod';
import { operation } from './operation.ts';

export const searchEverything = operation({
  method: 'GET',
  path: '/api/search',
  summary: 'Search everything you may see: papers, threads, material, the mapping and proposals',
  query: z.strictObject({ q: z.string().default('') }),
  output: z.object({
    behind: z.iso.datetime().nullable().describe('Since when an edit of a paper waits to be read for the search'),
    results: z.array(
      z.object({
        kind: z.enum(['paper', 'comment', 'material', 'comparable', 'basis', 'proposal']),
        id: z.uuid(),
        title: z.string(),
        excerpt: z.string().describe('Plain text; what was found stands between U+0001 and U+0002'),
        group: z.object({ id: z.uuid(), title: z.string() }),
        paperId: z.uuid().nullable(),
        inside: z.string().nullable().describe('The section or thread'),
      }),
    ),
  }),
  refusals: ['too_long', 'too_many_searches'],
  run: async ({ house, actor, query }) => {
    const found = await searchHouse(house, actor, { query: query.q });
    if (isRefusal(found)) return found;
    return {
      behind: found.behind?.toISOString() ?? null,
      results: found.results.map(({ kind, id, title, excerpt, group, paperId, inside }) => ({
        kind,
        id,
        title,
        excerpt,
        group,
        paperId,
        inside,
      })),
    };
  },
});
