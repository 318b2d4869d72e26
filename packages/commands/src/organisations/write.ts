import { inTransaction, insertOrganisation, isTaken, recordAct, updateOrganisation } from '@samskriv/database';
import { isRefusal, may, refuse, type Actor, type Refusal } from '@samskriv/process';
import { line, optionalLine } from '../fields.ts';
import type { House } from '../house.ts';
import { isId } from '../identifiers.ts';

/** Adds an organisation, a member of the partnership unless said otherwise. `mailDomain` (`birkelev.example`) is a hint when people are invited. */
export async function addOrganisation(
  house: House,
  actor: Actor,
  input: { name: string; mailDomain?: string | null; member?: boolean },
): Promise<{ organisationId: string } | Refusal> {
  if (!may(actor, 'house.manage', null)) return refuse('forbidden');
  const name = line(input.name, 'name');
  if (isRefusal(name)) return name;
  const mailDomain = domain(input.mailDomain);
  if (isRefusal(mailDomain)) return mailDomain;
  return unlessTaken(() =>
    inTransaction(house.sql, async (sql) => {
      const organisationId = await insertOrganisation(sql, { name, mailDomain, member: input.member ?? true });
      await recordAct(sql, {
        actor: actor.personId,
        action: 'organisation.add',
        thing: { kind: 'organisation', id: organisationId },
        details: { name },
      });
      return { organisationId };
    }),
  );
}

/** Changes an organisation's name, mail domain or membership; what is left out stays. */
export async function changeOrganisation(
  house: House,
  actor: Actor,
  input: { organisationId: string; name?: string; mailDomain?: string | null; member?: boolean },
): Promise<{ organisationId: string } | Refusal> {
  const { organisationId } = input;
  if (!may(actor, 'house.manage', null) || !isId(organisationId)) return refuse('not_found');
  const name = input.name === undefined ? undefined : line(input.name, 'name');
  if (isRefusal(name)) return name;
  const mailDomain = input.mailDomain === undefined ? undefined : domain(input.mailDomain);
  if (isRefusal(mailDomain)) return mailDomain;
  return unlessTaken(() =>
    inTransaction(house.sql, async (sql) => {
      const change = {
        ...(name === undefined ? {} : { name }),
        ...(mailDomain === undefined ? {} : { mailDomain }),
        ...(input.member === undefined ? {} : { member: input.member }),
      };
      if (!(await updateOrganisation(sql, organisationId, change))) return refuse('not_found');
      await recordAct(sql, {
        actor: actor.personId,
        action: 'organisation.change',
        thing: { kind: 'organisation', id: organisationId },
        details: change,
      });
      return { organisationId };
    }),
  );
}

function domain(text: string | null | undefined): string | null | Refusal {
  const tidy = optionalLine(text, 'mailDomain', 253);
  if (tidy === null || isRefusal(tidy)) return tidy;
  const bare = tidy.toLowerCase().replace(/^@/, '');
  return /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(bare) ? bare : refuse('invalid', 'mailDomain');
}

async function unlessTaken<Result>(work: () => Promise<Result>): Promise<Result | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (isTaken(error)) return refuse('already_exists', 'name');
    throw error;
  }
}
