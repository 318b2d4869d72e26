import { inTransaction, notify, recordAct, updateGroupTitle } from '@samskriv/database';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { line } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';

/** Gives a group another title. Its target and paper keep theirs. */
export async function renameGroup(
  house: House,
  actor: Actor,
  input: { groupId: string; title: string },
): Promise<{ groupId: string } | Refusal> {
  const { groupId } = input;
  if (!isId(groupId) || !may(actor, 'group.see', groupId)) return refuse('not_found');
  if (!may(actor, 'group.rename', groupId)) return refuse('forbidden');
  const title = line(input.title, 'title');
  if (isRefusal(title)) return title;
  return inTransaction(house.sql, async (sql) => {
    if (!(await updateGroupTitle(sql, groupId, title))) return refuse('not_found');
    await recordAct(sql, { actor: actor.personId, action: 'group.rename', thing: { kind: 'group', id: groupId }, details: { title } });
    await notify(sql, { kind: 'group', groupId });
    return { groupId };
  });
}
