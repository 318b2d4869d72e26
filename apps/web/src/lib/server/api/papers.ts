import { contentFormats, readPaper, readPaperContent } from '@samskriv/commands';
import { isRefusal } from '@samskriv/process';
import { z } from 'zod';
import { paperWords } from '#lib/paper/words.ts';
import { operation } from './operation.ts';
import { documentOf, id, paperState, paperText, role, section, version } from './shapes.ts';
import { textTypes } from './textTypes.ts';

/** One paper. */
const paper = z.object({
  id,
  title: z.string(),
  kind: z.enum(['target', 'minutes']),
  groupId: id,
  group: z.object({ id, title: z.string() }),
  round: z.int(),
  document: documentOf,
  state: paperState,
  role,
  readOnly: z.boolean().describe('Whether this person may not write in it now'),
  mayComment: z.boolean(),
  mayLock: z.boolean(),
  lock: version.nullable().describe('The version that closed the present round'),
  baseVersionId: id.nullable().describe('What an update started from'),
  sections: z.array(section),
});

export const readOnePaper = operation({
  method: 'GET',
  path: '/api/papers/{id}',
  summary: 'One paper: its name on the sockets, whether you may write in it, its sections',
  output: paper,
  run: ({ house, actor, params }) => readPaper(house, actor, params.id ?? ''),
});

export const readOnePaperContent = operation({
  method: 'GET',
  path: '/api/papers/{id}/content',
  summary: 'The text of a paper as saved; txt is the plain text in reading order',
  query: z.strictObject({ format: z.enum(contentFormats).default('json') }),
  output: paperText,
  text: ['text/html', 'text/markdown', 'text/plain'],
  refusals: ['busy', 'too_heavy'],
  run: async ({ house, actor, params, query: { format } }) => {
    const content = await readPaperContent(house, actor, { paperId: params.id ?? '', format, words: paperWords() });
    if (isRefusal(content)) return content;
    if (content.format === 'json') return { ...content.json, type: 'doc' as const };
    return { type: textTypes[content.format], text: content.text };
  },
});
