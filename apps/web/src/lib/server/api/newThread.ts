import { threadKinds } from '@samskriv/commands';
import { z } from 'zod';
import { whole } from './shapes.ts';

/** A passage that was picked. */
export const anchor = z
  .strictObject({
    quote: z.string().optional(),
    prefix: z.string().optional(),
    suffix: z.string().optional(),
    from: whole.optional(),
    to: whole.optional(),
    sectionId: z.string().optional(),
  })
  .describe(
    'Words with what stands around them, ProseMirror positions in the text as saved, or both; a sectionId alone is a whole section',
  );

/** What a thread is opened with. */
export const newThread = z.strictObject({
  anchor,
  body: z.string(),
  kind: z.enum(threadKinds).optional(),
  proposal: z.string().nullable().optional().describe('A wording for a passage within one block'),
  id: z.uuid().optional().describe('Your own id for the thread: sent twice, it is opened once'),
  commentId: z.uuid().optional(),
});
