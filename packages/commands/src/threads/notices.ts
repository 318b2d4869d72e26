import { randomBytes } from 'node:crypto';
import {
  countUnreadTold,
  findMailChoice,
  inTransaction,
  notify,
  saveMailChoice,
  saveRead,
  selectTold,
  stopMailsOf,
  type MailChoice,
  type ToldRow,
} from '@samskriv/database';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { oneOf } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';

/** What a person wants by mail, and when. */
export const mailChoices = ['atOnce', 'daily', 'never'] as const;

/** What one has been told, newest first, the last 200 at most, of papers one may still read; with `unread` only what is new. */
export async function listNotices(house: House, actor: Actor, { unread = false }: { unread?: boolean } = {}): Promise<ToldRow[]> {
  const rows = await selectTold(house.sql, actor.personId, { unread });
  return rows.filter(({ group }) => may(actor, 'paper.read', group.id));
}

/** How many of one's notices are unread, of papers one may still read. */
export async function countNotices(house: House, actor: Actor): Promise<{ unread: number }> {
  const groups = await countUnreadTold(house.sql, actor.personId);
  const mine = groups.filter(({ groupId }) => may(actor, 'paper.read', groupId));
  return { unread: mine.reduce((sum, { unread }) => sum + unread, 0) };
}

/** Marks notices as read, these or all; ids that are not one's own change nothing. */
export async function readNotices(
  house: House,
  actor: Actor,
  { ids }: { ids: readonly string[] | 'all' },
): Promise<{ personId: string } | Refusal> {
  if (ids !== 'all' && !ids.every(isId)) return refuse('invalid', 'ids');
  const { personId } = actor;
  await inTransaction(house.sql, async (sql) => {
    const read = await saveRead(sql, personId, ids === 'all' ? 'all' : { ids });
    if (read > 0) await notify(sql, { kind: 'told', personId });
  });
  return { personId };
}

/** When one gets notices by mail. */
export async function readMailChoice(house: House, actor: Actor): Promise<MailChoice> {
  return (await findMailChoice(house.sql, actor.personId)).choice;
}

/** Chooses when one gets notices by mail. */
export async function chooseMails(house: House, actor: Actor, { choice }: { choice: string }): Promise<{ choice: MailChoice } | Refusal> {
  const word = oneOf(choice, mailChoices, 'choice');
  if (isRefusal(word)) return word;
  await saveMailChoice(house.sql, actor.personId, word, freshStopToken());
  return { choice: word };
}

/** Stops the mails of whoever was sent this link, without signing in; not found where nobody was. */
export async function stopMails(house: House, { token }: { token: string }): Promise<{ stopped: true } | Refusal> {
  if (!/^[\w-]{43}$/.test(token)) return refuse('not_found');
  return (await stopMailsOf(house.sql, token)) ? { stopped: true } : refuse('not_found');
}

/** A secret for the link that stops mails. */
export function freshStopToken(): string {
  return randomBytes(32).toString('base64url');
}
