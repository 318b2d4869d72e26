import { groupExists, type Sql } from '@samskriv/database';
import { may, refuse, type Action, type Actor, type Refusal } from '@samskriv/process';
import { isId } from '../identifiers.ts';

/** Why a person may not do something in a group, or null: not found where they may not see it, forbidden where they only may that. */
export function closedGroup(actor: Actor, groupId: string, action: Action): Refusal | null {
  if (!isId(groupId) || !may(actor, 'group.see', groupId)) return refuse('not_found');
  return may(actor, action, groupId) ? null : refuse('forbidden');
}

/** The same, also for a group that is not there, which the secretariat may see everything of. */
export async function missingGroup(sql: Sql, actor: Actor, groupId: string, action: Action): Promise<Refusal | null> {
  return closedGroup(actor, groupId, action) ?? ((await groupExists(sql, groupId)) ? null : refuse('not_found'));
}
