import { insertTold, notify, selectChoosing, type Sql, type ToldKind } from '@samskriv/database';
import { enqueueNoticeMail } from '../jobs/enqueue.ts';

/** Tells people something about a thread, whoever did it excepted, and sees to the mails of those who want them at once. */
export async function tell(
  sql: Sql,
  personIds: Iterable<string>,
  told: { kind: ToldKind; threadId: string; commentId: string | null; actor: string },
): Promise<void> {
  const others = [...new Set(personIds)].filter((id) => id !== told.actor);
  await insertTold(sql, others, told);
  for (const personId of others) await notify(sql, { kind: 'told', personId });
  for (const personId of await selectChoosing(sql, others, ['atOnce'])) await enqueueNoticeMail(sql, personId);
}
