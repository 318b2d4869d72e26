import { readAudit } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { z } from 'zod';
import { actWords } from '#lib/words/acts.ts';
import { operation } from './operation.ts';
import { id, moment, who } from './shapes.ts';

/** A page of the audit log. */
const audit = z.object({
  acts: z.array(
    z.object({
      id: z.string(),
      at: moment,
      actor: who.nullable().describe('Null: done at the command line, or by nobody known'),
      action: z.string(),
      thing: z.object({ kind: z.string(), id }).nullable(),
      person: who.nullable(),
      organisation: z.string().nullable(),
      group: z.object({ id, title: z.string() }).nullable(),
      details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      sentence: z.string(),
    }),
  ),
  next: z.string().nullable().describe('Where the page after begins; null at the end'),
});

export const readTheAudit = operation({
  method: 'GET',
  path: '/api/audit',
  summary: 'Who did what to which thing when, newest first: all of it for the secretariat, one group’s for its chair',
  query: z.strictObject({
    group: z.string().optional(),
    person: z.string().optional().describe('Who did it, or to whom'),
    action: z.string().optional(),
    thing: z.string().optional(),
    from: z.string().optional().describe('YYYY-MM-DD, a Danish day'),
    to: z.string().optional().describe('YYYY-MM-DD, included'),
    before: z.string().optional().describe('The next of the page before'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: audit,
  refusals: ['forbidden', 'not_found', 'invalid_date'],
  run: async ({ house, actor, query: { group = null, person, action, thing, from, to, before, limit } }) => {
    const page = await readAudit(house, actor, { groupId: group, personId: person, action, thingId: thing, from, to, before, limit });
    if (isRefusal(page)) return page;
    return { acts: page.acts.map((act) => ({ ...act, at: act.at.toISOString(), sentence: actWords(act) })), next: page.next };
  },
});
